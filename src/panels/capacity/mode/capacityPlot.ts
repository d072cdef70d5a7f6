/** What the open shards take against what was written, minute by minute, all of it in shards: the nearer limit of one is 1. Pure. */
import { MS_PER_SECOND, SECONDS_PER_MINUTE, type SimMs } from '../../../base/units'
import type { MetricSeries, SeriesQuery } from '../../../engine/cloudWatch/metricsView'
import type { OnDemandView, PeakView } from '../../../engine/onDemand/capacityView'
import type { ShardRow } from '../../../engine/summary'
import { ON_DEMAND_HEADROOM, WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../../kinesis/limits'
import { niceCeiling } from '../../metrics/chartSeries'
import { joinRows, type PlotRow } from '../plot/plot'

const NAMESPACE = 'AWS/Kinesis'
const MINUTE_MS = SECONDS_PER_MINUTE * MS_PER_SECOND
export const CAPACITY_METRICS = ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded'] as const

export function capacityQueries(streamName: string, fromMs: SimMs | null): SeriesQuery[] {
  return CAPACITY_METRICS.map((MetricName) => ({
    source: { MetricStat: { Namespace: NAMESPACE, MetricName, Dimensions: [{ Name: 'StreamName', Value: streamName }], Statistic: 'Sum' } },
    periodSeconds: SECONDS_PER_MINUTE,
    fromMs,
  }))
}

export interface CapacityRow extends PlotRow {
  /** Open shards from this instant on. */
  shards: number
  /** Written in the minute that begins here. */
  written: number
  /** Twice the fullest minute until then. */
  twicePeak: number
  /** Refused records of the minute, and where their mark is. */
  refused: number
  refusedMark: number
}

type ShardLife = Pick<ShardRow, 'openedAtMs' | 'closedAtMs'>

interface CapacityInput {
  shards: readonly ShardLife[]
  /** In the order of `CAPACITY_METRICS`. */
  series: readonly Pick<MetricSeries, 'atMs' | 'values'>[]
  onDemand: Pick<OnDemandView, 'hours'> | null
  fromMs: SimMs
  toMs: SimMs
}

export function capacityRows({ shards, series: [bytes, records, refused], onDemand, fromMs, toMs }: CapacityInput): Partial<CapacityRow>[] {
  const minutes = writtenByMinute(bytes, records)
  const refusedBy = new Map(pointsOf(refused).filter(([, count]) => count > 0))
  return joinRows(
    { key: 'shards', points: openShards(shards, fromMs, toMs) },
    { key: 'written', points: minutes },
    { key: 'twicePeak', points: onDemand === null ? [] : twicePeaks(minutes, onDemand.hours, { fromMs, toMs }) },
    { key: 'refused', points: refusedBy },
    { key: 'refusedMark', points: Array.from(refusedBy.keys(), (atMs) => [atMs, minutes.get(atMs) ?? 0] as const) },
  ).filter(({ atMs }) => atMs >= fromMs - MINUTE_MS)
}

function pointsOf(series: Pick<MetricSeries, 'atMs' | 'values'> | undefined): [SimMs, number][] {
  return (series?.atMs ?? []).map((atMs, index) => [atMs, series?.values[index] ?? 0])
}

/** Sums of minutes as shards that they would have filled. */
function writtenByMinute(bytes: CapacityInput['series'][number] | undefined, records: CapacityInput['series'][number] | undefined): Map<SimMs, number> {
  const byMinute = new Map(pointsOf(records).map(([atMs, count]) => [atMs, count / (SECONDS_PER_MINUTE * WRITE_RECORDS_PER_SECOND_MAX)]))
  for (const [atMs, size] of pointsOf(bytes)) byMinute.set(atMs, Math.max(byMinute.get(atMs) ?? 0, size / (SECONDS_PER_MINUTE * WRITE_BYTES_PER_SECOND_MAX)))
  return byMinute
}

export function shardsFilled({ bytes, records }: Pick<PeakView, 'bytes' | 'records'>): number {
  return Math.max(bytes / WRITE_BYTES_PER_SECOND_MAX, records / WRITE_RECORDS_PER_SECOND_MAX)
}

/** A point where their number changes, and at both ends. */
function openShards(shards: readonly ShardLife[], fromMs: SimMs, toMs: SimMs): [SimMs, number][] {
  const openAt = (atMs: SimMs) => shards.filter(({ openedAtMs, closedAtMs }) => openedAtMs <= atMs && (closedAtMs === null || closedAtMs > atMs)).length
  const changes = shards.flatMap(({ openedAtMs, closedAtMs }) => [openedAtMs, closedAtMs ?? openedAtMs]).filter((atMs) => atMs > fromMs && atMs < toMs)
  return [...new Set([fromMs, ...changes, toMs])].sort((left, right) => left - right).map((atMs) => [atMs, openAt(atMs)])
}

/** The peak of 30 days as it was known minute after minute: hours before the chart begins count from its beginning. */
function twicePeaks(minutes: ReadonlyMap<SimMs, number>, hours: readonly PeakView[], { fromMs, toMs }: { fromMs: SimMs; toMs: SimMs }): [SimMs, number][] {
  let peak = Math.max(0, ...hours.filter(({ atMs }) => atMs <= fromMs).map(shardsFilled))
  const points: [SimMs, number][] = [[fromMs, ON_DEMAND_HEADROOM * peak]]
  for (const [atMs, written] of [...minutes].sort(([left], [right]) => left - right)) {
    if (written <= peak) continue
    peak = written
    points.push([atMs + MINUTE_MS, ON_DEMAND_HEADROOM * peak])
  }
  points.push([toMs, ON_DEMAND_HEADROOM * peak])
  return points
}

/** @returns an axis of whole shards. */
export function wholeScale(highest: number): { yMax: number; yTicks: number[] } {
  const yMax = Math.max(1, niceCeiling(highest))
  return { yMax, yTicks: yMax <= TICKS_EACH_MAX ? Array.from({ length: yMax + 1 }, (_, shards) => shards) : [0, yMax / 2, yMax] }
}

/** Shards, of which each has its tick. */
const TICKS_EACH_MAX = 5
const ROWS_MAX = 300

/** Of many rows the fullest of each stretch: a chart has no more room. */
export function thinned(rows: readonly PlotRow[]): PlotRow[] {
  const every = Math.ceil(rows.length / ROWS_MAX)
  if (every <= 1) return [...rows]
  return Array.from({ length: Math.ceil(rows.length / every) }, (_, at) => {
    const within = rows.slice(at * every, (at + 1) * every)
    const keys = new Set(within.flatMap((row) => Object.keys(row)))
    return Object.fromEntries(Array.from(keys, (key) => [key, key === 'atMs' ? (within[0]?.atMs ?? 0) : Math.max(...within.map((row) => row[key] ?? -Infinity))])) as PlotRow
  })
}
