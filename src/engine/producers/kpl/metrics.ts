/**
 * The KPL's CloudWatch metrics by their names and dimensions: totals, the bucket of the minute that is uploaded next, those
 * that were uploaded, and the last 60 s. Source: facts B5. All are counted; MetricsLevel and Granularity say what is shown.
 */
import { US_PER_SECOND, type SimUs } from '../../../base/units'
import { METRICS_UPLOAD_US, METRICS_WINDOW_SECONDS } from './constants'
import { NONE } from './userRecords'

export const KPL_METRICS = [
  { name: 'UserRecordsReceived', level: 'detailed', unit: 'Count', byShard: false },
  { name: 'UserRecordsPending', level: 'detailed', unit: 'Count', byShard: false },
  { name: 'UserRecordsPut', level: 'summary', unit: 'Count', byShard: true },
  { name: 'UserRecordsDataPut', level: 'detailed', unit: 'Bytes', byShard: true },
  { name: 'KinesisRecordsPut', level: 'summary', unit: 'Count', byShard: true },
  { name: 'KinesisRecordsDataPut', level: 'detailed', unit: 'Bytes', byShard: true },
  { name: 'AllErrors', level: 'summary', unit: 'Count', byShard: true },
  { name: 'RetriesPerRecord', level: 'detailed', unit: 'Count', byShard: true },
  { name: 'UserRecordExpired', level: 'summary', unit: 'Count', byShard: true },
  { name: 'BufferingTime', level: 'summary', unit: 'Milliseconds', byShard: true },
  { name: 'RequestTime', level: 'detailed', unit: 'Milliseconds', byShard: false },
  { name: 'UserRecordsPerKinesisRecord', level: 'detailed', unit: 'Count', byShard: true },
  { name: 'KinesisRecordsPerPutRecordsRequest', level: 'detailed', unit: 'Count', byShard: false },
  { name: 'UserRecordsPerPutRecordsRequest', level: 'detailed', unit: 'Count', byShard: false },
] as const

export type KplMetricName = (typeof KPL_METRICS)[number]['name']

/** Count, sum, minimum and maximum of each metric, in the order of KPL_METRICS. */
export type Cells = Float64Array

export interface KplMetrics {
  total: Cells
  minute: Cells
  /** The last hour, oldest first. */
  uploads: { atUs: SimUs; cells: Cells }[]
  nextUploadUs: SimUs
  nextPendingUs: SimUs
  shards: Map<number, { minute: Cells; uploaded: Cells | null }>
  /** ErrorsByCode, by code and shard index; NONE for errors of a whole request. */
  errors: Map<string, Map<number, ErrorCount>>
  /** A ring of seconds, and which second each place holds. */
  window: Cells
  windowSecond: Float64Array
}

export interface ErrorCount {
  total: number
  minute: number
  uploaded: number
}

export interface Stats {
  count: number
  sum: number
  min: number
  max: number
}

const CELL = 4
const CELLS = CELL * KPL_METRICS.length
const UPLOADS_KEPT = 60
const cellOf = new Map<KplMetricName, number>(KPL_METRICS.map(({ name }, index) => [name, CELL * index]))

export function createMetrics(nowUs: SimUs): KplMetrics {
  return {
    total: createCells(),
    minute: createCells(),
    uploads: [],
    nextUploadUs: nowUs + METRICS_UPLOAD_US,
    nextPendingUs: nowUs,
    shards: new Map(),
    errors: new Map(),
    window: createCells(METRICS_WINDOW_SECONDS),
    windowSecond: new Float64Array(METRICS_WINDOW_SECONDS).fill(-1),
  }
}

function createCells(count = 1): Cells {
  return new Float64Array(count * CELLS)
}

/** Puts one value. @param shardIndex NONE where the metric has no ShardId. */
export function putMetric(metrics: KplMetrics, nowUs: SimUs, name: KplMetricName, value: number, shardIndex = NONE): void {
  putMetrics(metrics, nowUs, name, { count: 1, sum: value, min: value, max: value }, shardIndex)
}

/** Puts several values at once; none where the count is 0. */
export function putMetrics(metrics: KplMetrics, nowUs: SimUs, name: KplMetricName, stats: Stats, shardIndex = NONE): void {
  if (stats.count === 0) return
  const at = cellOf.get(name) ?? 0
  add(metrics.total, at, stats)
  add(metrics.minute, at, stats)
  add(metrics.window, windowAt(metrics, nowUs) + at, stats)
  if (shardIndex === NONE) return
  let shard = metrics.shards.get(shardIndex)
  if (shard === undefined) metrics.shards.set(shardIndex, (shard = { minute: createCells(), uploaded: null }))
  add(shard.minute, at, stats)
}

export function putError(metrics: KplMetrics, code: string, shardIndex: number, count = 1): void {
  let shards = metrics.errors.get(code)
  if (shards === undefined) metrics.errors.set(code, (shards = new Map<number, ErrorCount>()))
  let errors = shards.get(shardIndex)
  if (errors === undefined) shards.set(shardIndex, (errors = { total: 0, minute: 0, uploaded: 0 }))
  errors.total += count
  errors.minute += count
}

function windowAt({ window, windowSecond }: KplMetrics, nowUs: SimUs): number {
  const second = Math.floor(nowUs / US_PER_SECOND)
  const slot = second % METRICS_WINDOW_SECONDS
  if (windowSecond[slot] !== second) {
    windowSecond[slot] = second
    window.fill(0, slot * CELLS, (slot + 1) * CELLS)
  }
  return slot * CELLS
}

function add(cells: Cells, at: number, { count, sum, min, max }: Stats): void {
  cells[at + 2] = cells[at] === 0 ? min : Math.min(cells[at + 2], min)
  cells[at + 3] = cells[at] === 0 ? max : Math.max(cells[at + 3], max)
  cells[at] += count
  cells[at + 1] += sum
}

/** To CloudWatch, when it is time. */
export function uploadWhenDue(metrics: KplMetrics, nowUs: SimUs): void {
  if (nowUs < metrics.nextUploadUs) return
  metrics.nextUploadUs = nextAfter(metrics.nextUploadUs, METRICS_UPLOAD_US, nowUs)
  metrics.uploads.push({ atUs: nowUs, cells: metrics.minute })
  if (metrics.uploads.length > UPLOADS_KEPT) metrics.uploads.shift()
  metrics.minute = createCells()
  for (const [shardIndex, shard] of metrics.shards) {
    // A shard that was silent for a minute is taken off.
    if (shard.minute.every((value) => value === 0)) metrics.shards.delete(shardIndex)
    shard.uploaded = shard.minute
    shard.minute = createCells()
  }
  for (const shards of metrics.errors.values()) {
    for (const errors of shards.values()) {
      errors.uploaded = errors.minute
      errors.minute = 0
    }
  }
}

/** @returns the first of `dueUs` + n × `everyUs` that is still to come: what a stopped application has missed is not made up for. */
export function nextAfter(dueUs: SimUs, everyUs: SimUs, nowUs: SimUs): SimUs {
  return dueUs + everyUs * (Math.floor((nowUs - dueUs) / everyUs) + 1)
}

/** @returns null where nothing was put. */
export function statsOf(cells: Cells, name: KplMetricName, from = 0): Stats | null {
  const at = from + (cellOf.get(name) ?? 0)
  return cells[at] === 0 ? null : { count: cells[at], sum: cells[at + 1], min: cells[at + 2], max: cells[at + 3] }
}

/** Over the last `seconds`, the running one included: 1 … 60. */
export function recentStats({ window, windowSecond }: KplMetrics, nowUs: SimUs, name: KplMetricName, seconds: number): Stats | null {
  const found = createCells()
  const since = Math.floor(nowUs / US_PER_SECOND) - Math.min(seconds, METRICS_WINDOW_SECONDS)
  for (let slot = 0; slot < METRICS_WINDOW_SECONDS; slot++) {
    const stats = windowSecond[slot] > since ? statsOf(window, name, slot * CELLS) : null
    if (stats !== null) add(found, cellOf.get(name) ?? 0, stats)
  }
  return statsOf(found, name)
}
