import { describe, expect, it } from 'vitest'
import { keepDelays, progressOf, WAITS_AT, type Delay } from './delays'

const REQUEST: Delay = { producerIndex: 1, requestNumber: 7, isAnswer: false, fromMs: 10_000, untilMs: 15_000 }
const ANSWER: Delay = { ...REQUEST, isAnswer: true }
const FLIGHT_MS = 400

describe('what waits on its way', () => {
  it.each([REQUEST, ANSWER])('comes half-way as any other does, stands there, and never goes back (answer: $isAnswer)', (delay) => {
    const places = Array.from({ length: 6_000 }, (_, ms) => progressOf(delay, { shownAtMs: 9_500 + ms, delayMs: FLIGHT_MS }))
    const seen = places.filter((place) => place !== null)
    expect(seen[0]).toBe(0)
    expect(seen).toEqual([...seen].sort((left, right) => left - right))
    expect(seen.filter((place) => place === WAITS_AT)).toHaveLength(5_001)
    // Without a gap: it is there from when it leaves until it goes on.
    expect(places.lastIndexOf(WAITS_AT) - places.indexOf(0)).toBe(seen.length - 1)
  })

  it('goes on so that it arrives when it should: a flight is half-way then', () => {
    const last = REQUEST.untilMs - FLIGHT_MS * (1 - WAITS_AT)
    expect(progressOf(REQUEST, { shownAtMs: last, delayMs: FLIGHT_MS })).toBe(WAITS_AT)
    expect(progressOf(REQUEST, { shownAtMs: last + 1, delayMs: FLIGHT_MS })).toBeNull()
    expect(1 - (REQUEST.untilMs - last) / FLIGHT_MS).toBe(WAITS_AT)
  })

  it('stands there in a picture that stands still', () => {
    expect(progressOf(REQUEST, { shownAtMs: 12_000, delayMs: 0 })).toBe(WAITS_AT)
    expect(progressOf(REQUEST, { shownAtMs: 9_999, delayMs: 0 })).toBeNull()
    expect(progressOf(REQUEST, { shownAtMs: 15_001, delayMs: 0 })).toBeNull()
  })

  it('is known as the newest frame tells it, and stays known when a frame tells of it no more', () => {
    const columns = (untilMs: number[]) => ({
      producerIndex: Uint16Array.from(untilMs, () => 1),
      requestNumber: Uint32Array.from(untilMs, () => 7),
      isAnswer: Uint8Array.from(untilMs, () => 0),
      fromMs: Float64Array.from(untilMs, () => 10_000),
      untilMs: Float64Array.from(untilMs),
    })
    const first = keepDelays([], columns([15_000]))
    expect(first).toEqual([REQUEST])
    const longer = keepDelays([...first, ANSWER], columns([20_000]))
    expect(longer).toEqual([ANSWER, { ...REQUEST, untilMs: 20_000 }])
    expect(keepDelays(longer, columns([]))).toEqual(longer)
  })
})
