/**
 * processRecords: a worker's threads take turns over the shards that have a batch, a slice of work at a time. Records of one
 * shard are processed one after another.
 */
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { schedule } from '../../agenda'
import { sequenceNumberOf, streamOf } from '../../naming'
import { FIRST_ORDINAL } from '../../shardLog'
import { tell, type Fate, type Sink } from '../../sink'
import type { Shard, World } from '../../state'
import { applySlice } from './applySlice'
import { findLease, writeCheckpoint } from './leaseTable'
import type { KclApplication, KclWorker, LeaseCheckpoint, ShardConsumer } from './model'
import { planSlice } from './planSlice'
import { hasRoomToFetch, scheduleFetch } from './shardConsumer'

export function makeReady(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer): void {
  if (consumer.scheduled || consumer.pending.length === 0) return
  consumer.scheduled = true
  worker.ready.push(consumer.shardIndex)
  startSlices(world, application, worker)
}

function startSlices(world: World, application: KclApplication, worker: KclWorker): void {
  const { threadsPerWorker } = application.settings
  while (worker.threadsBusy < threadsPerWorker && worker.ready.length > 0) {
    const consumer = worker.shardConsumers.get(worker.ready.shift() as number)
    if (consumer === undefined) continue
    const [batch] = consumer.pending
    const shard = streamOf(world, application).shards[consumer.shardIndex]
    const { toOrdinal, sliceUs } = planSlice(world, application, shard, consumer.nextOrdinal, batch.toOrdinal)
    worker.threadsBusy++
    worker.workedUs += sliceUs
    schedule(world.agenda, world.nowUs + sliceUs, {
      type: 'SliceProcessed',
      applicationIndex: application.applicationIndex,
      workerId: worker.workerId,
      shardIndex: consumer.shardIndex,
      serial: consumer.serial,
      fromOrdinal: consumer.nextOrdinal,
      toOrdinal,
    })
  }
}

/** A thread is free again; `consumer` is null where the worker gave the shard up meanwhile, yet the records are processed. */
export function finishSlice(
  world: World,
  application: KclApplication,
  worker: KclWorker,
  slice: { shardIndex: number; fromOrdinal: number; toOrdinal: number },
  consumer: ShardConsumer | null,
  sink: Sink,
): void {
  worker.threadsBusy--
  const stream = streamOf(world, application)
  const fates: Fate[] | null = sink.sliceProcessed === undefined ? null : []
  const hasFates = countProcessed(world, application, stream.shards[slice.shardIndex], slice, fates)
  const { name } = application.settings
  sink.sliceProcessed?.(world, { stream, application: name, workerId: worker.workerId, ...slice, fates: hasFates ? fates : null })
  if (consumer !== null) advance(world, application, worker, consumer, slice.toOrdinal, sink)
  startSlices(world, application, worker)
}

function advance(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, toOrdinal: number, sink: Sink): void {
  consumer.scheduled = false
  consumer.nextOrdinal = toOrdinal
  consumer.processedOrdinal = toOrdinal - 1
  const [batch] = consumer.pending
  if (toOrdinal >= batch.toOrdinal) {
    consumer.pending.shift()
    consumer.pendingRecords -= batch.toOrdinal - batch.fromOrdinal
    consumer.pendingBytes -= batch.bytes
    if (consumer.pending.length > 0) consumer.nextOrdinal = consumer.pending[0].fromOrdinal
    if (!consumer.fetching && consumer.childShards === null && hasRoomToFetch(consumer)) scheduleFetch(world, application, worker, consumer, 0)
  }
  if (world.nowUs - consumer.checkpointedAtUs >= application.settings.checkpointIntervalMs * US_PER_MS) {
    checkpointProcessed(world, application, worker, consumer, sink)
  }
  makeReady(world, application, worker, consumer)
}

/** @returns whether `fates` tells of each user record, see `applySlice`. */
function countProcessed(world: World, application: KclApplication, shard: Shard, slice: { shardIndex: number; fromOrdinal: number; toOrdinal: number }, fates: Fate[] | null): boolean {
  const processedTo = application.processedTo.get(slice.shardIndex) ?? FIRST_ORDINAL
  const again = Math.max(0, Math.min(processedTo, slice.toOrdinal) - slice.fromOrdinal)
  application.recordsProcessed += slice.toOrdinal - slice.fromOrdinal
  application.recordsProcessedAgain += again
  application.processedTo.set(slice.shardIndex, Math.max(processedTo, slice.toOrdinal))
  return applySlice(world, application, shard, slice, processedTo, fates)
}

/** `checkpoint()` with no argument: the last record that was processed. */
export function checkpointProcessed(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  consumer.checkpointedAtUs = world.nowUs
  if (consumer.processedOrdinal <= consumer.checkpointedOrdinal) return
  const shard = streamOf(world, application).shards[consumer.shardIndex]
  const sequenceNumber = sequenceNumberOf(world, shard, consumer.processedOrdinal)
  const checkpoint: LeaseCheckpoint = { kind: 'SEQUENCE_NUMBER', ordinal: consumer.processedOrdinal, sequenceNumber }
  if (!writeCheckpoint(findLease(application, consumer.shardIndex), worker.workerId, checkpoint)) return
  consumer.checkpointedOrdinal = consumer.processedOrdinal
  tell(world, sink, {
    kind: 'Checkpointed',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(consumer.shardIndex),
    sequenceNumber,
  })
}
