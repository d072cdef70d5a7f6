import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactExp, exactLn } from './exactMath'

/** A few last bits: what a sum of twenty terms and a handful of squarings may lose. */
const RELATIVE_MAX = 1e-13

describe('exactly rounded functions', () => {
  it('agree with those of the host', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e19, noNaN: true }), (value) => {
        expect(Math.abs(exactLn(value) - Math.log(value))).toBeLessThanOrEqual(RELATIVE_MAX * Math.max(1, Math.log(value)))
      }),
    )
    fc.assert(
      fc.property(fc.double({ min: -40, max: 0, noNaN: true }), (value) => {
        expect(Math.abs(exactExp(value) / Math.exp(value) - 1)).toBeLessThanOrEqual(RELATIVE_MAX)
      }),
    )
  })

  it('are exact where the result is known', () => {
    expect(exactLn(1)).toBe(0)
    expect(exactExp(0)).toBe(1)
  })
})
