/** Checkpoints: where the next owner of a lease begins. */
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { sequenceNumberOf, streamOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableWrites } from '../../usage/leaseTableUsage'
import type { CheckReason } from '../checkState'
import { noteSavedPosition } from '../finishing'
import { giveUpShardConsumer } from './holding'
import { findLease, writeCheckpoint } from './leaseTable'
import type { KclApplication, KclWorker, LeaseCheckpoint, ShardConsumer } from './model'

/** `checkpoint()` with no argument: the last record that was delivered to processRecords. */
export function checkpointProcessed(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  consumer.checkpointedAtUs = world.nowUs
  if (consumer.processedOrdinal > consumer.checkpointedOrdinal) checkpointAt(world, application, worker, consumer, { ordinal: consumer.processedOrdinal, reason: 'skipped' }, sink)
}

/**
 * With a lease that is another's by now the KCL throws ShutdownException: the guard against zombies. Told of those that slept.
 * @param place up to which, inclusive, and why records before it may be missing. @returns whether the checkpoint stands.
 */
export function checkpointAt(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, place: { ordinal: number; reason: CheckReason }, sink: Sink): boolean {
  const { ordinal, reason } = place
  const shard = streamOf(world, application).shards[consumer.shardIndex]
  const sequenceNumber = sequenceNumberOf(world, shard, ordinal)
  const checkpoint: LeaseCheckpoint = { kind: 'SEQUENCE_NUMBER', ordinal, sequenceNumber }
  const where = { application: application.settings.name, workerId: worker.workerId, shardId: formatShardId(consumer.shardIndex) }
  if (hasLapsed(world, application, worker)) {
    tell(world, sink, { kind: 'CheckpointRefused', ...where })
    giveUpShardConsumer(world, application, worker, consumer, sink)
    return false
  }
  noteTableWrites(world, application)
  // Stolen a moment ago: the next renewal tells the worker.
  if (!writeCheckpoint(findLease(application, consumer.shardIndex), worker.workerId, checkpoint)) return false
  consumer.checkpointedOrdinal = ordinal
  noteSavedPosition(world, application, shard, ordinal + 1, reason, sink)
  tell(world, sink, { kind: 'Checkpointed', ...where, sequenceNumber })
  return true
}

/** DynamoDBLeaseRenewer: a worker that has not renewed for failoverTimeMillis takes its leases for lost, whether or not another has them. */
export function hasLapsed({ nowUs }: World, { settings }: KclApplication, { renewedUs }: KclWorker): boolean {
  return nowUs - renewedUs > settings.failoverTimeMs * US_PER_MS
}
