/** One stored record opened: its bytes as a consumer gets them, the user records in an aggregate, and where copies of it are. */
import { US_PER_MS, US_PER_MINUTE, type Bytes } from '../base/units'
import { AGGREGATE_MAGIC } from '../kinesis/aggregatedRecord'
import { parseSequenceNumber } from '../kinesis/sequenceNumber'
import { describeRecord, type InspectedRecord, type RecordPlace } from './inspect'
import { partitionKeyOf } from './keySpace'
import { recordsOut } from './operations/records/recordsOut'
import { formatRecordId, identityOf, isCopy } from './recordId'
import { aggregateOf, firstOrdinalFrom, forEachRecord } from './shardLog'
import type { Shard, Stream, World } from './state'

export interface RecordDetails extends InspectedRecord {
  data: RecordData
  /** Null for a record that is none. */
  aggregate: { count: number; userRecords: UserRecordRow[] } | null
  /** Other records of the stream that hold it, or a user record of it, in order of arrival; at most `COPIES_MAX`. */
  copies: CopyRow[]
}

export interface RecordData {
  bytes: Bytes
  /** The first ones, and the last ones where there are more. */
  headHex: string
  tailHex: string
  /** It begins as what the KPL aggregates does. */
  hasMagic: boolean
}

export interface UserRecordRow {
  recordId: string
  partitionKey: string
  dataBytes: Bytes
  isCopy: boolean
}

export interface CopyRow {
  shardId: string
  sequenceNumber: string
  arrivedAtMs: number
}

const USER_RECORDS_SHOWN_MAX = 100
const HEAD_BYTES = 256
const TAIL_BYTES = 16
const COPIES_MAX = 20
/** Copies are sought this long before and after, and in so many records, those in aggregates one by one. */
const SOUGHT_US = 15 * US_PER_MINUTE
const LOOKED_THROUGH_MAX = 500_000

/** @returns null for a record that is not kept, or is none. */
export function recordDetailsOf(world: World, stream: Stream | null, { sequenceNumber }: { sequenceNumber: string }): RecordDetails | null {
  const parts = parseSequenceNumber(sequenceNumber)
  const shard = parts === null ? undefined : stream?.shards[parts.shardIndex]
  if (stream === null || parts === null || shard === undefined) return null
  const ordinal = Number(parts.sequenceIndex)
  let place: RecordPlace | null = null
  forEachRecord(shard.log, ordinal, ordinal + 1, (columns, at, _ordinal, arrivalUs, segment) => (place = { columns, at, ordinal, arrivalUs, segment }))
  return place === null ? null : detailsOf(world, stream, shard, place)
}

function detailsOf(world: World, stream: Stream, shard: Shard, place: RecordPlace): RecordDetails | null {
  const [record] = recordsOut(world, stream, shard, { fromOrdinal: place.ordinal, toOrdinal: place.ordinal + 1 })
  const aggregate = aggregateOf(place.segment, place.at)
  const userRecords = (count: number, rowOf: (at: number) => UserRecordRow) => Array.from({ length: Math.min(count, USER_RECORDS_SHOWN_MAX) }, (_, at) => rowOf(at))
  return {
    ...describeRecord(world, shard, place),
    data: dataOf(record.Data),
    aggregate:
      aggregate === null
        ? null
        : {
            count: aggregate.count,
            userRecords: userRecords(aggregate.count, (at) => ({
              recordId: formatRecordId(aggregate.recordIds[at]),
              partitionKey: partitionKeyOf(world.keys, aggregate.keyIds[at]),
              dataBytes: aggregate.dataBytes[at],
              isCopy: isCopy(aggregate.recordIds[at]),
            })),
          },
    copies: copiesOf(world, stream, shard, place),
  }
}

function dataOf(data: Uint8Array): RecordData {
  return {
    bytes: data.length,
    headHex: hexOf(data.subarray(0, HEAD_BYTES)),
    tailHex: data.length <= HEAD_BYTES ? '' : hexOf(data.subarray(-TAIL_BYTES)),
    hasMagic: AGGREGATE_MAGIC.every((byte, at) => data[at] === byte),
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** One that went to another shard, after a reshard, too. */
function copiesOf(world: World, stream: Stream, own: Shard, { columns, at, ordinal, arrivalUs, segment }: RecordPlace): CopyRow[] {
  const sought = new Set(Array.from(aggregateOf(segment, at)?.recordIds ?? [columns.recordId[at]], identityOf))
  const found: CopyRow[] = []
  let left = LOOKED_THROUGH_MAX
  for (const shard of [own, ...stream.shards.filter((other) => other !== own)]) {
    const from = firstOrdinalFrom(shard.log, arrivalUs - SOUGHT_US)
    const to = firstOrdinalFrom(shard.log, arrivalUs + SOUGHT_US)
    forEachRecord(shard.log, from, to, (others, place, otherOrdinal, arrivedUs, otherSegment) => {
      const recordIds = aggregateOf(otherSegment, place)?.recordIds
      left -= recordIds?.length ?? 1
      if (left < 0 || (shard === own && otherOrdinal === ordinal)) return
      const isOne = recordIds === undefined ? sought.has(identityOf(others.recordId[place])) : recordIds.some((recordId) => sought.has(identityOf(recordId)))
      if (isOne) found.push(copyRow(world, shard, { columns: others, at: place, ordinal: otherOrdinal, arrivalUs: arrivedUs, segment: otherSegment }))
    })
  }
  return found.sort((left, right) => left.arrivedAtMs - right.arrivedAtMs).slice(0, COPIES_MAX)
}

function copyRow(world: World, shard: Shard, place: RecordPlace): CopyRow {
  const { shardId, sequenceNumber } = describeRecord(world, shard, place)
  return { shardId, sequenceNumber, arrivedAtMs: place.arrivalUs / US_PER_MS }
}
