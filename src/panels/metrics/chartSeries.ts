/** The four charts as data: one row a virtual second, one line a shard, application or stream metric. */
import type { SimMs } from '../../base/units'
import type { MetricSeries, Summary } from '../../engine/summary'
import { shortShardId } from '../shardName'

export const CHARTS = ['writeUse', 'incoming', 'iteratorAge', 'processed'] as const
export type ChartName = (typeof CHARTS)[number]

/** More lines than this cannot be told apart. */
export const LINES_MAX = 8
/** The charts look this far back. */
export const SPAN_MS: SimMs = 90_000
/** A little room above the limit's line. */
const WRITE_USE_MAX = 1.15

export type LineTone = 'record' | 'fault' | { applicationIndex: number }

export interface ChartLine {
  key: string
  /** A name from the world (shard, application), or null for one of the stream's own metrics. */
  name: string | null
  meaning: 'shard' | 'application' | 'incoming' | 'throttled'
  tone: LineTone
  /** Which dash pattern: lines are told apart without colour. */
  dash: number
}

export type ChartRow = { atMs: SimMs } & Record<string, number>

export interface ChartData {
  chart: ChartName
  /** Oldest first. */
  rows: ChartRow[]
  lines: ChartLine[]
  fromMs: SimMs
  toMs: SimMs
  yMax: number
}

export function chartData(chart: ChartName, { series, atMs }: Pick<Summary, 'series' | 'atMs'>): ChartData {
  const columns = columnsOf(chart, series)
  const rows = Array.from(series.atMs, (instantMs, index) => {
    const row: ChartRow = { atMs: instantMs }
    for (const { line, values } of columns) {
      const value = values[index] ?? NaN
      if (!Number.isNaN(value)) row[line.key] = value
    }
    return row
  })
  const toMs = Math.max(series.atMs.at(-1) ?? 0, Math.floor(atMs / 1_000) * 1_000)
  const highest = Math.max(0, ...columns.flatMap(({ values }) => [...values].filter((value) => !Number.isNaN(value))))
  return {
    chart,
    rows,
    lines: columns.map(({ line }) => line),
    fromMs: toMs - SPAN_MS,
    toMs,
    yMax: chart === 'writeUse' ? WRITE_USE_MAX : niceCeiling(highest),
  }
}

interface Column {
  line: ChartLine
  values: ArrayLike<number> & Iterable<number>
}

const AT_LIMIT = 0.98

function columnsOf(chart: ChartName, series: MetricSeries): Column[] {
  const incoming: Column = {
    line: { key: 'incoming', name: null, meaning: 'incoming', tone: 'record', dash: 0 },
    values: series.incomingRecords,
  }
  switch (chart) {
    case 'writeUse':
      return series.shards.slice(0, LINES_MAX).map(({ shardId, writeUse }, index) => ({
        line: { key: shardId, name: shortShardId(shardId), meaning: 'shard', tone: (writeUse.at(-1) ?? 0) >= AT_LIMIT ? 'fault' : 'record', dash: index },
        values: writeUse,
      }))
    case 'incoming':
      return [
        incoming,
        { line: { key: 'throttled', name: null, meaning: 'throttled', tone: 'fault', dash: 1 }, values: series.throttledRecords },
      ]
    case 'iteratorAge':
      return applicationColumns(series, (application) => application.iteratorAgeMs.map((ageMs) => ageMs / 1_000))
    case 'processed':
      return [incoming, ...applicationColumns(series, (application) => application.processedRecords)]
  }
}

function applicationColumns(series: MetricSeries, valuesOf: (application: MetricSeries['applications'][number]) => Float64Array): Column[] {
  return series.applications.slice(0, LINES_MAX - 1).map((application, place) => ({
    line: { key: `application/${application.name}`, name: application.name, meaning: 'application', tone: { applicationIndex: application.applicationIndex }, dash: place + 1 },
    values: valuesOf(application),
  }))
}

/** 1, 2 or 5 times a power of ten: an axis that seldom changes. */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= value) ?? 10
  return step * power
}

/** Labels at the ends of lines, pushed apart so that none covers another. */
export function spreadLabels(wanted: readonly number[], { gap, top, bottom }: { gap: number; top: number; bottom: number }): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((left, right) => left.y - right.y || left.index - right.index)
  let floor = top
  for (const label of order) {
    label.y = Math.max(label.y, floor)
    floor = label.y + gap
  }
  let ceiling = bottom
  for (const label of [...order].reverse()) {
    label.y = Math.min(label.y, ceiling)
    ceiling = label.y - gap
  }
  const placed = wanted.map(() => 0)
  for (const { y, index } of order) placed[index] = y
  return placed
}
