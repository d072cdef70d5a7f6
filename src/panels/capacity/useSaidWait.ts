/** An instant of the run to come: its clock, and how long it is until then. */
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

export function useSaidWait(): (atMs: number) => { clock: string; wait: string } {
  const { t } = useTranslation('capacity')
  const { duration } = useFormats()
  const nowMs = useWorld((world) => world.summary?.atMs ?? 0)
  return (atMs) => {
    const waitMs = Math.max(0, atMs - nowMs)
    const minutes = Math.ceil(waitMs / MINUTE_MS)
    const wait = waitMs < HOUR_MS ? duration(waitMs) : t('wait', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
    return { clock: clockText(atMs).slice(0, -4), wait }
  }
}
