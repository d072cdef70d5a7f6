import { describe, expect, it } from 'vitest'
import { quantileOf } from './quantile'

const bounds = [5, 10, 20, 40]

describe('a quantile', () => {
  it('is the bound under which so many records are', () => {
    const histogram = { records: 100, counts: [0, 50, 40, 10, 0], bounds }
    expect([0, 0.5, 0.51, 0.9, 0.91, 1].map((share) => quantileOf(histogram, share))).toEqual([5, 10, 20, 20, 40, 40])
  })

  it('is beyond all bounds where the records are', () => {
    expect(quantileOf({ records: 10, counts: [1, 0, 0, 0, 9], bounds }, 0.5)).toBe(Infinity)
    expect(quantileOf({ records: 10, counts: [1, 0, 0, 0, 9], bounds }, 0.1)).toBe(5)
  })

  it('does not run away where fractions of records add up to a hair less', () => {
    expect(quantileOf({ records: 3, counts: Float64Array.of(1 - 1e-12, 1 - 1e-12, 1 - 1e-12, 0, 0), bounds }, 1)).toBe(20)
  })

  it('is unknown without records', () => {
    expect(quantileOf({ records: 0, counts: [0, 0, 0, 0, 0], bounds }, 0.5)).toBeNull()
  })
})
