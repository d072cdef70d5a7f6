/** How a form changes settings of a producer: a part of them, on top of what was wished for last. */
import type { ProducerSettings } from '../../../engine/producers/settings'
import { useWish } from '../../settings/useWish'

export interface SettingsFormProps<Settings> {
  producerIndex: number
  settings: Settings
}

export function useSettings<Settings extends ProducerSettings>({ producerIndex, settings }: SettingsFormProps<Settings>): (part: Partial<Settings>) => void {
  const change = useWish<Settings>(settings, (next) => ({ type: 'SetProducerSettings', producerIndex, settings: next }))
  return (part) => change((now) => ({ ...now, ...part }))
}
