import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPrng } from '../../base/prng'
import type { RecordSizes } from '../commands'
import { sizeDrawer, type SizeLimits } from './sizeDraw'

const MIB = 1_048_576
const DRAWS = 200_000

function draw(sizes: RecordSizes, limits: Partial<SizeLimits>, draws = DRAWS, seed = 3): number[] {
  const next = sizeDrawer(sizes, { medianBytes: 1_000, bytesMax: MIB, lineBytes: null, ...limits }, createPrng(seed, 'sizeDraw'))
  return Array.from({ length: draws }, next)
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

/** Of ln(size / median) / σ: standard normal, but for whole bytes. */
function normalised(sigmaHundredths: number, medianBytes: number): number[] {
  const sizes = draw({ kind: 'logNormal', sigmaHundredths }, { medianBytes, bytesMax: 1e12 })
  return sizes.map((bytes) => Math.log(bytes / medianBytes) / (sigmaHundredths / 100))
}

describe('log-normal sizes', () => {
  it.each([10, 50, 100, 150])('have the mean and the median of their distribution, σ = %i / 100', (sigmaHundredths) => {
    const sigma = sigmaHundredths / 100
    const sizes = draw({ kind: 'logNormal', sigmaHundredths }, { medianBytes: 100_000, bytesMax: 1e12 })
    const mean = 100_000 * Math.exp(sigma ** 2 / 2)
    // Five standard errors of the mean, and of a share of one half.
    expect(Math.abs(meanOf(sizes) / mean - 1)).toBeLessThan(5 * Math.sqrt((Math.exp(sigma ** 2) - 1) / DRAWS))
    const below = sizes.filter((bytes) => bytes < 100_000).length
    expect(Math.abs(below / DRAWS - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / DRAWS))
  })

  it('are normal in their logarithm, into the tails', () => {
    const numbers = normalised(100, 1e8)
    const moment = (power: number) => meanOf(numbers.map((number) => number ** power))
    expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / DRAWS))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / DRAWS))
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / DRAWS))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / DRAWS))
    // Shares beyond 1, 2 and 3 σ on one side, from tables of the normal distribution.
    for (const [sigmas, share] of [[1, 0.158655], [2, 0.02275], [3, 0.00135]] as const) {
      for (const side of [-1, 1]) {
        const beyond = numbers.filter((number) => side * number > sigmas).length / DRAWS
        expect(Math.abs(beyond - share)).toBeLessThan(5 * Math.sqrt(share / DRAWS))
      }
    }
  })

  it('of no spread are all the median, and always whole and within the limits', () => {
    expect(new Set(draw({ kind: 'logNormal', sigmaHundredths: 0 }, {}, 1_000))).toEqual(new Set([1_000]))
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 0, max: MIB }), fc.nat(), (sigmaHundredths, medianBytes, seed) => {
        const sizes = draw({ kind: 'logNormal', sigmaHundredths }, { medianBytes }, 50, seed)
        expect(sizes.every((bytes) => Number.isInteger(bytes) && bytes >= 1 && bytes <= MIB)).toBe(true)
      }),
    )
  })
})

describe('sizes of a file', () => {
  const sizes: RecordSizes = { kind: 'source', sourceId: 'log' }

  it('are as frequent as they are there', () => {
    const drawn = draw(sizes, { lineBytes: Uint32Array.from([10, 20, 20, 20]) })
    const share = drawn.filter((bytes) => bytes === 20).length / DRAWS
    expect(Math.abs(share - 0.75)).toBeLessThan(5 * Math.sqrt(0.1875 / DRAWS))
    expect(new Set(drawn)).toEqual(new Set([10, 20]))
  })

  it('are cut to what a record may be', () => {
    expect(new Set(draw(sizes, { lineBytes: Uint32Array.from([0, 5, 2 * MIB]) }, 100))).toEqual(new Set([1, 5, MIB]))
    expect(() => draw(sizes, {})).toThrow('sizes of log')
  })
})
