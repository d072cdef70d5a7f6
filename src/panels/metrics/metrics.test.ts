import { describe, expect, it } from 'vitest'
import type { MetricSeries, ShardRow } from '../../engine/summary'
import { namespaces as english } from '../../strings/enPanels'
import { namespaces as korean } from '../../strings/koPanels'
import { shardRow } from '../testing/rows'
import { LINES_MAX, chartData, niceCeiling, spreadLabels } from './chartSeries'
import { readingOf } from './readings'

const HOT = 'shardId-000000000001'
const seconds = (values: number[]) => Float64Array.from(values)

function seriesOf(change: Partial<MetricSeries> = {}): MetricSeries {
  const atMs = seconds([1_000, 2_000, 3_000, 4_000, 5_000, 6_000])
  return { atMs, shards: [], incomingRecords: atMs.map(() => 1_000), incomingBytes: atMs, throttledRecords: atMs.map(() => 0), applications: [], ...change }
}
const hotShard = (rates: Partial<ShardRow>) => shardRow(1, rates)
const application = (name: string, change: { ageMs?: number[]; processed?: number[] }) => ({
  name,
  applicationIndex: 3,
  iteratorAgeMs: seconds(change.ageMs ?? [0, 0, 0, 0, 0, 0]),
  processedRecords: seconds(change.processed ?? [0, 0, 0, 0, 0, 0]),
})

describe('chartData', () => {
  it('draws the hottest shards only, each with its own dash pattern', () => {
    const shards = Array.from({ length: 20 }, (_, index) => ({ shardId: `shardId-${index}`, writeUse: Float32Array.from([0, 0, 0, 0, 0, 1 - index / 20]) }))
    const { lines, rows } = chartData('writeUse', { atMs: 6_400, series: seriesOf({ shards }) })
    expect(lines).toHaveLength(LINES_MAX)
    expect(new Set(lines.map((line) => line.dash)).size).toBe(LINES_MAX)
    expect(lines.map((line) => line.tone)).toEqual(['fault', ...Array.from({ length: LINES_MAX - 1 }, () => 'record')])
    expect(rows.at(-1)).toMatchObject({ atMs: 6_000, 'shardId-0': 1 })
  })

  it('counts iterator age in seconds', () => {
    const { lines, rows } = chartData('iteratorAge', { atMs: 6_000, series: seriesOf({ applications: [application('orders', { ageMs: [0, 0, 0, 0, 0, 21_400] })] }) })
    expect(rows.at(-1)).toMatchObject({ 'application/orders': 21.4 })
    expect(lines.map(({ tone }) => tone)).toEqual([{ applicationIndex: 3 }])
  })

  it('has an axis that seldom changes', () => {
    expect([0, 0.3, 1, 11, 430, 1_001].map(niceCeiling)).toEqual([1, 0.5, 1, 20, 500, 2_000])
  })
})

describe('spreadLabels', () => {
  it('keeps labels apart and inside, in their order', () => {
    const placed = spreadLabels([50, 50, 51, 90], { gap: 12, top: 0, bottom: 100 })
    const sorted = [...placed].sort((left, right) => left - right)
    expect(placed).toEqual(sorted)
    for (let index = 1; index < sorted.length; index++) expect(sorted[index]! - sorted[index - 1]!).toBeGreaterThanOrEqual(12)
    expect(Math.max(...placed)).toBeLessThanOrEqual(100)
  })
})

describe('readings', () => {
  const full = [{ shardId: HOT, writeUse: Float32Array.from([0, 0, 0, 0, 0, 1]) }]

  it('names the limit that a full shard met', () => {
    const records = readingOf('writeUse', { series: seriesOf({ shards: full }), shards: [hotShard({ writeRecordsPerSecond: 1_000, writeBytesPerSecond: 100_000 })] })
    const bytes = readingOf('writeUse', { series: seriesOf({ shards: full }), shards: [hotShard({ writeRecordsPerSecond: 20, writeBytesPerSecond: 1_048_576 })] })
    expect([records.key, bytes.key]).toEqual(['shardAtRecordLimit', 'shardAtByteLimit'])
  })

  it('tells falling behind from catching up', () => {
    const read = (ageMs: number[]) => readingOf('iteratorAge', { series: seriesOf({ applications: [application('orders', { ageMs })] }), shards: [] }).key
    expect(read([3_000, 4_000, 5_000, 6_000, 7_000, 8_000])).toBe('fallingBehind')
    expect(read([9_000, 8_000, 7_000, 6_000, 5_000, 4_000])).toBe('catchingUp')
    expect(read([9_000, 9_000, 9_000, 9_000, 9_000, 9_000])).toBe('behind')
    expect(read([0, 100, 0, 900, 0, 300])).toBe('allAtTip')
  })

  it('compares what is processed with what comes in', () => {
    const read = (rate: number) =>
      readingOf('processed', { series: seriesOf({ applications: [application('orders', { processed: [rate, rate, rate, rate, rate, rate] })] }), shards: [] }).key
    expect([read(600), read(990), read(1_500)]).toEqual(['backlogGrows', 'keepsUp', 'drains'])
  })

  it('have both languages with the same placeholders', () => {
    const placeholdersOf = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map((match) => match[1]).sort()
    for (const [key, text] of Object.entries(english.metrics.reading)) {
      expect(placeholdersOf(korean.metrics.reading[key as keyof typeof korean.metrics.reading]), key).toEqual(placeholdersOf(text))
    }
  })
})
