/** emit of the Connector Library (S3Emitter): an object, tried three times, then given up; the checkpoint comes after it. */
import { nextBelow, nextBetween } from '../../../../base/prng'
import { formatShardId } from '../../../../kinesis/shardId'
import { schedule } from '../../../agenda'
import { sequenceNumberOf, streamOf } from '../../../naming'
import { tell, type Sink } from '../../../sink'
import type { World } from '../../../state'
import { applicationUsage } from '../../../usage/noteUsage'
import type { CheckReason } from '../../checkState'
import { finishRecords } from '../../finishing'
import { checkpointAt } from '../checkpointing'
import type { ConnectorBuffer, Emitted, KclApplication, KclWorker, ShardConsumer } from '../model'
import { workOn } from '../processing'
import type { EmitAct } from '../workerActs'
import { createBuffer } from './buffering'
import { EMIT_BACKOFF_US, EMIT_TRIES_MAX, EMIT_US, OBJECTS_KEPT_MAX } from './constants'

export function emit(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer): void {
  worker.threadsBusy++
  consumer.scheduled = true
  tryToEmit(world, application, worker, consumer)
}

function tryToEmit(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer): void {
  if (consumer.buffer !== null) consumer.buffer.tries++
  later(world, application, worker, consumer, nextBetween(worker.prng, EMIT_US), { act: 'put' })
}

function later(world: World, { applicationIndex }: KclApplication, { workerId }: KclWorker, { shardIndex, serial }: ShardConsumer, delayUs: number, act: EmitAct): void {
  schedule(world.agenda, world.nowUs + delayUs, { type: 'EmitActs', applicationIndex, workerId, shardIndex, serial, act })
}

/** @param consumer null: the worker has given the shard up meanwhile, and its buffer with it. */
export function runEmitAct(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer | null, act: EmitAct, sink: Sink): void {
  const buffer = consumer?.buffer ?? null
  if (consumer === null || buffer === null) return freeThread(worker)
  switch (act.act) {
    case 'put': {
      const hasFailed = nextBelow(worker.prng, 100) < (application.settings.connector?.emitFailsPercent ?? 0)
      if (hasFailed) emittedOf(application).triesFailed++
      else writeObject(world, application, consumer, buffer)
      return later(world, application, worker, consumer, nextBetween(worker.prng, EMIT_US), { act: 'returned', hasFailed })
    }
    case 'returned':
      if (act.hasFailed) {
        buffer.failures++
        return later(world, application, worker, consumer, EMIT_BACKOFF_US, { act: 'again' })
      }
      finishBuffered(world, application, worker, consumer, buffer, sink)
      return checkpointBuffered(world, application, worker, consumer, buffer, 'skipped', sink)
    case 'again':
      if (buffer.tries < EMIT_TRIES_MAX) return tryToEmit(world, application, worker, consumer)
      fail(world, application, worker, consumer, buffer, sink)
      return checkpointBuffered(world, application, worker, consumer, buffer, 'givenUp', sink)
  }
}

function freeThread(worker: KclWorker): void {
  worker.threadsBusy--
}

export function emittedOf(application: KclApplication): Emitted {
  application.emitted ??= { objects: [], objectsWritten: 0, objectsOverwritten: 0, recordsEmitted: 0, recordsFailed: 0, triesFailed: 0 }
  return application.emitted
}

function writeObject(world: World, application: KclApplication, { shardIndex }: ShardConsumer, { firstOrdinal, lastOrdinal, records, bytes }: ConnectorBuffer): void {
  const emitted = emittedOf(application)
  const shard = streamOf(world, application).shards[shardIndex]
  const key = `${sequenceNumberOf(world, shard, firstOrdinal)}-${sequenceNumberOf(world, shard, lastOrdinal)}`
  const before = emitted.objects.find((object) => object.key === key)
  emitted.objectsWritten++
  applicationUsage(world, application).s3Puts++
  emitted.recordsEmitted += records
  if (before !== undefined) {
    emitted.objectsOverwritten++
    Object.assign(before, { records, bytes, atUs: world.nowUs, overwritten: before.overwritten + 1 })
    return
  }
  emitted.objects.push({ key, shardIndex, records, bytes, atUs: world.nowUs, overwritten: 0 })
  if (emitted.objects.length > OBJECTS_KEPT_MAX) emitted.objects.shift()
}

/** What was filtered out among the emitted ones is done too; what follows the last of them goes with the next object. */
function finishBuffered(world: World, application: KclApplication, worker: KclWorker, { shardIndex }: ShardConsumer, { ranges, lastOrdinal }: ConnectorBuffer, sink: Sink): void {
  const stream = streamOf(world, application)
  for (let at = 0; at < ranges.length; at += 2) {
    const toOrdinal = Math.min(ranges[at + 1], lastOrdinal + 1)
    if (toOrdinal > ranges[at]) finishRecords(world, application, stream, stream.shards[shardIndex], { fromOrdinal: ranges[at], toOrdinal, workerId: worker.workerId }, sink)
  }
}

/** IEmitter.fail: the records are logged, and the checkpoint passes over them. */
function fail(world: World, application: KclApplication, { workerId }: KclWorker, { shardIndex }: ShardConsumer, { records }: ConnectorBuffer, sink: Sink): void {
  emittedOf(application).recordsFailed += records
  tell(world, sink, { kind: 'EmitFailed', application: application.settings.name, workerId, shardId: formatShardId(shardIndex), records })
}

function checkpointBuffered(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, { ranges, lastOrdinal }: ConnectorBuffer, reason: CheckReason, sink: Sink): void {
  const rest = createBuffer(world.nowUs)
  for (let at = 0; at < ranges.length; at += 2) if (ranges[at + 1] > lastOrdinal + 1) rest.ranges.push(Math.max(ranges[at], lastOrdinal + 1), ranges[at + 1])
  consumer.buffer = rest
  consumer.checkpointedAtUs = world.nowUs
  freeThread(worker)
  checkpointAt(world, application, worker, consumer, { ordinal: lastOrdinal, reason }, sink)
  workOn(world, application, worker, consumer)
}

/** shutdown with TERMINATE: emits what is left; the filtered-out rest of the shard is done. */
export function isDone(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): boolean {
  if (consumer.scheduled) return false
  const { buffer } = consumer
  if (buffer === null) return true
  if (buffer.records > 0) {
    emit(world, application, worker, consumer)
    return false
  }
  finishBuffered(world, application, worker, consumer, { ...buffer, lastOrdinal: Infinity }, sink)
  consumer.buffer = null
  return true
}
