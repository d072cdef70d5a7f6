/** The KPL's pipeline: aggregator → limiter → collector → PutRecords, and from the retrier back to its beginning. */
import { US_PER_MS, type SimUs } from '../../../base/units'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { setTimer } from '../setTimer'
import { addToBuffer, createBuffer, flushBuffer, type AggregationBuffer } from './aggregator'
import { addToCollector, flushCollector } from './collector'
import { putRecords } from './connections'
import { COLLECTION_WAIT_MS_MAX, COLLECTION_WAIT_PERCENT, LIMITER_DRAIN_US } from './constants'
import { fail, noteAttempt } from './finishing'
import { createShardLimiter, enqueue, takeAllowed, takeExpired, type ShardLimiter } from './limiter'
import type { Daemon, KplProducer } from './model'
import { predictedShard } from './shardMap'
import { makeSingle, NONE } from './userRecords'

/** Without a prediction a record goes on alone. */
export function toAggregator(world: World, producer: KplProducer, daemon: Daemon, slot: number, sink: Sink): void {
  const { records, shardMap, buffers } = daemon
  const { settings } = producer
  const shard = settings.aggregationEnabled ? predictedShard(shardMap, world.keys, records.keyId[slot]) : NONE
  records.shard[slot] = shard
  if (shard === NONE) {
    makeSingle(records, slot)
    toCollector(world, producer, daemon, slot)
    return
  }
  let buffer = buffers.get(shard)
  if (buffer === undefined) buffers.set(shard, (buffer = createBuffer(shard)))
  const head = addToBuffer(records, buffer, slot, settings)
  setBufferTimer(world, producer, buffer)
  if (head !== NONE) toLimiter(world, producer, daemon, head, sink)
}

/** A timer that finds its deadline moved on waits for the new one: a buffer that fills again and again has one timer, not many. */
export function runBufferTimer(world: World, producer: KplProducer, daemon: Daemon, shardIndex: number, sink: Sink): void {
  const buffer = daemon.buffers.get(shardIndex)
  if (buffer?.timerUs !== world.nowUs) return
  buffer.timerUs = null
  if (buffer.deadlineUs <= world.nowUs) flushAggregation(world, producer, daemon, buffer, sink)
  else setBufferTimer(world, producer, buffer)
}

/** At its deadline, or because somebody asks. */
export function flushAggregation(world: World, producer: KplProducer, daemon: Daemon, buffer: AggregationBuffer, sink: Sink): void {
  const head = flushBuffer(daemon.records, buffer, producer.settings)
  setBufferTimer(world, producer, buffer)
  if (head !== NONE) toLimiter(world, producer, daemon, head, sink)
}

function setBufferTimer(world: World, producer: KplProducer, buffer: AggregationBuffer): void {
  if (buffer.deadlineUs >= (buffer.timerUs ?? Infinity)) return
  buffer.timerUs = Math.max(world.nowUs, buffer.deadlineUs)
  setTimer(world, producer, buffer.timerUs, { kind: 'kpl', due: 'buffer', shardIndex: buffer.shardIndex })
}

function toLimiter(world: World, producer: KplProducer, daemon: Daemon, head: number, sink: Sink): void {
  const { records, limiters } = daemon
  const shard = records.shard[head]
  let limiter = limiters.get(shard)
  if (limiter === undefined) limiters.set(shard, (limiter = createShardLimiter(shard, world.nowUs)))
  enqueue(records, limiter, head)
  drain(world, producer, daemon, limiter, sink)
  setDrainTimer(world, producer, daemon, limiter)
}

/** Drops what has expired, then lets through what has tokens. */
function drain(world: World, producer: KplProducer, daemon: Daemon, limiter: ShardLimiter, sink: Sink): void {
  const { records } = daemon
  const { nowUs } = world
  const expired = takeExpired(records, limiter, nowUs)
  for (;;) {
    const head = takeAllowed(records, limiter, producer.settings.rateLimitPercent, nowUs)
    if (head === NONE) break
    toCollector(world, producer, daemon, head)
  }
  for (const head of expired) retry(world, producer, daemon, head, nowUs, sink)
}

/** The limiters are looked at together, on a beat that began with the daemon. */
function setDrainTimer(world: World, producer: KplProducer, daemon: Daemon, limiter: ShardLimiter): void {
  if (daemon.drainUs !== null || limiter.byDeadline.length === 0) return
  const beats = Math.floor((world.nowUs - daemon.beganUs) / LIMITER_DRAIN_US) + 1
  daemon.drainUs = daemon.beganUs + beats * LIMITER_DRAIN_US
  setTimer(world, producer, daemon.drainUs, { kind: 'kpl', due: 'limiters' })
}

export function drainLimiters(world: World, producer: KplProducer, daemon: Daemon, sink: Sink): void {
  daemon.drainUs = null
  for (const limiter of daemon.limiters.values()) {
    if (limiter.byDeadline.length > 0) drain(world, producer, daemon, limiter, sink)
    setDrainTimer(world, producer, daemon, limiter)
  }
}

function toCollector(world: World, producer: KplProducer, daemon: Daemon, head: number): void {
  const { records, collector } = daemon
  const { settings } = producer
  if (settings.aggregationEnabled) {
    const extended = Math.max(records.headDeadlineUs[head], world.nowUs + collectionWaitUs(settings.recordMaxBufferedTimeMs))
    records.headDeadlineUs[head] = Math.min(extended, records.headExpiryUs[head])
  }
  const heads = addToCollector(records, collector, head, settings)
  setCollectorTimer(world, producer, daemon)
  if (heads !== null) putRecords(world, producer, daemon, heads)
}

function collectionWaitUs(recordMaxBufferedTimeMs: number): SimUs {
  return Math.min(COLLECTION_WAIT_MS_MAX, Math.floor((recordMaxBufferedTimeMs * COLLECTION_WAIT_PERCENT) / 100)) * US_PER_MS
}

/** As `runBufferTimer`. */
export function runCollectorTimer(world: World, producer: KplProducer, daemon: Daemon): void {
  const { collector } = daemon
  if (collector.timerUs !== world.nowUs) return
  collector.timerUs = null
  if (collector.deadlineUs <= world.nowUs) flushCollection(world, producer, daemon)
  else setCollectorTimer(world, producer, daemon)
}

export function flushCollection(world: World, producer: KplProducer, daemon: Daemon): void {
  const heads = flushCollector(daemon.records, daemon.collector, producer.settings)
  setCollectorTimer(world, producer, daemon)
  if (heads !== null) putRecords(world, producer, daemon, heads)
}

function setCollectorTimer(world: World, producer: KplProducer, { collector }: Daemon): void {
  if (collector.deadlineUs >= (collector.timerUs ?? Infinity)) return
  collector.timerUs = Math.max(world.nowUs, collector.deadlineUs)
  setTimer(world, producer, collector.timerUs, { kind: 'kpl', due: 'collector' })
}

/** Every user record of a Kinesis record that did not get through: see `retryOne`. */
export function retry(world: World, producer: KplProducer, daemon: Daemon, head: number, startUs: SimUs, sink: Sink): void {
  for (let slot = head; slot !== NONE; ) {
    const next = daemon.records.next[slot]
    retryOne(world, producer, daemon, slot, startUs, sink)
    slot = next
  }
}

/** Without any backoff, back to the aggregator on its own, where it may join others; unless it has expired. */
export function retryOne(world: World, producer: KplProducer, daemon: Daemon, slot: number, startUs: SimUs, sink: Sink): void {
  const { records } = daemon
  noteAttempt(world, daemon, slot, startUs)
  if (world.nowUs > records.expiryUs[slot]) {
    noteAttempt(world, daemon, slot, world.nowUs)
    fail(world, producer, daemon, slot, 'expired', sink)
    return
  }
  const waitUs = Math.floor(producer.settings.recordMaxBufferedTimeMs / 2) * US_PER_MS
  records.deadlineUs[slot] = Math.min(world.nowUs + waitUs, records.expiryUs[slot])
  toAggregator(world, producer, daemon, slot, sink)
}
