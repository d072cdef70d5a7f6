import { describe, expect, it } from 'vitest'
import type { LensMinute } from '../../../engine/cloudWatch/metricsView'
import { lensRows, lensScale, tellingMinute } from './lensPlot'

function minute(atMs: number, { meanUse = 0.5, ...rest }: Partial<LensMinute> = {}): LensMinute {
  return { atMs, secondsKnown: 60, recordsPerSecond: 0, bytesPerSecond: 0, throttled: 0, meanUse, peakUse: 1, secondsThrottled: 0, hidesThrottling: false, ...rest }
}

describe('the lens', () => {
  it('has a point a second, as a share of what the shards of that second took, and a mark where something was refused', () => {
    const seconds = { fromMs: 10_000, records: [500, 1_000, 1_000], bytes: [0, 100, 900], throttled: [0, 7, 0], shards: [1, 1, 2], use: [0.5, 1, 0.9] }
    expect(lensRows({ seconds, minutes: [] })).toEqual([
      { atMs: 10_000, second: 0.5 },
      { atMs: 11_000, second: 1, throttled: 7, throttledMark: 1 },
      { atMs: 12_000, second: 0.9 },
    ])
  })

  it('draws a minute as a step, from where its seconds are known to where it ends', () => {
    const seconds = { fromMs: 30_000, records: [], bytes: [], throttled: [], shards: [], use: [] }
    const rows = lensRows({ seconds, minutes: [minute(0, { meanUse: 0.2 }), minute(60_000, { meanUse: 0.4 })] })
    expect(rows).toEqual([
      { atMs: 30_000, minute: 0.2 },
      { atMs: 59_999, minute: 0.2 },
      { atMs: 60_000, minute: 0.4 },
      { atMs: 119_999, minute: 0.4 },
    ])
  })

  it.each([0, 0.9, 1.2, 2, 7.3])('has an axis with the limit on it, and room for %f', (highest) => {
    const { yMax, yTicks } = lensScale(highest)
    expect(yMax).toBeGreaterThanOrEqual(Math.max(1, highest))
    expect(yTicks).toContain(1)
    expect(Math.max(...yTicks)).toBeLessThanOrEqual(yMax)
  })

  it('tells of the last minute that hides something, else of the last whole one', () => {
    const hiding = minute(60_000, { hidesThrottling: true })
    expect(tellingMinute([minute(0), hiding, minute(120_000)])).toBe(hiding)
    const whole = minute(0)
    expect(tellingMinute([whole, minute(60_000, { secondsKnown: 12 })])).toBe(whole)
    expect(tellingMinute([])).toBeNull()
  })
})
