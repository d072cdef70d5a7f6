/** How a form changes settings of an application: a part of them, on top of what was wished for last. */
import type { ApplicationSettings } from '../../../engine/consumers/settings'
import { useWish } from '../../settings/useWish'

export function useApplicationSettings<Settings extends ApplicationSettings>(settings: Settings): (part: Partial<Settings>) => void {
  const change = useWish<Settings>(settings, (next) => ({ type: 'SetApplicationSettings', application: settings.name, settings: next }))
  return (part) => change((now) => ({ ...now, ...part }))
}
