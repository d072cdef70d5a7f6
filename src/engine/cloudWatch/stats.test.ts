import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMetricSet, endMetricMinute, noteValue } from './metricSet'
import { minutesIn, percentileOf, samplesNeeded, valueOver, type Minutes } from './stats'

function fromSamples(samples: ReadonlyMap<number, readonly number[]>): Minutes {
  const set = createMetricSet(1)
  for (const [minute, values] of [...samples].sort(([left], [right]) => left - right)) {
    for (const value of values) noteValue(set, 0, value)
    endMetricMinute(set, minute, 1_440)
  }
  return minutesIn(set.series[0]!)
}

const samplesOf = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 5 })), { maxLength: 40 }).map((rows) => new Map(rows))

describe('statistic sets', () => {
  it('tell what the samples themselves do', () => {
    fc.assert(
      fc.property(samplesOf, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }), (samples, from, length) => {
        const minutes = fromSamples(samples)
        const within = [...samples].filter(([minute]) => minute >= from && minute < from + length).flatMap(([, values]) => values)
        const value = (statistic: string) => valueOver(minutes, statistic, from, from + length)
        const sum = within.reduce((total, sample) => total + sample, 0)
        const told = ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'].map(value)
        expect(told).toEqual(within.length === 0 ? told.map(() => null) : [within.length, sum, Math.min(...within), Math.max(...within), sum / within.length])
      }),
    )
  })

  it('tell percentiles only where the samples of a set are alike', () => {
    const minutes = fromSamples(new Map([[1, [10]], [2, [30, 30]], [3, [20]], [5, [1, 2]]]))
    expect(valueOver(minutes, 'p50', 1, 4)).toBe(20)
    expect(valueOver(minutes, 'p75', 1, 4)).toBe(30)
    expect(valueOver(minutes, 'p0', 1, 4)).toBe(10)
    expect(valueOver(minutes, 'p100', 1, 4)).toBe(30)
    expect(valueOver(minutes, 'p50', 1, 6)).toBeNaN()
    expect(valueOver(minutes, 'p50', 4, 5)).toBeNull()
  })

  it.each([['p90', 90], ['p99.9', 99.9], ['p100', 100], ['p0', 0], ['p101', null], ['p', null], ['90', null], ['p99.', null], ['P90', null], ['tm90', null]])('%s is percentile %s', (text, percent) => {
    expect(percentileOf(text)).toBe(percent)
  })

  it.each([[50, 20], [90, 100], [99, 1_000], [99.9, 10_000], [99.99, 100_000], [10, 100], [1, 1_000], [49.9, 21], [0, 0], [100, 0]])('the percentile %f needs %i samples', (percent, samples) => {
    expect(samplesNeeded(percent)).toBe(samples)
  })

  it('lose what is too old, a block at a time', () => {
    const set = createMetricSet(2)
    for (let minute = 0; minute < 3_000; minute++) {
      noteValue(set, 0, minute)
      expect(endMetricMinute(set, minute, 180)).toBe(true)
    }
    const minutes = minutesIn(set.series[0]!)
    expect(set.series[1]).toEqual([])
    expect(set.series[0]!.length).toBeLessThanOrEqual(180 / 15 + 1)
    expect(minutes(2_999 - 180)).not.toBeNull()
    expect(minutes(2_999 - 200)).toBeNull()
    for (let minute = 3_000; minute < 3_200; minute++) endMetricMinute(set, minute, 180)
    expect(set.series[0]).toEqual([])
  })
})
