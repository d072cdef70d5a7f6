import { describe, expect, it } from 'vitest'
import { highestOf, joinRows, timeTicks } from './plot'

const MINUTE_MS = 60_000

describe('a plot', () => {
  it.each([
    [0, 90_000, [0, 30_000, 60_000, 90_000]],
    [125_000, 420_000, [240_000, 360_000]],
    [0, 24 * 60 * MINUTE_MS, [0, 6, 12, 18, 24].map((hours) => hours * 60 * MINUTE_MS)],
    // Nothing happens before the run begins.
    [-60_000, 30_000, [0, 30_000]],
  ])('from %i to %i has its ticks at round instants', (fromMs, toMs, ticks) => {
    expect(timeTicks(fromMs, toMs, 4)).toEqual(ticks)
  })

  it('never has more ticks than fit, and never none over a long time', () => {
    for (let minutes = 1; minutes < 400_000; minutes = minutes * 2 + 1) {
      const ticks = timeTicks(7_000, minutes * MINUTE_MS, 4)
      expect(ticks.length).toBeLessThanOrEqual(5)
      expect(ticks.length).toBeGreaterThan(0)
    }
  })

  it('has one row for an instant, in order, and no value where there is none', () => {
    const rows = joinRows({ key: 'one', points: [[2, 5], [1, 4]] }, { key: 'other', points: [[2, 7], [3, 8]] })
    expect(rows).toEqual([{ atMs: 1, one: 4 }, { atMs: 2, one: 5, other: 7 }, { atMs: 3, other: 8 }])
    const say = String
    expect(highestOf({ rows, lines: [{ key: 'one', name: '', colour: '', shape: 'line', say }], levels: [] })).toBe(5)
    expect(highestOf({ rows, lines: [], levels: [{ value: 6, name: '', colour: '', dash: '' }] })).toBe(6)
  })
})
