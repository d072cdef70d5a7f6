import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { US_PER_MS } from '../../base/units'
import { appendRecord, createShardLog, type ShardLog } from '../shardLog'
import { createLatencies, LATENCY_BOUNDS_MS, noteDelivered, quantileMs } from './latency'

function logOf(arrivalsMs: readonly number[]): ShardLog {
  const log = createShardLog()
  arrivalsMs.forEach((atMs, at) => appendRecord(log, atMs * US_PER_MS, 1, 10, 0, at))
  return log
}

function histogramOf(ages: readonly number[]) {
  const histogram = createLatencies().polling
  const nowMs = Math.max(...ages)
  const log = logOf(ages.map((age) => nowMs - age).sort((left, right) => left - right))
  for (let ordinal = 1; ordinal <= ages.length; ordinal++) noteDelivered(histogram, log, { from: ordinal, to: ordinal + 1, atUs: nowMs * US_PER_MS })
  return histogram
}

describe('bounds of the histogram', () => {
  it('rise by at least 5 ms and at most a third, up to an hour', () => {
    expect(LATENCY_BOUNDS_MS[0]).toBe(5)
    expect(LATENCY_BOUNDS_MS.at(-1)).toBe(3_600_000)
    for (let at = 1; at < LATENCY_BOUNDS_MS.length; at++) {
      const [low, high] = [LATENCY_BOUNDS_MS[at - 1]!, LATENCY_BOUNDS_MS[at]!]
      expect(high - low).toBeGreaterThanOrEqual(at === LATENCY_BOUNDS_MS.length - 1 ? 1 : 5)
      if (low >= 20) expect(high / low).toBeLessThan(4 / 3)
    }
  })
})

describe('latency of records', () => {
  it('has every record in one place, its quantiles the bounds just above the true ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 100 }), (ages, percent) => {
        const histogram = histogramOf(ages)
        expect(histogram.records).toBe(ages.length)
        expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(ages.length)
        expect(histogram.sumMs).toBe(ages.reduce((sum, age) => sum + age, 0))
        const sorted = [...ages].sort((left, right) => left - right)
        const truth = sorted[Math.ceil((ages.length * percent) / 100) - 1]!
        const above = LATENCY_BOUNDS_MS.find((bound) => bound >= truth) ?? Infinity
        expect(quantileMs(histogram, percent / 100)).toBe(above)
      }),
    )
  })

  it('counts all records of a large batch though it looks at eight of them', () => {
    const histogram = createLatencies().fanOut
    const log = logOf(Array.from({ length: 1_001 }, (_, at) => at))
    noteDelivered(histogram, log, { from: 1, to: 1_002, atUs: 1_000 * US_PER_MS })
    expect(histogram.records).toBe(1_001)
    expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(1_001)
    expect(histogram.sumMs / histogram.records).toBeCloseTo(500, -1)
    expect(quantileMs(histogram, 1)).toBeGreaterThan(900)
  })

  it('is unknown where nothing was handed over, and never below zero', () => {
    const histogram = createLatencies().polling
    const log = logOf([50])
    noteDelivered(histogram, log, { from: 1, to: 1, atUs: 0 })
    expect([histogram.records, quantileMs(histogram, 0.5)]).toEqual([0, null])
    noteDelivered(histogram, log, { from: 1, to: 2, atUs: 0 })
    expect([histogram.sumMs, quantileMs(histogram, 1)]).toEqual([0, 5])
  })
})
