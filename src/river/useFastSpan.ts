/** At speeds at which a frame covers minutes the river looks back over hours by itself, and as before when it is slower again. */
import { useEffect, useEffectEvent, useRef } from 'react'
import { FAST_SPEED } from '../store/speeds'
import { fastSpanMs, spanAtSpeed, type KeptSpan } from './fastSpan'

interface FastSpan {
  speed: number
  ageSpanMs: number
  ageSpanMsMax: number
  onSpan: (ageSpanMs: number) => void
}

/** @returns whether the span in view is the one that this speed gave it. */
export function useFastSpan({ speed, ageSpanMs, ageSpanMsMax, onSpan }: FastSpan): boolean {
  const kept = useRef<KeptSpan>(null)
  const isFast = speed >= FAST_SPEED
  const wideMs = fastSpanMs(ageSpanMsMax)
  const settle = useEffectEvent((now: { isFast: boolean; wideMs: number }) => {
    const next = spanAtSpeed(kept.current, { ...now, ageSpanMs })
    kept.current = next.kept
    if (next.ageSpanMs !== ageSpanMs) onSpan(next.ageSpanMs)
  })
  useEffect(() => settle({ isFast, wideMs }), [isFast, wideMs])
  return isFast && ageSpanMs === wideMs
}
