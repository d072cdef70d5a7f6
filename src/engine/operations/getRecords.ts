/** GetRecords: up to 10,000 records or 10 MB, within 5 calls and 2 MB a second for all readers of the shard. */
import type { Input, Output } from '../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../kinesis/exceptions'
import { GET_RECORDS_BYTES_MAX, GET_RECORDS_RECORDS_MAX, ITERATOR_LIFE_US } from '../../kinesis/limits'
import { US_PER_MS } from '../../base/units'
import { admitRead, payRead } from '../limiter'
import { epochMsOf, findStream, shardRateExceeded, streamArn } from '../naming'
import { trimShard } from '../recordMemory'
import { arrivalUsOf, measureRead } from '../shardLog'
import { formatShardIterator, parseShardIterator } from '../shardIterator'
import type { Shard, Stream, World } from '../state'
import type { ChildShardRef, Fetched, ShardIteratorState } from '../task'
import { utcText } from '../utcText'
import { refuseDryRun } from './dryRun'
import { recordsOut } from './recordsOut'
import { shardDoesNotExist } from './reshardRefusals'
import { describeChildShard } from './shardShapes'

export function getRecords(world: World, request: Input<'GetRecords'>): Answer<Output<'GetRecords'>> {
  const iterator = parseShardIterator(request.ShardIterator)
  if (iterator === null) return refused('InvalidArgumentException', 'Invalid ShardIterator.')
  const found = findReadable(world, iterator)
  if (!found.ok) return found
  const { stream, shard } = found.value
  const refusal = refuseOtherStream(request, stream) ?? refuseDryRun(request)
  if (refusal !== null) return refusal
  const fetched = fetchRecords(world, iterator, request.Limit ?? GET_RECORDS_RECORDS_MAX)
  if (!fetched.ok) return fetched
  const { next, childShards, millisBehindLatest } = fetched.value
  return accepted({
    Records: recordsOut(world, stream, shard, fetched.value),
    ...(next === null ? {} : { NextShardIterator: formatShardIterator(next) }),
    MillisBehindLatest: millisBehindLatest,
    ...(childShards === null ? {} : { ChildShards: childShards.map((child) => describeChildShard(stream, child)) }),
  })
}

/** The text is ours (UNVERIFIED). */
function refuseOtherStream({ StreamARN }: Input<'GetRecords'>, stream: Stream): Refused | null {
  if (StreamARN === undefined || StreamARN === streamArn(stream.streamName)) return null
  return refused('InvalidArgumentException', `The ShardIterator was not issued for ${StreamARN}.`)
}

/** A stream of the same name made later is another one. */
function findReadable(world: World, iterator: ShardIteratorState): Answer<{ stream: Stream; shard: Shard }> {
  const stream = findStream(world, iterator.streamName)
  const shard = stream === null || stream.createdAtUs !== iterator.streamCreatedUs ? undefined : stream.shards[iterator.shardIndex]
  if (stream === null || shard === undefined || shard.expired) {
    return shardDoesNotExist(iterator.shardIndex, iterator.streamName)
  }
  if (world.nowUs - iterator.issuedAtUs > ITERATOR_LIFE_US) return refused('ExpiredIteratorException', expiredText(world, iterator))
  return accepted({ stream, shard })
}

/** As `getRecords`, with records named by their ordinals: for clients inside the world. */
export function fetchRecords(world: World, iterator: ShardIteratorState, limit: number): Answer<Fetched> {
  const found = findReadable(world, iterator)
  if (!found.ok) return found
  const { stream, shard } = found.value
  const { throttling } = world.account
  if (throttling && !admitRead(shard.read, world.nowUs)) {
    return refused('ProvisionedThroughputExceededException', shardRateExceeded(stream, shard.shardIndex))
  }
  trimShard(world, stream, shard.shardIndex)
  const fromOrdinal = Math.min(Math.max(iterator.ordinal, shard.log.trimOrdinal), shard.log.nextOrdinal)
  const { toOrdinal, bytes } = measureRead(shard.log, fromOrdinal, { recordsMax: limit, bytesMax: GET_RECORDS_BYTES_MAX })
  if (throttling) payRead(shard.read, world.nowUs, bytes)
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
export function childShardsOf(stream: Stream, shard: Shard): ChildShardRef[] {
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

function expiredText(world: World, iterator: ShardIteratorState): string {
  return (
    `Iterator expired. The iterator was created at time ${utcText(epochMsOf(world, iterator.issuedAtUs))} ` +
    `while right now it is ${utcText(epochMsOf(world, world.nowUs))} ` +
    `which is further in the future than the tolerated delay of ${ITERATOR_LIFE_US / US_PER_MS} milliseconds.`
  )
}
