/** Leases of finished shards leave the table once every child has begun, or their shard is gone. Source: LeaseCleanupManager. */
import { formatShardId } from '../../../kinesis/shardId'
import { findStream } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableWrites } from '../../usage/leaseTableUsage'
import { CLEANUP_COMPLETED_US, CLEANUP_GARBAGE_US } from './defaults'
import { dropShardConsumer } from './holding'
import { findLease, holderOf } from './leaseTable'
import type { KclApplication, KclWorker, Lease } from './model'

export function cleanUpLeases(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  const looksForGarbage = world.nowUs - worker.garbageLookedUs >= CLEANUP_GARBAGE_US
  if (looksForGarbage) worker.garbageLookedUs = world.nowUs
  for (const [shardIndex, endedAtUs] of worker.ended) {
    const lease = findLease(application, shardIndex)
    if (lease === null || holderOf(lease) !== worker.workerId) worker.ended.delete(shardIndex)
    else if ((world.nowUs - endedAtUs >= CLEANUP_COMPLETED_US && mayGo(application, lease)) || (looksForGarbage && isGone(world, application, shardIndex))) {
      deleteLease(world, application, worker, shardIndex, sink)
    }
  }
}

function deleteLease(world: World, application: KclApplication, worker: KclWorker, shardIndex: number, sink: Sink): void {
  const consumer = worker.shardConsumers.get(shardIndex)
  if (consumer !== undefined) dropShardConsumer(world, application, worker, consumer)
  worker.ended.delete(shardIndex)
  worker.held.delete(shardIndex)
  application.leases.delete(shardIndex)
  noteTableWrites(world, application)
  tell(world, sink, { kind: 'LeaseDeleted', application: application.settings.name, shardId: formatShardId(shardIndex) })
}

/** What the service answers with ResourceNotFoundException. */
function isGone(world: World, { streamName }: KclApplication, shardIndex: number): boolean {
  const shards = findStream(world, streamName)?.shards ?? []
  return shardIndex >= shards.length || shards[shardIndex].expired
}

/** All children are past their beginning, and no grandparent's lease is left. */
function mayGo(application: KclApplication, lease: Lease): boolean {
  const childrenBegan = lease.childShardIndexes.every((child) => {
    const childLease = findLease(application, child)
    return childLease === null || childLease.checkpoint.kind !== 'TRIM_HORIZON'
  })
  return childrenBegan && lease.parentShardIndexes.every((parent) => findLease(application, parent) === null)
}
