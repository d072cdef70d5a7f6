/** GetRecords: up to 10,000 records or 10 MB, within 5 calls and 2 MB a second for all readers of the shard. */
import { accepted, constraintRefusal, refused, type Answer } from '../../kinesis/exceptions'
import { ACCOUNT_ID, GET_RECORDS_BYTES_MAX, GET_RECORDS_RECORDS_MAX, ITERATOR_LIFE_US } from '../../kinesis/limits'
import { formatShardId } from '../../kinesis/shardId'
import { US_PER_MS } from '../../base/units'
import { utf8Length } from '../../base/utf8'
import { partitionKeyOf } from '../keySpace'
import { admitRead, payRead } from '../limiter'
import { epochMsOf, findStream, sequenceNumberOf, shardRateExceeded } from '../naming'
import { trimShard } from '../recordMemory'
import { arrivalUsOf, forEachRecord, measureRead } from '../shardLog'
import { formatShardIterator, parseShardIterator } from '../shardIterator'
import type { Shard, Stream, World } from '../state'
import type { ChildShardRef, Fetched, ShardIteratorState } from '../task'
import { utcText } from '../utcText'
import { describeChildShard, type ChildShard } from './shardShapes'

export interface GetRecordsRequest {
  ShardIterator: string
  Limit?: number
}

export interface RecordOut {
  SequenceNumber: string
  /** Epoch seconds with a fraction, as on the wire. */
  ApproximateArrivalTimestamp: number
  Data: Uint8Array
  PartitionKey: string
}

export interface GetRecordsResult {
  Records: RecordOut[]
  NextShardIterator?: string
  MillisBehindLatest: number
  ChildShards?: ChildShard[]
}

export function getRecords(world: World, request: GetRecordsRequest): Answer<GetRecordsResult> {
  const limit = request.Limit ?? GET_RECORDS_RECORDS_MAX
  if (!Number.isInteger(limit) || limit < 1 || limit > GET_RECORDS_RECORDS_MAX) {
    const bound = limit > GET_RECORDS_RECORDS_MAX ? 'less than or equal to 10000' : 'greater than or equal to 1'
    return constraintRefusal({ parameter: 'limit', value: String(limit), constraint: `Member must have value ${bound}` })
  }
  const iterator = parseShardIterator(request.ShardIterator)
  if (iterator === null) return refused('InvalidArgumentException', 'Invalid ShardIterator.')
  const fetched = fetchRecords(world, iterator, limit)
  if (!fetched.ok) return fetched
  const { next, childShards, millisBehindLatest } = fetched.value
  const stream = findStream(world, iterator.streamName) as Stream
  return accepted({
    Records: recordsOut(world, stream.shards[iterator.shardIndex], fetched.value),
    ...(next === null ? {} : { NextShardIterator: formatShardIterator(next) }),
    MillisBehindLatest: millisBehindLatest,
    ...(childShards === null ? {} : { ChildShards: childShards.map((child) => describeChildShard(stream, child)) }),
  })
}

/** As `getRecords`, with records named by their ordinals: for clients inside the world. */
export function fetchRecords(world: World, iterator: ShardIteratorState, limit: number): Answer<Fetched> {
  const stream = findStream(world, iterator.streamName)
  if (stream === null || iterator.shardIndex >= stream.shards.length || stream.shards[iterator.shardIndex].expired) {
    return refused(
      'ResourceNotFoundException',
      `Shard ${formatShardId(iterator.shardIndex)} in stream ${iterator.streamName} under account ${ACCOUNT_ID} does not exist`,
    )
  }
  if (world.nowUs - iterator.issuedAtUs > ITERATOR_LIFE_US) return refused('ExpiredIteratorException', expiredText(world, iterator))
  const shard = stream.shards[iterator.shardIndex]
  if (!admitRead(shard.read, world.nowUs)) {
    return refused('ProvisionedThroughputExceededException', shardRateExceeded(stream, shard.shardIndex))
  }
  trimShard(world, stream, shard.shardIndex)
  const fromOrdinal = Math.max(iterator.ordinal, shard.log.trimOrdinal)
  const { toOrdinal, bytes } = measureRead(shard.log, fromOrdinal, { recordsMax: limit, bytesMax: GET_RECORDS_BYTES_MAX })
  payRead(shard.read, world.nowUs, bytes)
  const ended = shard.closedAtUs !== null && toOrdinal >= shard.log.nextOrdinal
  return accepted({
    fromOrdinal,
    toOrdinal,
    bytes,
    millisBehindLatest: millisBehindLatest(world, shard, toOrdinal),
    next: ended ? null : { ...iterator, ordinal: toOrdinal, issuedAtUs: world.nowUs },
    childShards: ended ? childShardsOf(stream, shard) : null,
  })
}

/** Source: inference from API `ChildShard`: a merge's child is told by both parents, with both ids. */
function childShardsOf(stream: Stream, shard: Shard): ChildShardRef[] {
  return shard.childShardIndexes.map((shardIndex) => {
    const { parentShardIndex, adjacentParentShardIndex, startingHashKey, endingHashKey } = stream.shards[shardIndex]
    const parentShardIndexes = [parentShardIndex, adjacentParentShardIndex].filter((index) => index !== null)
    return { shardIndex, parentShardIndexes, startingHashKey, endingHashKey }
  })
}

/** Age of the oldest record that is still to be read; 0 at the tip. */
function millisBehindLatest(world: World, shard: Shard, toOrdinal: number): number {
  if (toOrdinal >= shard.log.nextOrdinal) return 0
  return Math.floor((world.nowUs - arrivalUsOf(shard.log, toOrdinal)) / US_PER_MS)
}

function recordsOut(world: World, shard: Shard, fetched: Fetched): RecordOut[] {
  const records: RecordOut[] = []
  forEachRecord(shard.log, fetched.fromOrdinal, fetched.toOrdinal, (columns, at, ordinal, arrivalUs) => {
    const partitionKey = partitionKeyOf(world.keys, columns.keyId[at])
    records.push({
      SequenceNumber: sequenceNumberOf(world, shard, ordinal, arrivalUs),
      ApproximateArrivalTimestamp: epochMsOf(world, arrivalUs) / 1_000,
      // Simulated producers send sizes, not bytes: their blobs read as zeros of the true length.
      Data: shard.log.payloads.get(ordinal) ?? new Uint8Array(columns.bytes[at] - utf8Length(partitionKey)),
      PartitionKey: partitionKey,
    })
  })
  return records
}

function expiredText(world: World, iterator: ShardIteratorState): string {
  return (
    `Iterator expired. The iterator was created at time ${utcText(epochMsOf(world, iterator.issuedAtUs))} ` +
    `while right now it is ${utcText(epochMsOf(world, world.nowUs))} ` +
    `which is further in the future than the tolerated delay of ${ITERATOR_LIFE_US / US_PER_MS} milliseconds.`
  )
}
