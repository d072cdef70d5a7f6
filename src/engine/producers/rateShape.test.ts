import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RateShape } from '../commands'
import { DAY_PERCENTS } from './dayCurve'
import { fullRateUs } from './rateShape'

const percent = fc.integer({ min: 0, max: 1_000 })
const ms = fc.integer({ min: 1, max: 86_400_000 })
const shapes: fc.Arbitrary<RateShape> = fc.oneof(
  fc.record({ kind: fc.constant('ramp' as const), fromPercent: percent, toPercent: percent, overMs: ms }),
  fc.record({ kind: fc.constant('burst' as const), everyMs: ms, forMs: ms, burstPercent: percent }),
  fc.record({ kind: fc.constant('day' as const), dayMs: ms }),
  fc.record({ kind: fc.constant('drawn' as const), percents: fc.array(percent, { minLength: 1, maxLength: 48 }), spanMs: ms }),
)
const MONTH_US = 31 * 86_400_000_000
/** For sums that an integral is held against. */
const SLICES = 4_096
const instant = fc.integer({ min: 0, max: MONTH_US })

/** The rate at one instant, written down as a person would. */
function percentAt(shape: RateShape, atUs: number): number {
  const between = (from: number, to: number, share: number) => from + (to - from) * share
  const along = (points: readonly number[], spanUs: number) => {
    const place = ((atUs % spanUs) / spanUs) * points.length
    const index = Math.min(points.length - 1, Math.floor(place))
    return between(points[index]!, points[(index + 1) % points.length]!, place - index)
  }
  switch (shape.kind) {
    case 'ramp':
      return between(shape.fromPercent, shape.toPercent, Math.min(1, atUs / (shape.overMs * 1_000)))
    case 'burst':
      return atUs % (shape.everyMs * 1_000) < shape.forMs * 1_000 ? shape.burstPercent : 100
    case 'day':
      return along(DAY_PERCENTS, shape.dayMs * 1_000)
    case 'drawn':
      return along(shape.percents, shape.spanMs * 1_000)
  }
}

function lengthMs(shape: RateShape): number {
  switch (shape.kind) {
    case 'ramp':
      return shape.overMs
    case 'burst':
      return shape.everyMs
    case 'day':
      return shape.dayMs
    case 'drawn':
      return shape.spanMs
  }
}

describe('the area under a rate', () => {
  it('is the same however the time is cut', () => {
    fc.assert(
      fc.property(shapes, instant, fc.array(instant, { maxLength: 40 }), (shape, endUs, cutsUs) => {
        const edges = [0, ...cutsUs.filter((cutUs) => cutUs < endUs).sort((one, other) => one - other), endUs]
        const parts = edges.slice(1).map((toUs, index) => fullRateUs(shape, { fromUs: edges[index]!, toUs }))
        expect(parts.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(fullRateUs(shape, { fromUs: 0, toUs: endUs }))
      }),
      { numRuns: 300 },
    )
  })

  it('is what the rate at each instant adds up to', () => {
    const slow = shapes.filter((shape) => lengthMs(shape) >= 1_000)
    fc.assert(
      fc.property(slow, instant, fc.integer({ min: 1, max: 2_000_000 }), (shape, fromUs, lengthUs) => {
        const sliceUs = lengthUs / SLICES
        const rates = Array.from({ length: SLICES }, (_, slice) => percentAt(shape, fromUs + (slice + 0.5) * sliceUs))
        const added = rates.reduce((sum, rate) => sum + (rate / 100) * sliceUs, 0)
        // Up to four slices with a jump of 900 % in them; corners of lines matter less.
        const missedUs = shape.kind === 'burst' ? 4 * 9 * sliceUs : 4_000
        expect(Math.abs(fullRateUs(shape, { fromUs, toUs: fromUs + lengthUs }) - added)).toBeLessThan(missedUs + 2)
      }),
      { numRuns: 200 },
    )
  })

  it('is that of a ramp, and of its flat end', () => {
    const ramp: RateShape = { kind: 'ramp', fromPercent: 0, toPercent: 200, overMs: 10_000 }
    expect(fullRateUs(ramp, { fromUs: 0, toUs: 10_000_000 })).toBe(10_000_000)
    expect(fullRateUs(ramp, { fromUs: 0, toUs: 5_000_000 })).toBe(2_500_000)
    expect(fullRateUs(ramp, { fromUs: 10_000_000, toUs: 11_000_000 })).toBe(2_000_000)
    expect(fullRateUs({ ...ramp, fromPercent: 200, toPercent: 0 }, { fromUs: 0, toUs: MONTH_US })).toBe(10_000_000)
  })

  it('is that of bursts and of the time between', () => {
    const burst: RateShape = { kind: 'burst', everyMs: 20_000, forMs: 5_000, burstPercent: 600 }
    expect(fullRateUs(burst, { fromUs: 0, toUs: 5_000_000 })).toBe(30_000_000)
    expect(fullRateUs(burst, { fromUs: 5_000_000, toUs: 20_000_000 })).toBe(15_000_000)
    expect(fullRateUs(burst, { fromUs: 15_000_000, toUs: 25_000_000 })).toBe(35_000_000)
    expect(fullRateUs({ ...burst, forMs: 99_000 }, { fromUs: 0, toUs: 40_000_000 })).toBe(240_000_000)
    expect(fullRateUs({ ...burst, burstPercent: 0 }, { fromUs: 0, toUs: 40_000_000 })).toBe(30_000_000)
  })

  it('is a whole day at the mean rate, day after day', () => {
    const day: RateShape = { kind: 'day', dayMs: 240_000 }
    for (const days of [1, 2, 100]) expect(fullRateUs(day, { fromUs: 0, toUs: days * 240_000_000 })).toBe(days * 240_000_000)
    const nightUs = fullRateUs(day, { fromUs: 20_000_000, toUs: 40_000_000 })
    const noonUs = fullRateUs(day, { fromUs: 120_000_000, toUs: 140_000_000 })
    expect(noonUs).toBeGreaterThan(100 * nightUs)
  })

  it('is that of a drawn curve, whose last point leads to its first', () => {
    const drawn: RateShape = { kind: 'drawn', percents: [0, 100, 300], spanMs: 3_000 }
    expect(fullRateUs(drawn, { fromUs: 0, toUs: 1_000_000 })).toBe(500_000)
    expect(fullRateUs(drawn, { fromUs: 1_000_000, toUs: 2_000_000 })).toBe(2_000_000)
    expect(fullRateUs(drawn, { fromUs: 2_000_000, toUs: 3_000_000 })).toBe(1_500_000)
    expect(fullRateUs(drawn, { fromUs: 3_000_000, toUs: 4_000_000 })).toBe(500_000)
  })

  it('has nothing before its beginning', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 50_000 }), (shape, toUs) => {
        expect(fullRateUs(shape, { fromUs: toUs - 50_000, toUs })).toBe(fullRateUs(shape, { fromUs: 0, toUs }))
      }),
    )
  })
})
