/** SubscribeToShard: opens a subscription, whose events follow through the sink; after 5 s a new call takes the shard over. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, SUBSCRIBE_AGAIN_US, SUBSCRIBE_CALL_EVERY_US } from '../../../kinesis/limits'
import { formatShardId, parseShardId } from '../../../kinesis/shardId'
import { endSubscription, startSubscription } from '../../fanOut'
import { epochSecondOf } from '../../naming'
import type { Sink } from '../../sink'
import type { Shard, Stream, StreamConsumer, World } from '../../state'
import { refuseDryRun } from '../dryRun'
import { findOrdinal } from '../records/getShardIterator'
import { shardDoesNotExist, shardNotFound } from '../shards/reshardRefusals'
import { resolveConsumerArn, type FoundConsumer } from './resolveConsumer'

export function subscribeToShard(world: World, input: Input<'SubscribeToShard'>, sink: Sink): Answer<{ subscriptionNumber: number }> {
  const found = resolveConsumerArn(world, input.ConsumerARN)
  if (!found.ok) return found
  const { stream, consumer } = found.value
  const shard = findSubscribable(world, found.value, input.ShardId)
  if (!shard.ok) return shard
  const { shardIndex } = shard.value
  const refusal = refuseSoon(world, found.value, shardIndex)
  if (refusal !== null) return refusal
  consumer.subscribeCallsUs.set(shardIndex, world.nowUs)
  const ordinal = findStart(world, stream, shard.value, input)
  if (typeof ordinal !== 'number') return ordinal
  const dryRun = refuseDryRun('SubscribeToShard', input)
  if (dryRun !== null) return dryRun
  const former = consumer.subscriptions.get(shardIndex)
  if (former !== undefined) endSubscription(world, former, anotherActive(found.value, shardIndex).refusal, sink)
  const { subscriptionNumber } = startSubscription(world, stream, consumer, { shardIndex, ordinal })
  return accepted({ subscriptionNumber })
}

function findSubscribable(world: World, { stream, consumer }: FoundConsumer, shardId: string): Answer<Shard> {
  if (consumer.consumerStatus !== 'ACTIVE') return notActive(world, stream, consumer)
  const shardIndex = parseShardId(shardId)
  if (shardIndex === null) return shardNotFound(shardId, stream.streamName)
  if (shardIndex < stream.shards.length && !stream.shards[shardIndex].expired) return accepted(stream.shards[shardIndex])
  return shardDoesNotExist(shardIndex, stream.streamName)
}

/** Recorded on AWS in 2024 (kinesis-hot-shard-advisor#37), with its odd comma. */
function notActive(world: World, stream: Stream, consumer: StreamConsumer): Refused {
  return refused(
    'ResourceInUseException',
    `Consumer ${consumer.consumerName} with creation timestamp ${epochSecondOf(world, consumer.createdAtUs)} ` +
      `under stream: ${stream.streamName} , account ${ACCOUNT_ID} is not in ACTIVE status.`,
  )
}

/**
 * Two calls at once got ResourceInUseException on AWS (an integration test of awslabs/spark-sql-kinesis-connector), so the
 * limit of one call a second only shows where no call has succeeded; its text is ours (UNVERIFIED).
 */
function refuseSoon(world: World, found: FoundConsumer, shardIndex: number): Refused | null {
  const { stream, consumer } = found
  const former = consumer.subscriptions.get(shardIndex)
  if (former !== undefined && world.nowUs - former.startedUs < SUBSCRIBE_AGAIN_US) return anotherActive(found, shardIndex)
  const calledUs = consumer.subscribeCallsUs.get(shardIndex)
  if (!world.account.throttling || calledUs === undefined || world.nowUs - calledUs >= SUBSCRIBE_CALL_EVERY_US) return null
  return refused(
    'LimitExceededException',
    `Rate exceeded for consumer ${consumer.consumerName} and shard ${formatShardId(shardIndex)} in stream ${stream.streamName} under account ${ACCOUNT_ID}.`,
  )
}

/** Recorded on AWS in 2018 (amazon-kinesis-client#391). */
function anotherActive({ stream, consumer }: FoundConsumer, shardIndex: number): Refused {
  const subject = [ACCOUNT_ID, stream.streamName, formatShardId(shardIndex), consumer.consumerName].join(':')
  return refused('ResourceInUseException', `Another active subscription exists for this consumer: ${subject}`)
}

function findStart(world: World, stream: Stream, shard: Shard, { StartingPosition }: Input<'SubscribeToShard'>): number | Refused {
  const { Type, SequenceNumber, Timestamp } = StartingPosition
  const position = {
    ShardIteratorType: Type,
    ...(SequenceNumber === undefined ? {} : { StartingSequenceNumber: SequenceNumber }),
    ...(Timestamp === undefined ? {} : { Timestamp }),
  }
  return findOrdinal(world, stream, shard, position, 'SubscribeToShard')
}
