/** A read of one shard with its limits, its records named by their ordinals: GetRecords as clients inside the world see it. */
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { GET_RECORDS_BYTES_MAX, ITERATOR_LIFE_US } from '../../../kinesis/limits'
import { US_PER_MS } from '../../../base/units'
import { noteRead } from '../../cloudWatch/noteMetrics'
import { theJudge } from '../../door/judge'
import { admitRead, payRead } from '../../limiter'
import { epochMsOf, findStream, shardRateExceeded } from '../../naming'
import { trimShard } from '../../recordMemory'
import { arrivalUsOf, measureRead } from '../../shardLog'
import type { Shard, Stream, World } from '../../state'
import type { ChildShardRef, Fetched, ShardIteratorState } from '../../fetched'
import { noteGiven } from '../../usage/noteUsage'
import { utcText } from '../../utcText'
import { shardDoesNotExist } from '../shards/reshardRefusals'

/** A stream of the same name made later is another one. */
export function findReadable(world: World, iterator: ShardIteratorState): Answer<{ stream: Stream; shard: Shard }> {
  const stream = findStream(world, iterator.streamName)
  const shard = stream === null || stream.createdAtUs !== iterator.streamCreatedUs ? undefined : stream.shards[iterator.shardIndex]
  if (stream === null || shard === undefined || shard.expired) {
    return shardDoesNotExist(iterator.shardIndex, iterator.streamName)
  }
  if (world.nowUs - iterator.issuedAtUs > ITERATOR_LIFE_US) return refused('ExpiredIteratorException', expiredText(world, iterator))
  return accepted({ stream, shard })
}

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
  const measured = measureRead(shard.log, fromOrdinal, { recordsMax: limit, bytesMax: GET_RECORDS_BYTES_MAX })
  const range = { from: fromOrdinal, to: measured.toOrdinal }
  const readable = stream.encryptionPeriods.length === 0 ? range.to : theJudge().readableUntil(world, stream, shard, range, { caller: world.guards.caller, operation: 'GetRecords' })
  if (typeof readable !== 'number') return readable
  const { toOrdinal, bytes } = readable === measured.toOrdinal ? measured : measureRead(shard.log, fromOrdinal, { recordsMax: readable - fromOrdinal, bytesMax: GET_RECORDS_BYTES_MAX })
  const isFull = toOrdinal === measured.toOrdinal && toOrdinal < Math.min(shard.log.nextOrdinal, fromOrdinal + limit)
  if (throttling) payRead(shard.read, world.nowUs, bytes, isFull)
  noteGiven(world, stream, shard, { fromOrdinal, toOrdinal, bytes })
  noteRead(world, stream, shard, { records: toOrdinal - fromOrdinal, bytes, nextOrdinal: toOrdinal })
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
