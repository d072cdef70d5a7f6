/** The lease table's own operations; each write is conditional, as DynamoDB makes it. */
import type { ApiShape } from '../../../kinesis/api/types'
import type { KclApplication, Lease, LeaseCheckpoint } from './model'
import type { ChildShardRef } from '../../task'
import { parseShardId } from '../../../kinesis/shardId'
import { ensure } from '../../../base/assert'

export function findLease(application: KclApplication, shardIndex: number): Lease | null {
  return application.leases.get(shardIndex) ?? null
}

/** @returns false where the lease exists already. */
export function createLease(application: KclApplication, shard: ChildShardRef, checkpoint: LeaseCheckpoint): boolean {
  if (application.leases.has(shard.shardIndex)) return false
  application.leases.set(shard.shardIndex, {
    shardIndex: shard.shardIndex,
    leaseOwner: null,
    leaseCounter: 0,
    ownerSwitchesSinceCheckpoint: 0,
    checkpoint,
    parentShardIndexes: shard.parentShardIndexes,
    childShardIndexes: [],
    startingHashKey: shard.startingHashKey,
    endingHashKey: shard.endingHashKey,
  })
  return true
}

/** A shard as ListShards tells it, in the form of ChildShards. */
export function listedShard(shard: ApiShape<'Shard'>): ChildShardRef {
  const parents = [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined)
  return {
    shardIndex: indexOfShard(shard.ShardId),
    parentShardIndexes: parents.map(indexOfShard),
    startingHashKey: BigInt(shard.HashKeyRange.StartingHashKey),
    endingHashKey: BigInt(shard.HashKeyRange.EndingHashKey),
  }
}

export function indexOfShard(shardId: string): number {
  return ensure(parseShardId(shardId), `index of ${shardId}`)
}

/** Conditional on the counter that the taker saw. */
export function takeLease(lease: Lease, seenCounter: number, workerId: string): boolean {
  if (lease.leaseCounter !== seenCounter) return false
  if (lease.leaseOwner !== workerId) lease.ownerSwitchesSinceCheckpoint++
  lease.leaseOwner = workerId
  lease.leaseCounter++
  return true
}

/** Conditional on still being the owner. */
export function renewLease(lease: Lease, workerId: string): boolean {
  if (lease.leaseOwner !== workerId) return false
  lease.leaseCounter++
  return true
}

/** Conditional on still being the owner: a zombie's checkpoint fails. */
export function writeCheckpoint(lease: Lease | null, workerId: string, checkpoint: LeaseCheckpoint): boolean {
  if (lease?.leaseOwner !== workerId) return false
  lease.checkpoint = checkpoint
  lease.ownerSwitchesSinceCheckpoint = 0
  return true
}

export function isEnded(lease: Lease): boolean {
  return lease.checkpoint.kind === 'SHARD_END'
}
