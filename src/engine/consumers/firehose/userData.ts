/** The user records of a shard as Firehose takes them, aggregates apart: how long their data is, and the data itself. */
import { ensure } from '../../../base/assert'
import { utf8Length } from '../../../base/utf8'
import type { Bytes, SimUs } from '../../../base/units'
import { decodeAggregate } from '../../../kinesis/aggregatedRecord'
import { NUMBERED_PREFIX, partitionKeyOf, type Keys } from '../../keySpace'
import { forEachOrdinal } from '../../logWalk'
import { simulatedData } from '../../producers/rowText'
import { aggregateOf, forEachRecord, payloadOf, segmentAt, type Segment, type ShardLog } from '../../shardLog'
import type { Shard, World } from '../../state'
import { mayHoldAggregates, userRecordsIn } from '../reading/userRecords'

/**
 * Calls `visit` for each user record of ordinals from … to−1, until that says no: then after the last one of its record.
 * Of a record of which only the count is kept, the average is told.
 */
export function forEachUserRecord(world: World, shard: Shard, from: number, to: number, visit: (dataBytes: Bytes, ordinal: number, place: number) => boolean): void {
  const mayHold = mayHoldAggregates(world, shard, from, to)
  const { keys } = world
  forEachOrdinal(shard.log, from, to, (segment, at, ordinal) => {
    if (segment === null) return visit(0, ordinal, 0)
    if (segment.columns === null) return visit(Math.floor(segment.bytes / segment.count), ordinal, 0)
    const lengths = mayHold ? lengthsIn(keys, segment, at) : null
    if (lengths === null) return visit(segment.columns.bytes[at] - keyBytesOf(keys, segment.columns.keyId[at]), ordinal, 0)
    let goesOn = true
    for (let place = 0; place < lengths.length; place++) if (!visit(lengths[place], ordinal, place)) goesOn = false
    return goesOn
  })
}

/** @returns how far the first `bytesMax` of data reach, the record that fills them included, and what is in it; at least one record. */
export function measure(world: World, shard: Shard, range: { from: number; to: number }, bytesMax: Bytes): { toOrdinal: number; records: number; bytes: Bytes } {
  const reach = { toOrdinal: range.from, records: 0, bytes: 0 }
  forEachUserRecord(world, shard, range.from, range.to, (dataBytes, ordinal) => {
    reach.toOrdinal = ordinal + 1
    reach.records++
    reach.bytes += dataBytes
    return reach.bytes < bytesMax
  })
  return reach
}

/** @returns null for a record that is no aggregate. */
function lengthsIn(keys: Keys, segment: Segment, at: number): ArrayLike<Bytes> | null {
  return aggregateOf(segment, at)?.dataBytes ?? dataIn(keys, segment, at)?.map(({ length }) => length) ?? null
}

/** Of an aggregate that came as bytes. */
function dataIn(keys: Keys, segment: Segment, at: number): Uint8Array[] | null {
  if (userRecordsIn(keys, segment, at) === null) return null
  const aggregate = decodeAggregate(ensure(payloadOf(segment, at), 'bytes of an aggregate'))
  return ensure(aggregate, 'members of an aggregate').records.map(({ data }) => data)
}

function keyBytesOf(keys: Keys, keyId: number): Bytes {
  if (keyId >= keys.spaces[0].count) return utf8Length(partitionKeyOf(keys, keyId))
  let digits = 1
  for (let above = 10; above <= keyId; above *= 10) digits++
  return NUMBERED_PREFIX.length + digits
}

export interface UserData {
  data: Uint8Array
  ordinal: number
  /** In its aggregate. */
  place: number
  arrivalUs: SimUs
}

/** @returns whether all of ordinals from … to−1 are still kept; if not, none is visited. */
export function forEachUserData(world: World, { log }: Shard, from: number, to: number, visit: (userData: UserData) => void): boolean {
  if (!areKept(log, from, to)) return false
  forEachRecord(log, from, to, (_columns, at, ordinal, arrivalUs, segment) => {
    allData(world, segment, at).forEach((data, place) => {
      visit({ data, ordinal, place, arrivalUs })
    })
  })
  return true
}

/** With more than their count. */
export function areKept(log: ShardLog, from: number, to: number): boolean {
  let next = from
  for (let at = segmentAt(log, from); at < log.segments.length && next < to; at++) {
    const { firstOrdinal, count, columns } = log.segments[at]
    if (firstOrdinal > next || columns === null) return false
    next = firstOrdinal + count
  }
  return next >= to
}

/** Simulated producers send sizes: what they would have sent is made up, the same each time. */
function allData({ keys }: World, segment: Segment, at: number): Uint8Array[] {
  const columns = ensure(segment.columns, 'columns of a record')
  const aggregate = aggregateOf(segment, at)
  if (aggregate !== null) {
    const { recordIds, keyIds, dataBytes, data } = aggregate
    return Array.from(recordIds, (recordId, place) => data?.[place] ?? simulatedData(recordId, partitionKeyOf(keys, keyIds[place]), dataBytes[place]))
  }
  const members = dataIn(keys, segment, at)
  if (members !== null) return members
  const keyId = columns.keyId[at]
  return [payloadOf(segment, at) ?? simulatedData(columns.recordId[at], partitionKeyOf(keys, keyId), columns.bytes[at] - keyBytesOf(keys, keyId))]
}
