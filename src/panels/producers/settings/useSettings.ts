/** How a form changes settings: a part of them, on top of what was wished for last. */
import type { ProducerSettings } from '../../../engine/producers/settings'
import { useActions } from '../../../store/hooks'
import { useWish } from '../useWish'

export interface SettingsFormProps<Settings> {
  producerIndex: number
  settings: Settings
}

export function useSettings<Settings extends ProducerSettings>({ producerIndex, settings }: SettingsFormProps<Settings>): (part: Partial<Settings>) => void {
  const { submit } = useActions()
  const change = useWish<Settings>(settings, (next) => submit({ type: 'SetProducerSettings', producerIndex, settings: next }))
  return (part) => change((now) => ({ ...now, ...part }))
}
