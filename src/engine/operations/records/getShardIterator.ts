/** GetShardIterator: where in a shard to begin, all five types. Sentences as recorded on AWS (kinesalite tests). */
import { US_PER_MS } from '../../../base/units'
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../../kinesis/limits'
import { parseSequenceNumber, ENDING_INDEX } from '../../../kinesis/sequenceNumber'
import { formatShardId, parseShardId } from '../../../kinesis/shardId'
import { admitIterator } from '../../limiter'
import { epochMsOf, findStream, shardRateExceeded } from '../../naming'
import { firstOrdinalFrom } from '../../shardLog'
import { formatShardIterator } from '../../shardIterator'
import type { Shard, Stream, World } from '../../state'
import type { ShardIteratorState } from '../../fetched'
import { refuseDryRun } from '../dryRun'
import { shardDoesNotExist, shardNotFound } from '../shards/reshardRefusals'
import { streamNameOf } from '../resolveStream'

export function getShardIterator(world: World, request: Input<'GetShardIterator'>): Answer<Output<'GetShardIterator'>> {
  const found = findIterator(world, request)
  return found.ok ? accepted({ ShardIterator: formatShardIterator(found.value) }) : found
}

/** As `getShardIterator`, with the iterator unwrapped: for clients inside the world. */
export function findIterator(world: World, request: Input<'GetShardIterator'>): Answer<ShardIteratorState> {
  const shardIndex = parseShardId(request.ShardId)
  const name = streamNameOf(request)
  if (!name.ok) return name
  if (shardIndex === null) return shardNotFound(request.ShardId, name.value)
  const stream = findStream(world, name.value)
  if (stream === null || shardIndex >= stream.shards.length || stream.shards[shardIndex].expired) {
    return shardDoesNotExist(shardIndex, name.value)
  }
  const ordinal = findOrdinal(world, stream, stream.shards[shardIndex], request)
  if (typeof ordinal !== 'number') return ordinal
  const dryRun = refuseDryRun('GetShardIterator', request)
  if (dryRun !== null) return dryRun
  if (world.account.throttling && !admitIterator(stream.shards[shardIndex].read, world.nowUs)) {
    return refused('ProvisionedThroughputExceededException', shardRateExceeded(stream, shardIndex))
  }
  return accepted({ streamName: stream.streamName, streamCreatedUs: stream.createdAtUs, shardIndex, ordinal, issuedAtUs: world.nowUs })
}

export type Position = Pick<Input<'GetShardIterator'>, 'ShardIteratorType' | 'StartingSequenceNumber' | 'Timestamp'>

/** For GetShardIterator and SubscribeToShard. @returns the ordinal of the first record to read; 0 = the trim horizon. */
export function findOrdinal(world: World, stream: Stream, shard: Shard, position: Position, operation = 'GetShardIterator'): number | Refused {
  const { ShardIteratorType: type, StartingSequenceNumber: number } = position
  const wantsNumber = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER'
  if (type !== 'AT_TIMESTAMP' && wantsNumber !== (number !== undefined)) {
    return refused(
      'InvalidArgumentException',
      'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or ' +
        '(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ' +
        `Request specified ${type} and ${number === undefined ? 'no' : 'also a'} StartingSequenceNumber.`,
    )
  }
  switch (type) {
    case 'TRIM_HORIZON':
      return 0
    case 'LATEST':
      return shard.log.nextOrdinal
    case 'AT_TIMESTAMP':
      return ordinalAtTimestamp(world, shard, position.Timestamp)
    case 'AT_SEQUENCE_NUMBER':
    case 'AFTER_SEQUENCE_NUMBER':
      return ordinalOfNumber(stream, shard, number as string, type, operation)
  }
}

function ordinalAtTimestamp(world: World, shard: Shard, timestamp: number | undefined): number | Refused {
  if (timestamp === undefined) {
    return refused(
      'InvalidArgumentException',
      'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.',
    )
  }
  const wantedMs = Math.floor(timestamp * 1_000)
  const nowMs = epochMsOf(world, world.nowUs)
  if (wantedMs > nowMs) {
    return refused(
      'InvalidArgumentException',
      'The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. ' +
        `timestampInMillis: ${wantedMs}, currentTimestampInMillis: ${nowMs}`,
    )
  }
  return firstOrdinalFrom(shard.log, (wantedMs - world.epochMs) * US_PER_MS)
}

function ordinalOfNumber(stream: Stream, shard: Shard, text: string, type: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER', operation: string): number | Refused {
  const parts = parseSequenceNumber(text)
  const used =
    `StartingSequenceNumber ${text} used in ${operation} on shard ${formatShardId(shard.shardIndex)} ` +
    `in stream ${stream.streamName} under account ${ACCOUNT_ID} is invalid`
  if (parts === null) return refused('InvalidArgumentException', `${used}.`)
  if (parts.shardIndex !== shard.shardIndex) {
    return refused(
      'InvalidArgumentException',
      `Invalid StartingSequenceNumber. It encodes ${formatShardId(parts.shardIndex)}, ` +
        `while it was used in a call to a shard with ${formatShardId(shard.shardIndex)}`,
    )
  }
  if (parts.shardCreatedSecond !== shard.createdSecond) {
    return refused('InvalidArgumentException', `${used} because it did not come from this stream.`)
  }
  if (parts.sequenceIndex >= ENDING_INDEX) return shard.log.nextOrdinal
  const ordinal = Number(parts.sequenceIndex) + (type === 'AT_SEQUENCE_NUMBER' ? 0 : 1)
  return Math.min(ordinal, shard.log.nextOrdinal)
}
