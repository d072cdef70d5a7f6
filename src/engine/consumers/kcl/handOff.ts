/**
 * KCL 3.x, graceful hand-off: the leader names the next owner, the holder is asked to shut down, finishes the batch in hand,
 * checkpoints, and gives the lease away. Source: LeaseGracefulShutdownHandler.
 */
import { US_PER_SECOND } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableWrites } from '../../usage/leaseTableUsage'
import { checkpointProcessed } from './checkpointing'
import { dropShardConsumer } from './holding'
import { findLease } from './leaseTable'
import type { KclApplication, KclWorker, Lease, ShardConsumer } from './model'
import { endSubscription } from './retrieving'

/** GracefulLeaseHandoffConfig: after that the lease goes without a checkpoint. */
export const HAND_OFF_US = 30 * US_PER_SECOND

export function isToBeHandedOver({ leaseOwner, checkpointOwner }: Lease, workerId: string): boolean {
  return checkpointOwner === workerId && leaseOwner !== workerId
}

/** The holder sees at a renewal that another is to have the lease. */
export function requestShutdown(world: World, application: KclApplication, worker: KclWorker, lease: Lease, sink: Sink): void {
  const consumer = worker.shardConsumers.get(lease.shardIndex)
  switch (consumer?.state) {
    case 'PROCESSING':
      consumer.state = 'SHUTDOWN_REQUESTED'
      consumer.handOffUs = world.nowUs + HAND_OFF_US
      endSubscription(world, application, consumer)
      keepBatchInHand(worker, consumer)
      return
    case 'SHUTDOWN_REQUESTED':
    case 'SHUTTING_DOWN':
      return
    default:
      if (consumer !== undefined) dropShardConsumer(world, application, worker, consumer)
      giveAway(world, application, worker, lease, sink)
  }
}

/** Of a batch that processRecords is busy with nothing is lost; what is fetched beyond it is for the next owner. */
function keepBatchInHand(worker: KclWorker, consumer: ShardConsumer): void {
  const { pending, nextOrdinal, shardIndex } = consumer
  const isWaiting = worker.ready.includes(shardIndex)
  const isBegun = pending.length > 0 && ((consumer.scheduled && !isWaiting) || nextOrdinal > pending[0].fromOrdinal)
  consumer.pending = isBegun ? pending.slice(0, 1) : []
  consumer.pendingRecords = isBegun ? pending[0].toOrdinal - pending[0].fromOrdinal : 0
  consumer.pendingBytes = isBegun ? pending[0].bytes : 0
  if (isBegun) return
  consumer.scheduled = false
  if (isWaiting) worker.ready = worker.ready.filter((ready) => ready !== shardIndex)
}

/** At each dispatch tick until it is done. A hand-off that the leader has taken back leaves the lease here, to be begun again. */
export function completeHandOff(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  const isForced = world.nowUs >= consumer.handOffUs
  if (!isForced && consumer.pending.length > 0) return
  if (!isForced) checkpointProcessed(world, application, worker, consumer, sink)
  if (worker.shardConsumers.get(consumer.shardIndex) !== consumer) return
  dropShardConsumer(world, application, worker, consumer)
  const lease = findLease(application, consumer.shardIndex)
  if (lease !== null && isToBeHandedOver(lease, worker.workerId)) giveAway(world, application, worker, lease, sink)
}

function giveAway(world: World, application: KclApplication, worker: KclWorker, lease: Lease, sink: Sink): void {
  lease.checkpointOwner = null
  lease.leaseCounter++
  noteTableWrites(world, application)
  lease.ownerSwitchesSinceCheckpoint++
  worker.held.delete(lease.shardIndex)
  worker.ended.delete(lease.shardIndex)
  tell(world, sink, {
    kind: 'LeaseHandedOver',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(lease.shardIndex),
    to: lease.leaseOwner ?? '',
  })
}
