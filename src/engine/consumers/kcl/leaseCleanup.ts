/** Leases of finished shards leave the table once every child has begun. Source: LeaseCleanupManager. */
import { formatShardId } from '../../../kinesis/shardId'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { CLEANUP_COMPLETED_US } from './defaults'
import { findLease } from './leaseTable'
import type { KclApplication, KclWorker, Lease } from './model'

export function cleanUpLeases(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  for (const [shardIndex, endedAtUs] of worker.ended) {
    const lease = findLease(application, shardIndex)
    if (lease?.leaseOwner !== worker.workerId) worker.ended.delete(shardIndex)
    else if (world.nowUs - endedAtUs >= CLEANUP_COMPLETED_US && mayGo(application, lease)) {
      worker.ended.delete(shardIndex)
      application.leases.delete(shardIndex)
      worker.shardConsumers.delete(shardIndex)
      tell(world, sink, { kind: 'LeaseDeleted', application: application.settings.name, shardId: formatShardId(shardIndex) })
    }
  }
}

/** All children are past their beginning, and no grandparent's lease is left. */
function mayGo(application: KclApplication, lease: Lease): boolean {
  const childrenBegan = lease.childShardIndexes.every((child) => {
    const childLease = findLease(application, child)
    return childLease === null || childLease.checkpoint.kind !== 'TRIM_HORIZON'
  })
  return childrenBegan && lease.parentShardIndexes.every((parent) => findLease(application, parent) === null)
}
