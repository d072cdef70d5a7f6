/**
 * Enhanced fan-out: what a subscription pushes, and when it ends. Each open one has one look pending, about every 100 ms, so that
 * storing records costs nothing more; all news of it leaves through `push` and `endSubscription`.
 */
import { US_PER_MS, US_PER_SECOND, type SimUs } from '../base/units'
import type { Refusal, Refused } from '../kinesis/exceptions'
import {
  FAN_OUT_BYTES_PER_SECOND_MAX,
  FAN_OUT_EVENT_BYTES_MAX,
  FAN_OUT_EVENT_RECORDS_MAX,
  FAN_OUT_IDLE_EVENT_US,
  FAN_OUT_RECORD_AGE_MIN_US,
  SUBSCRIPTION_LIFE_US,
} from '../kinesis/limits'
import { schedule } from './agenda'
import { theJudge } from './door/judge'
import { isDenial } from './door/tallies'
import { notePushed } from './cloudWatch/noteMetrics'
import { streamNotFound } from './naming'
import { childShardsOf } from './operations/records/fetchRecords'
import { trimShard } from './recordMemory'
import { arrivalUsOf, firstOrdinalFrom, measureRead, type ShardLog } from './shardLog'
import { lookGapUs, tellSubscriber } from './consumers/retrieval/subscribers'
import type { Sink } from './sink'
import type { Shard, Stream, StreamConsumer, Subscription, World } from './state'
import type { SubscriptionEvent } from './fetched'
import type { ReaderAct, Task } from './task'
import { notePushedUsage } from './usage/noteUsage'

type PushTask = Extract<Task, { type: 'PushSubscriptionEvent' }>

const BYTE_TOKEN = US_PER_SECOND
/** One second's worth, as in `limiter.ts`. */
const BYTE_TOKENS_MAX = FAN_OUT_BYTES_PER_SECOND_MAX * BYTE_TOKEN

/** Takes the place of the shard's former subscription, which must have ended. */
export function startSubscription(world: World, stream: Stream, consumer: StreamConsumer, at: { shardIndex: number; ordinal: number }): Subscription {
  const subscription: Subscription = {
    subscriptionNumber: ++world.subscriptionsStarted,
    caller: world.guards.caller,
    shardIndex: at.shardIndex,
    isOpen: true,
    startedUs: world.nowUs,
    endsUs: world.nowUs + SUBSCRIPTION_LIFE_US,
    ordinal: at.ordinal,
    bytes: BYTE_TOKENS_MAX,
    refilledUs: world.nowUs,
    lastEventUs: world.nowUs,
    isHeld: false,
  }
  consumer.subscriptions.set(at.shardIndex, subscription)
  schedule(world.agenda, world.nowUs, {
    type: 'PushSubscriptionEvent',
    streamIndex: stream.streamIndex,
    consumerName: consumer.consumerName,
    shardIndex: at.shardIndex,
    subscriptionNumber: subscription.subscriptionNumber,
  })
  return subscription
}

/** @param refusal the exception in the event stream, or null where it just ends. */
export function endSubscription(world: World, subscription: Subscription, refusal: Refusal | null, sink: Sink): void {
  if (!subscription.isOpen) return
  subscription.isOpen = false
  const ended: ReaderAct = { act: 'subscriptionEnded', ...(refusal !== null && isDenial(refusal.exception) ? { refusal } : {}) }
  if (!tellSubscriber(world, subscription.subscriptionNumber, ended)) sink.subscriptionEnded?.(world, subscription.subscriptionNumber, refusal)
}

export function endSubscriptionsOf(world: World, consumer: StreamConsumer, refusal: Refusal | null, sink: Sink): void {
  for (const subscription of consumer.subscriptions.values()) endSubscription(world, subscription, refusal, sink)
}

/** The subscriber has hung up: nothing more is pushed or told. Its shard stays taken for the rest of the 5 s. */
export function hangUp(world: World, subscriptionNumber: number): void {
  for (const { consumers } of world.streams) {
    for (const { subscriptions } of consumers) {
      for (const subscription of subscriptions.values()) if (subscription.subscriptionNumber === subscriptionNumber) subscription.isOpen = false
    }
  }
}

/** When a stream is gone: what its subscribers are told. */
export function streamGone(stream: Stream): Refusal {
  return { exception: 'ResourceNotFoundException', message: streamNotFound(stream.streamName) }
}

/** The look of a subscription that has ended since is dropped. */
export function runPushSubscriptionEvent(world: World, task: PushTask, sink: Sink): void {
  const stream = world.streams[task.streamIndex]
  const consumer = stream.consumers.find(({ consumerName }) => consumerName === task.consumerName)
  const subscription = consumer?.subscriptions.get(task.shardIndex)
  if (subscription?.isOpen !== true || subscription.subscriptionNumber !== task.subscriptionNumber) return
  if (world.nowUs >= subscription.endsUs) return endSubscription(world, subscription, null, sink)
  const event = subscription.isHeld ? null : nextEvent(world, stream, subscription)
  if (event !== null && 'refusal' in event) return endSubscription(world, subscription, event.refusal, sink)
  if (event !== null) push(world, stream, task.consumerName, subscription, event, sink)
  if (event?.continuationOrdinal === null) return endSubscription(world, subscription, null, sink)
  schedule(world.agenda, Math.min(world.nowUs + lookGapUs(world, subscription), subscription.endsUs), task)
}

function push(world: World, stream: Stream, consumerName: string, subscription: Subscription, event: SubscriptionEvent, sink: Sink): void {
  subscription.ordinal = event.toOrdinal
  subscription.bytes -= event.bytes * BYTE_TOKEN
  subscription.lastEventUs = world.nowUs
  const { subscriptionNumber, shardIndex } = subscription
  const { fromOrdinal, toOrdinal, bytes, millisBehindLatest, childShards } = event
  notePushedUsage(world, stream, consumerName, bytes)
  notePushed(world, stream, consumerName, { shardIndex, records: toOrdinal - fromOrdinal, bytes, millisBehindLatest })
  const isOurs = tellSubscriber(world, subscriptionNumber, { act: 'pushed', fetched: { fromOrdinal, toOrdinal, bytes, millisBehindLatest, next: null, childShards } })
  if (!isOurs) sink.subscriptionEvent?.(world, { subscriptionNumber, stream, shardIndex, event })
}

/** @returns null while there is nothing to say. */
function nextEvent(world: World, stream: Stream, subscription: Subscription): SubscriptionEvent | Refused | null {
  const shard = stream.shards[subscription.shardIndex]
  const isQuietFor = world.nowUs - subscription.lastEventUs
  if (shard.closedAtUs === null && subscription.ordinal >= shard.log.nextOrdinal && isQuietFor < FAN_OUT_IDLE_EVENT_US) return null
  trimShard(world, stream, shard.shardIndex)
  const fromOrdinal = Math.max(subscription.ordinal, shard.log.trimOrdinal)
  const tipOrdinal = Math.max(fromOrdinal, ordinalAfter(shard.log, world.nowUs - FAN_OUT_RECORD_AGE_MIN_US))
  const range = { from: fromOrdinal, to: Math.min(tipOrdinal, fromOrdinal + FAN_OUT_EVENT_RECORDS_MAX) }
  const readable = stream.encryptionPeriods.length === 0 ? range.to : theJudge().readableUntil(world, stream, shard, range, { caller: subscription.caller, operation: 'SubscribeToShard' })
  if (typeof readable !== 'number') return readable
  const { toOrdinal, bytes } = measurePush(world, shard, subscription, fromOrdinal, readable)
  const isEnd = shard.closedAtUs !== null && toOrdinal >= shard.log.nextOrdinal
  if (toOrdinal === fromOrdinal && !isEnd && isQuietFor < FAN_OUT_IDLE_EVENT_US) return null
  return {
    sentUs: world.nowUs,
    fromOrdinal,
    toOrdinal,
    bytes,
    // What is still on its way counts as not there yet.
    millisBehindLatest: toOrdinal >= tipOrdinal ? 0 : Math.floor((world.nowUs - arrivalUsOf(shard.log, toOrdinal)) / US_PER_MS),
    continuationOrdinal: isEnd ? null : toOrdinal - 1,
    childShards: isEnd ? childShardsOf(stream, shard) : null,
  }
}

/** The first ordinal that arrived after `atUs`. */
function ordinalAfter(log: ShardLog, atUs: SimUs): number {
  return log.lastArrivalUs <= atUs ? log.nextOrdinal : firstOrdinalFrom(log, atUs + 1)
}

/** A record larger than what may be pushed goes out alone, on credit: its rate is made up for afterwards. */
function measurePush(world: World, shard: Shard, subscription: Subscription, from: number, tip: number): { toOrdinal: number; bytes: number } {
  const nothing = { toOrdinal: from, bytes: 0 }
  if (from === tip) return nothing
  const recordsMax = Math.min(FAN_OUT_EVENT_RECORDS_MAX, tip - from)
  if (!world.account.throttling) return measureRead(shard.log, from, { recordsMax, bytesMax: FAN_OUT_EVENT_BYTES_MAX })
  const elapsedUs = world.nowUs - subscription.refilledUs
  subscription.bytes = Math.min(BYTE_TOKENS_MAX, subscription.bytes + elapsedUs * FAN_OUT_BYTES_PER_SECOND_MAX)
  subscription.refilledUs = world.nowUs
  const bytesMax = Math.min(FAN_OUT_EVENT_BYTES_MAX, Math.floor(subscription.bytes / BYTE_TOKEN))
  return bytesMax <= 0 ? nothing : measureRead(shard.log, from, { recordsMax, bytesMax })
}
