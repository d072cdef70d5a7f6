/**
 * The records of one shard as a chain of column segments. A record's ordinal (1, 2, 3 …) is its place in the shard and the
 * running index of its sequence number. Full segments never change again, so copies of the world share them.
 */
import { share } from '../base/plainData'
import type { SimUs } from '../base/units'

export interface Segment {
  firstOrdinal: number
  count: number
  bytes: number
  baseUs: SimUs
  lastArrivalUs: SimUs
  /** Null once only the counts are kept. */
  columns: SegmentColumns | null
}

export interface SegmentColumns {
  /** Arrival, in microseconds after `baseUs`. */
  arrival: Uint32Array
  keyId: Uint32Array
  bytes: Uint32Array
  /** Top word of the hash key. */
  hashTop: Uint32Array
  recordId: Float64Array
}

export interface ShardLog {
  segments: Segment[]
  /** Ordinal that the next record gets. */
  nextOrdinal: number
  /** The oldest readable record; what is before is past retention. */
  trimOrdinal: number
  lastArrivalUs: SimUs
  /** Data blobs of records that an API call put, by ordinal. */
  payloads: Map<number, Uint8Array>
}

export const FIRST_ORDINAL = 1
export const SEGMENT_RECORDS_MAX = 1_024
const SEGMENT_RECORDS_MIN = 64
/** Four 32-bit columns and a double. */
export const RECORD_BYTES = 24
/** What a Uint32 of microseconds can span. */
const SEGMENT_SPAN_US = 2 ** 32 - 1

export function createShardLog(): ShardLog {
  return { segments: [], nextOrdinal: FIRST_ORDINAL, trimOrdinal: FIRST_ORDINAL, lastArrivalUs: 0, payloads: new Map() }
}

/** @returns the segment that this append filled, or null. */
export function appendRecord(log: ShardLog, atUs: SimUs, keyId: number, bytes: number, hashTop: number, recordId: number): Segment | null {
  let segment = log.segments.length === 0 ? null : log.segments[log.segments.length - 1]
  if (segment === null || segment.count === SEGMENT_RECORDS_MAX || segment.columns === null || atUs - segment.baseUs > SEGMENT_SPAN_US) {
    if (segment !== null) share(segment)
    segment = openSegment(log.nextOrdinal, atUs)
    log.segments.push(segment)
  }
  let columns = segment.columns as SegmentColumns
  const at = segment.count
  if (at === columns.keyId.length) {
    columns = grow(columns)
    segment.columns = columns
  }
  columns.arrival[at] = atUs - segment.baseUs
  columns.keyId[at] = keyId
  columns.bytes[at] = bytes
  columns.hashTop[at] = hashTop
  columns.recordId[at] = recordId
  segment.count = at + 1
  segment.bytes += bytes
  segment.lastArrivalUs = atUs
  log.lastArrivalUs = atUs
  log.nextOrdinal++
  return segment.count === SEGMENT_RECORDS_MAX ? share(segment) : null
}

function openSegment(firstOrdinal: number, baseUs: SimUs): Segment {
  return { firstOrdinal, count: 0, bytes: 0, baseUs, lastArrivalUs: baseUs, columns: createColumns(SEGMENT_RECORDS_MIN) }
}

function createColumns(capacity: number): SegmentColumns {
  return {
    arrival: new Uint32Array(capacity),
    keyId: new Uint32Array(capacity),
    bytes: new Uint32Array(capacity),
    hashTop: new Uint32Array(capacity),
    recordId: new Float64Array(capacity),
  }
}

function grow(columns: SegmentColumns): SegmentColumns {
  const larger = createColumns(columns.keyId.length * 4)
  larger.arrival.set(columns.arrival)
  larger.keyId.set(columns.keyId)
  larger.bytes.set(columns.bytes)
  larger.hashTop.set(columns.hashTop)
  larger.recordId.set(columns.recordId)
  return larger
}

/** @returns index of the segment that holds `ordinal`, of the first one after it, or segments.length. */
export function segmentAt(log: ShardLog, ordinal: number): number {
  let low = 0
  let high = log.segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    const segment = log.segments[middle]
    if (segment.firstOrdinal + segment.count <= ordinal) low = middle + 1
    else high = middle
  }
  return low
}

/** @returns when the record arrived: evenly spread over its segment once only counts are kept, the oldest instant known once it is forgotten. */
export function arrivalUsOf(log: ShardLog, ordinal: number): SimUs {
  const at = segmentAt(log, ordinal)
  if (at === log.segments.length) return log.lastArrivalUs
  const segment = log.segments[at]
  const within = Math.max(0, ordinal - segment.firstOrdinal)
  if (segment.columns !== null) return segment.baseUs + segment.columns.arrival[within]
  return segment.baseUs + Math.floor(((segment.lastArrivalUs - segment.baseUs) * within) / segment.count)
}

/** @returns the first ordinal that arrived at or after `atUs`; `nextOrdinal` when none did. */
export function firstOrdinalFrom(log: ShardLog, atUs: SimUs): number {
  let low = log.segments.length === 0 ? log.nextOrdinal : log.segments[0].firstOrdinal
  let high = log.nextOrdinal
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (arrivalUsOf(log, middle) < atUs) low = middle + 1
    else high = middle
  }
  return low
}

/** @returns the end (excluded) of a read from `ordinal` that keeps to both limits, and its bytes; at least one record. */
export function measureRead(log: ShardLog, ordinal: number, limits: { recordsMax: number; bytesMax: number }): { toOrdinal: number; bytes: number } {
  const endMax = Math.min(log.nextOrdinal, ordinal + limits.recordsMax)
  let bytes = 0
  let to = ordinal
  for (let at = segmentAt(log, ordinal); at < log.segments.length && to < endMax; at++) {
    const segment = log.segments[at]
    const from = to - segment.firstOrdinal
    const until = Math.min(segment.count, endMax - segment.firstOrdinal)
    if (from === 0 && until === segment.count && bytes + segment.bytes <= limits.bytesMax) {
      bytes += segment.bytes
      to = segment.firstOrdinal + segment.count
      continue
    }
    for (let within = from; within < until; within++) {
      const size = segment.columns === null ? Math.floor(segment.bytes / segment.count) : segment.columns.bytes[within]
      if (bytes + size > limits.bytesMax && to > ordinal) return { toOrdinal: to, bytes }
      bytes += size
      to++
    }
  }
  return { toOrdinal: to, bytes }
}

/** Moves the trim horizon and forgets whole segments behind it. @returns records forgotten with their columns. */
export function trimBefore(log: ShardLog, horizonUs: SimUs, graceUs: SimUs): number {
  if (log.segments.length === 0 || log.segments[0].baseUs >= horizonUs) return 0
  log.trimOrdinal = Math.max(log.trimOrdinal, firstOrdinalFrom(log, horizonUs))
  let gone = 0
  let forgotten = 0
  while (gone < log.segments.length && log.segments[gone].lastArrivalUs < horizonUs - graceUs) {
    if (log.segments[gone].columns !== null) forgotten += log.segments[gone].count
    gone++
  }
  if (gone > 0) {
    for (const ordinal of log.payloads.keys()) if (ordinal < log.trimOrdinal) log.payloads.delete(ordinal)
    log.segments.splice(0, gone)
  }
  return forgotten
}

/** Keeps only the counts of a full segment. */
export function summariseSegment(log: ShardLog, firstOrdinal: number): number {
  const at = segmentAt(log, firstOrdinal)
  const segment = at < log.segments.length ? log.segments[at] : null
  if (segment === null || segment.firstOrdinal !== firstOrdinal || segment.columns === null) return 0
  log.segments[at] = share({ ...segment, columns: null })
  return segment.count
}

/** Calls `visit` for each kept record of ordinals from … to−1. */
export function forEachRecord(log: ShardLog, from: number, to: number, visit: (columns: SegmentColumns, at: number, ordinal: number, arrivalUs: SimUs) => void): void {
  for (let at = segmentAt(log, from); at < log.segments.length; at++) {
    const segment = log.segments[at]
    if (segment.firstOrdinal >= to) return
    const { columns } = segment
    if (columns === null) continue
    const until = Math.min(segment.count, to - segment.firstOrdinal)
    for (let within = Math.max(0, from - segment.firstOrdinal); within < until; within++) {
      visit(columns, within, segment.firstOrdinal + within, segment.baseUs + columns.arrival[within])
    }
  }
}
