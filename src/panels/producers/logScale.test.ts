import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logScale } from './logScale'

const ENDS = { top: 12, bottom: 72 }
const amount = fc.double({ min: 1e-4, max: 1e6, noNaN: true })

describe('the logarithmic axis', () => {
  it('holds every value, larger ones higher, between lines that can be told apart', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 12 }), (values) => {
        const { yOf, ticks } = logScale(values, ENDS)
        for (const value of values) {
          expect(yOf(value)).toBeGreaterThanOrEqual(ENDS.top - 1e-9)
          expect(yOf(value)).toBeLessThanOrEqual(ENDS.bottom + 1e-9)
        }
        const sorted = [...values].sort((left, right) => left - right)
        for (let at = 1; at < sorted.length; at++) expect(yOf(sorted[at]!)).toBeLessThanOrEqual(yOf(sorted[at - 1]!) + 1e-9)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(4)
        expect([...ticks].sort((left, right) => left - right)).toEqual(ticks)
        for (let at = 1; at < ticks.length; at++) expect(yOf(ticks[at - 1]!) - yOf(ticks[at]!)).toBeGreaterThan(9)
      }),
    )
  })

  it('makes the same factor the same way', () => {
    const { yOf } = logScale([19, 30_000], ENDS)
    expect(yOf(100) - yOf(200)).toBeCloseTo(yOf(5_000) - yOf(10_000))
    expect(yOf(19) - yOf(38)).toBeGreaterThan(4)
  })

  it('leaves gaps where nothing is known, and has room for nothing at all', () => {
    expect(logScale([NaN, 5], ENDS).yOf(NaN)).toBeNaN()
    expect(logScale([NaN], ENDS).ticks).toEqual([1, 2, 5, 10])
    expect(logScale([0, 5], ENDS).yOf(0)).toBe(ENDS.bottom)
  })
})
