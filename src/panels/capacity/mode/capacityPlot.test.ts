import { describe, expect, it } from 'vitest'
import { MIB } from '../../../base/units'
import { capacityQueries, capacityRows, shardsFilled, thinned, wholeScale } from './capacityPlot'

const MINUTE_MS = 60_000
const NOTHING = { atMs: [], values: [] }
const at = (rows: ReturnType<typeof capacityRows>, atMs: number) => rows.find((row) => row.atMs === atMs)

describe('capacity against traffic', () => {
  it('asks CloudWatch for sums of minutes', () => {
    expect(capacityQueries('orders', 5).map(({ source, periodSeconds, fromMs }) => [source.MetricStat?.MetricName, source.MetricStat?.Statistic, periodSeconds, fromMs])).toEqual([
      ['IncomingBytes', 'Sum', 60, 5],
      ['IncomingRecords', 'Sum', 60, 5],
      ['WriteProvisionedThroughputExceeded', 'Sum', 60, 5],
    ])
  })

  it('counts open shards where their number changes, closed ones until they close', () => {
    const shards = [
      { openedAtMs: 0, closedAtMs: 90_000 },
      { openedAtMs: 90_000, closedAtMs: null },
      { openedAtMs: 90_000, closedAtMs: null },
    ]
    const rows = capacityRows({ shards, series: [NOTHING, NOTHING, NOTHING], onDemand: null, fromMs: 0, toMs: 120_000 })
    expect(rows).toEqual([{ atMs: 0, shards: 1 }, { atMs: 90_000, shards: 2 }, { atMs: 120_000, shards: 2 }])
  })

  it('measures by the nearer limit, in shards', () => {
    const bytes = { atMs: [0, MINUTE_MS], values: [60 * MIB, 60 * 3 * MIB] }
    const records = { atMs: [0, MINUTE_MS], values: [60 * 2_000, 60] }
    const rows = capacityRows({ shards: [], series: [bytes, records, NOTHING], onDemand: null, fromMs: 0, toMs: 2 * MINUTE_MS })
    expect([at(rows, 0)?.written, at(rows, MINUTE_MS)?.written]).toEqual([2, 3])
    expect(shardsFilled({ bytes: MIB / 2, records: 900 })).toBe(0.9)
  })

  it('marks minutes in which something was refused, and no others', () => {
    const records = { atMs: [0, MINUTE_MS], values: [60_000, 60_000] }
    const rows = capacityRows({ shards: [], series: [NOTHING, records, { atMs: [0, MINUTE_MS], values: [0, 12] }], onDemand: null, fromMs: 0, toMs: 2 * MINUTE_MS })
    expect(at(rows, 0)).not.toHaveProperty('refused')
    expect(at(rows, MINUTE_MS)).toMatchObject({ refused: 12, refusedMark: 1 })
  })

  it('knows twice the peak from the end of the minute that it was in, and what was before the chart', () => {
    const records = { atMs: [MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS], values: [60_000, 300_000, 60_000] }
    const hours = [
      { atMs: 0, bytes: 0, records: 2_000 },
      { atMs: 3 * MINUTE_MS, bytes: 0, records: 5_000 },
    ]
    const rows = capacityRows({ shards: [], series: [NOTHING, records, NOTHING], onDemand: { hours }, fromMs: MINUTE_MS, toMs: 5 * MINUTE_MS })
    expect(rows.filter((row) => row.twicePeak !== undefined).map(({ atMs, twicePeak }) => [atMs, twicePeak])).toEqual([
      [MINUTE_MS, 4],
      [3 * MINUTE_MS, 10],
      [5 * MINUTE_MS, 10],
    ])
  })

  it('loses no peak when a day is thinned to what a chart has room for', () => {
    const rows = Array.from({ length: 1_440 }, (_, minute) => ({ atMs: minute * MINUTE_MS, written: minute === 777 ? 9 : 1 }))
    const few = thinned(rows)
    expect(few.length).toBeLessThanOrEqual(300)
    expect(Math.max(...few.map(({ written }) => written ?? 0))).toBe(9)
    expect(few[0]?.atMs).toBe(0)
    expect(thinned(rows.slice(0, 10))).toEqual(rows.slice(0, 10))
  })
})

describe('the axis of shards', () => {
  it('has whole shards as ticks, up to what there is', () => {
    for (const highest of [0, 0.2, 1, 1.3, 2.5, 4, 5, 7, 12, 33, 120]) {
      const { yMax, yTicks } = wholeScale(highest)
      expect(yTicks.every(Number.isInteger)).toBe(true)
      expect([yTicks[0], yTicks.at(-1)]).toEqual([0, yMax])
      expect(yMax).toBeGreaterThanOrEqual(highest)
      expect(yTicks.length).toBeLessThanOrEqual(6)
    }
  })
})
