/** The captions of the river, in the reader's language. */
import { useMemo } from 'react'
import { useView, useWorld } from '../../store/hooks'
import { UNSAID, useSaidEvent } from '../useNames'
import { captionsAt } from './captions'

export interface SaidCaption {
  id: string
  shardId: string | null
  text: string
  atMs: number
  asksWhy: boolean
}

export function useCaptions(): readonly SaidCaption[] {
  const say = useSaidEvent()
  const events = useWorld((world) => world.events)
  const atMs = useWorld((world) => world.atMs)
  const speed = useWorld((world) => (world.playing ? world.speed : 1))
  const ageSpanMs = useView((view) => view.ageSpanMs)
  return useMemo(
    () =>
      captionsAt(events, { atMs, speed, ageSpanMs })
        .map((caption) => ({ id: caption.burstKey, shardId: caption.shardId, atMs: caption.atMs, text: say(caption.sentence), asksWhy: caption.sentence?.key === 'throttlingStarted' }))
        .filter(({ text }) => text !== UNSAID),
    [events, atMs, speed, ageSpanMs, say],
  )
}
