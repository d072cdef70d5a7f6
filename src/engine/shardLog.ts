/**
 * The records of one shard as a chain of column segments. A record's ordinal (1, 2, 3 …) is its place in the shard and the
 * running index of its sequence number. Full segments never change again, so copies of the world share them.
 */
import { share } from '../base/plainData'
import type { SimUs } from '../base/units'
import type { Aggregate } from './recordBatch'

export interface Segment {
  firstOrdinal: number
  count: number
  bytes: number
  baseUs: SimUs
  lastArrivalUs: SimUs
  /** Null once only the counts are kept. */
  columns: SegmentColumns | null
  /** Null while no record of the segment was put with its bytes. */
  payload: Payload | null
  /** By place in the segment; null while it holds no aggregated record. */
  aggregates: (Aggregate | null)[] | null
}

/** Data blobs end to end. Records of simulated producers, which send sizes and no bytes, take no room in it. */
export interface Payload {
  bytes: Uint8Array
  /** Where the blob of each record ends in `bytes`. */
  ends: Uint32Array
  /** Records that `ends` covers. */
  count: number
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
}

export const FIRST_ORDINAL = 1
export const SEGMENT_RECORDS_MAX = 1_024
const SEGMENT_RECORDS_MIN = 64
/** Four 32-bit columns and a double. */
export const RECORD_BYTES = 24
/** A segment with this much data is full, however few its records; so is one with aggregates of this size, whose user records are kept too. */
const SEGMENT_PAYLOAD_BYTES_MAX = 1_048_576
const PAYLOAD_BYTES_MIN = 4_096
/** What a Uint32 of microseconds can span. */
const SEGMENT_SPAN_US = 2 ** 32 - 1

export function createShardLog(): ShardLog {
  return { segments: [], nextOrdinal: FIRST_ORDINAL, trimOrdinal: FIRST_ORDINAL, lastArrivalUs: 0 }
}

/** @returns the segment that is full since this append, or null. */
export function appendRecord(log: ShardLog, atUs: SimUs, keyId: number, bytes: number, hashTop: number, recordId: number): Segment | null {
  let segment = log.segments.length === 0 ? null : log.segments[log.segments.length - 1]
  let closed: Segment | null = null
  if (segment === null || isFull(segment, atUs)) {
    if (segment !== null && segment.count < SEGMENT_RECORDS_MAX) closed = share(segment)
    // A shard that has filled one will fill the next: growing it would make garbage of as much again.
    segment = openSegment(log.nextOrdinal, atUs, segment?.count === SEGMENT_RECORDS_MAX ? SEGMENT_RECORDS_MAX : SEGMENT_RECORDS_MIN)
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
  return segment.count === SEGMENT_RECORDS_MAX ? share(segment) : closed
}

function isFull(segment: Segment, atUs: SimUs): boolean {
  const { count, columns, payload, aggregates, bytes, baseUs } = segment
  return (
    count === SEGMENT_RECORDS_MAX ||
    columns === null ||
    atUs - baseUs > SEGMENT_SPAN_US ||
    (payload !== null && payload.ends[payload.count - 1] >= SEGMENT_PAYLOAD_BYTES_MAX) ||
    (aggregates !== null && bytes >= SEGMENT_PAYLOAD_BYTES_MAX)
  )
}

/** Keeps the bytes of the record that was appended just now. */
export function appendPayload(log: ShardLog, data: Uint8Array): void {
  const segment = log.segments[log.segments.length - 1]
  const payload = (segment.payload ??= { bytes: new Uint8Array(PAYLOAD_BYTES_MIN), ends: new Uint32Array(SEGMENT_RECORDS_MAX), count: 0 })
  const at = segment.count - 1
  const start = payload.count === 0 ? 0 : payload.ends[payload.count - 1]
  const end = start + data.length
  if (end > payload.bytes.length) {
    const larger = new Uint8Array(Math.max(end, Math.min(2 * payload.bytes.length, SEGMENT_PAYLOAD_BYTES_MAX)))
    larger.set(payload.bytes.subarray(0, start))
    payload.bytes = larger
  }
  payload.bytes.set(data, start)
  payload.ends.fill(start, payload.count, at)
  payload.ends[at] = end
  payload.count = at + 1
}

/** Says what the record that was appended just now holds. */
export function appendAggregate(log: ShardLog, aggregate: Aggregate): void {
  const segment = log.segments[log.segments.length - 1]
  const aggregates = (segment.aggregates ??= [])
  while (aggregates.length < segment.count - 1) aggregates.push(null)
  aggregates.push(share(aggregate))
}

/** @returns the user records in a record that the KPL has aggregated; null for any other. */
export function aggregateOf({ aggregates }: Segment, at: number): Aggregate | null {
  return aggregates?.[at] ?? null
}

/** Data of the user records of an aggregate, where their application sent any. */
export function payloadBytesOf({ data, dataBytes }: Aggregate): number {
  return data === null ? 0 : dataBytes.reduce((sum, bytes) => sum + bytes, 0)
}

/** @returns the bytes that a record was put with; null where there were none, or a simulated producer sent a size. */
export function payloadOf({ payload }: Segment, at: number): Uint8Array | null {
  if (payload === null || at >= payload.count) return null
  const start = at === 0 ? 0 : payload.ends[at - 1]
  return start === payload.ends[at] ? null : payload.bytes.subarray(start, payload.ends[at])
}

function openSegment(firstOrdinal: number, baseUs: SimUs, capacity: number): Segment {
  return { firstOrdinal, count: 0, bytes: 0, baseUs, lastArrivalUs: baseUs, columns: createColumns(capacity), payload: null, aggregates: null }
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

/** What memory a log gave back. */
export interface Released {
  records: number
  payloadBytes: number
}

const NOTHING: Released = { records: 0, payloadBytes: 0 }

function heldBy(segments: readonly Segment[]): Released {
  const held = { records: 0, payloadBytes: 0 }
  for (const { columns, count, payload, aggregates } of segments) {
    if (columns !== null) held.records += count
    for (const aggregate of aggregates ?? []) {
      if (aggregate === null) continue
      held.records += aggregate.count
      held.payloadBytes += payloadBytesOf(aggregate)
    }
    if (payload !== null) held.payloadBytes += payload.ends[payload.count - 1]
  }
  return held
}

/** Moves the trim horizon and forgets whole segments behind it. */
export function trimBefore(log: ShardLog, horizonUs: SimUs, graceUs: SimUs): Released {
  if (log.segments.length === 0 || log.segments[0].baseUs >= horizonUs) return NOTHING
  log.trimOrdinal = Math.max(log.trimOrdinal, firstOrdinalFrom(log, horizonUs))
  let gone = 0
  while (gone < log.segments.length && log.segments[gone].lastArrivalUs < horizonUs - graceUs) gone++
  return gone === 0 ? NOTHING : heldBy(log.segments.splice(0, gone))
}

/** Nothing of it can be read any more. */
export function forgetAll(log: ShardLog): Released {
  log.trimOrdinal = log.nextOrdinal
  return heldBy(log.segments.splice(0))
}

/** Keeps only the counts of a full segment. */
export function summariseSegment(log: ShardLog, firstOrdinal: number): Released {
  const at = segmentAt(log, firstOrdinal)
  const segment = at < log.segments.length ? log.segments[at] : null
  if (segment === null || segment.firstOrdinal !== firstOrdinal || segment.columns === null) return NOTHING
  log.segments[at] = share({ ...segment, columns: null, payload: null, aggregates: null })
  return heldBy([segment])
}

/** Calls `visit` for each kept record of ordinals from … to−1. */
export function forEachRecord(log: ShardLog, from: number, to: number, visit: (columns: SegmentColumns, at: number, ordinal: number, arrivalUs: SimUs, segment: Segment) => void): void {
  for (let at = segmentAt(log, from); at < log.segments.length; at++) {
    const segment = log.segments[at]
    if (segment.firstOrdinal >= to) return
    const { columns } = segment
    if (columns === null) continue
    const until = Math.min(segment.count, to - segment.firstOrdinal)
    for (let within = Math.max(0, from - segment.firstOrdinal); within < until; within++) {
      visit(columns, within, segment.firstOrdinal + within, segment.baseUs + columns.arrival[within], segment)
    }
  }
}
