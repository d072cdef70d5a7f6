import { describe, expect, it } from 'vitest'
import { fastSpanMs, longestSpanMs, spanAtSpeed, type KeptSpan } from './fastSpan'

const HOUR_MS = 3_600_000

describe('the span of a fast river', () => {
  const change = (kept: KeptSpan, isFast: boolean, wideMs: number, ageSpanMs: number) => spanAtSpeed(kept, { isFast, wideMs, ageSpanMs })

  it('shows the end of retention up to a week of it', () => {
    for (const hours of [24, 36, 168]) expect(fastSpanMs(longestSpanMs(hours))).toBeGreaterThan(hours * HOUR_MS)
    expect(fastSpanMs(longestSpanMs(8_760))).toBe(fastSpanMs(longestSpanMs(168)))
  })

  it('is wide while it is fast, follows retention, and is as before afterwards', () => {
    const fast = change(null, true, 1_000, 60)
    expect(fast.ageSpanMs).toBe(1_000)
    const longer = change(fast.kept, true, 7_000, 1_000)
    expect(longer.ageSpanMs).toBe(7_000)
    expect(change(longer.kept, false, 7_000, 7_000)).toEqual({ kept: null, ageSpanMs: 60 })
  })

  it('leaves to a person what they chose meanwhile', () => {
    const fast = change(null, true, 1_000, 60)
    expect(change(fast.kept, true, 7_000, 400).ageSpanMs).toBe(400)
    expect(change(fast.kept, false, 1_000, 400)).toEqual({ kept: null, ageSpanMs: 400 })
    expect(change(null, false, 1_000, 60)).toEqual({ kept: null, ageSpanMs: 60 })
  })
})
