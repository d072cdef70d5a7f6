/** The captions of the river, in the reader's language. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { captionsAt } from './captions'

export interface SaidCaption {
  shardId: string | null
  text: string
  atMs: number
}

export function useCaptions(): readonly SaidCaption[] {
  const { t } = useTranslation('events')
  const events = useWorld((world) => world.events)
  const atMs = useWorld((world) => world.atMs)
  const speed = useWorld((world) => world.speed)
  return useMemo(
    () => captionsAt(events, { atMs, speed }).map(({ key, values, shardId, atMs: toldAtMs }) => ({ shardId, atMs: toldAtMs, text: t(key, { ...values }) })),
    [events, atMs, speed, t],
  )
}
