import { describe, expect, it } from 'vitest'
import { layoutRiver } from './layout'
import { FIXTURE_SIZE, FIXTURE_VIEW } from './testing/fixtureLook'
import { createTwins, forgetTwins, keepTwins, placeOfTwin, TWINS_KEPT_MAX } from './twins'

function columnsOf(entries: { atMs: number; firstAtMs: number; hashTop?: number }[]) {
  return {
    count: entries.length,
    atMs: Float64Array.from(entries, ({ atMs }) => atMs),
    firstAtMs: Float64Array.from(entries, ({ firstAtMs }) => firstAtMs),
    hashTop: Uint32Array.from(entries, ({ hashTop }) => hashTop ?? 7),
    producerIndex: new Uint16Array(entries.length),
  }
}

describe('twins', () => {
  it('are each kept once, though frame and window tell of them', () => {
    const twins = createTwins()
    keepTwins(twins, columnsOf([{ atMs: 10, firstAtMs: 5 }]))
    keepTwins(twins, columnsOf([{ atMs: 10, firstAtMs: 5 }, { atMs: 10, firstAtMs: 5, hashTop: 8 }]))
    expect(twins.kept.size).toBe(2)
  })

  it('are bounded: fewer of many, all over the view, and all again once they are few', () => {
    const twins = createTwins()
    for (let from = 0; from < 3_000; from += 50) keepTwins(twins, columnsOf(Array.from({ length: 50 }, (_, at) => ({ atMs: from + at, firstAtMs: 0 }))))
    const times = Array.from(twins.kept.values(), ({ atMs }) => atMs)
    expect(times.length).toBeLessThanOrEqual(TWINS_KEPT_MAX)
    expect(times.length).toBeGreaterThan(TWINS_KEPT_MAX / 3)
    expect(new Set(times.slice(1).map((atMs, at) => atMs - times[at]!)).size).toBe(1)
    for (let round = 0; round < 10; round++) forgetTwins(twins, 10_000)
    keepTwins(twins, columnsOf([11_000, 11_001, 11_002].map((atMs) => ({ atMs, firstAtMs: 0 }))))
    expect(twins.kept.size).toBe(3)
  })

  it('go when their copy has left the view', () => {
    const twins = createTwins()
    keepTwins(twins, columnsOf([{ atMs: 1_000, firstAtMs: 500 }, { atMs: 2_000, firstAtMs: 600 }]))
    forgetTwins(twins, 1_500)
    expect(Array.from(twins.kept.values(), ({ atMs }) => atMs)).toEqual([2_000])
  })

  it('are joined only where both are in view', () => {
    const sight = { geometry: layoutRiver(FIXTURE_SIZE, 13), view: FIXTURE_VIEW, shownAtMs: 100_000 }
    const placeOf = (atMs: number, firstAtMs: number, hashTop = 2 ** 31) => placeOfTwin(sight, { atMs, firstAtMs, hashTop, producerIndex: 0 })
    expect(placeOf(90_000, 80_000)!.firstX!).toBeGreaterThan(placeOf(90_000, 80_000)!.x)
    expect(placeOf(90_000, 20_000)!.firstX).toBeNull()
    expect(placeOf(90_000, Number.NaN)!.firstX).toBeNull()
    expect(placeOf(20_000, 10_000)).toBeNull()
    expect(placeOf(100_100, 90_000)).toBeNull()
    expect(placeOfTwin({ ...sight, view: { ...FIXTURE_VIEW, hashTopTo: 2 ** 30 } }, { atMs: 90_000, firstAtMs: 80_000, hashTop: 2 ** 31, producerIndex: 0 })).toBeNull()
  })
})
