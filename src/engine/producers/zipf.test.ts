import { describe, expect, it } from 'vitest'
import { createPrng } from '../../base/prng'
import { drawAlias, zipfTable, type AliasTable } from './zipf'

const U32_SPAN = 2 ** 32

/** The probability of each key that a table stands for. */
function massOf({ threshold, alias }: AliasTable): Float64Array {
  const mass = new Float64Array(threshold.length)
  threshold.forEach((kept, column) => {
    mass[column]! += kept / U32_SPAN / threshold.length
    mass[alias[column]!]! += (U32_SPAN - kept) / U32_SPAN / threshold.length
  })
  return mass
}

describe.each([
  [1, 100],
  [2, 0],
  [10, 250],
  [1_000, 60],
  [1_000, 100],
  [30_000, 120],
  [100_000, 5],
])('Zipf over %i keys, exponent %i / 100', (keyCount, exponentHundredths) => {
  const table = zipfTable(keyCount, exponentHundredths)
  const weights = Array.from({ length: keyCount }, (_, index) => (index + 1) ** (-exponentHundredths / 100))
  const total = weights.reduce((sum, weight) => sum + weight, 0)

  it('gives each key its exact share', () => {
    const mass = massOf(table)
    // A column's threshold is rounded down to 2^−32.
    const tolerance = 4 / U32_SPAN
    const worst = mass.reduce((most, share, key) => Math.max(most, Math.abs(share - weights[key]! / total)), 0)
    expect(worst).toBeLessThan(tolerance)
  })

  it('conserves the whole', () => {
    expect(massOf(table).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(table.alias.every((key) => key < keyCount)).toBe(true)
    expect(table.threshold.every((kept) => kept >= 0 && kept <= U32_SPAN)).toBe(true)
  })

  it('draws only its keys', () => {
    const prng = createPrng(5, 'zipf')
    for (let draw = 0; draw < 1_000; draw++) expect(drawAlias(table, prng)).toBeLessThan(keyCount)
  })
})

describe('draws', () => {
  it('come in the shares of their weights', () => {
    const prng = createPrng(6, 'zipf')
    const counts = new Array<number>(10).fill(0)
    const draws = 100_000
    for (let draw = 0; draw < draws; draw++) counts[drawAlias(zipfTable(10, 100), prng)]!++
    const harmonic = Array.from({ length: 10 }, (_, index) => 1 / (index + 1)).reduce((sum, weight) => sum + weight, 0)
    const chiSquare = counts.reduce((sum, count, key) => {
      const expected = draws / (key + 1) / harmonic
      return sum + (count - expected) ** 2 / expected
    }, 0)
    // 9 degrees of freedom: beyond 45 less than one time in a million.
    expect(chiSquare).toBeLessThan(45)
  })
})
