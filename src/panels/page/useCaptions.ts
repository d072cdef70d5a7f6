/** The captions of the river, in the reader's language. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useView, useWorld } from '../../store/hooks'
import { captionsAt } from './captions'

export interface SaidCaption {
  shardId: string | null
  text: string
  atMs: number
  asksWhy: boolean
}

export function useCaptions(): readonly SaidCaption[] {
  const { t } = useTranslation('events')
  const events = useWorld((world) => world.events)
  const atMs = useWorld((world) => world.atMs)
  const speed = useWorld((world) => (world.playing ? world.speed : 1))
  const ageSpanMs = useView((view) => view.ageSpanMs)
  return useMemo(
    () => captionsAt(events, { atMs, speed, ageSpanMs }).map(({ key, values, shardId, atMs: toldAtMs }) => ({ shardId, atMs: toldAtMs, text: t(key, { ...values }), asksWhy: key === 'throttlingStarted' })),
    [events, atMs, speed, ageSpanMs, t],
  )
}
