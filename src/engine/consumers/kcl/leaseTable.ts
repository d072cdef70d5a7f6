/** The lease table's own operations; each write is conditional, as DynamoDB makes it. */
import { US_PER_MS, type SimMs } from '../../../base/units'
import type { ChildShardRef } from '../../fetched'
import type { World } from '../../state'
import type { KclApplication, KclWorker, Lease, LeaseCheckpoint } from './model'

export function findLease(application: KclApplication, shardIndex: number): Lease | null {
  return application.leases.get(shardIndex) ?? null
}

/** @returns false where the lease exists already. */
export function createLease(application: KclApplication, shard: ChildShardRef, checkpoint: LeaseCheckpoint): boolean {
  if (application.leases.has(shard.shardIndex)) return false
  application.leases.set(shard.shardIndex, {
    shardIndex: shard.shardIndex,
    leaseOwner: null,
    checkpointOwner: null,
    leaseCounter: 0,
    ownerSwitchesSinceCheckpoint: 0,
    checkpoint,
    parentShardIndexes: shard.parentShardIndexes,
    childShardIndexes: [],
    startingHashKey: shard.startingHashKey,
    endingHashKey: shard.endingHashKey,
    throughputKBps: null,
  })
  return true
}

/** Conditional on the counter that the taker saw. */
export function takeLease(lease: Lease, seenCounter: number, workerId: string): boolean {
  if (lease.leaseCounter !== seenCounter) return false
  if (lease.leaseOwner !== workerId) lease.ownerSwitchesSinceCheckpoint++
  lease.leaseOwner = workerId
  lease.checkpointOwner = null
  lease.leaseCounter++
  return true
}

/** Who may work on it: while it is handed over, the former owner. */
export function holderOf({ leaseOwner, checkpointOwner }: Lease): string | null {
  return checkpointOwner ?? leaseOwner
}

/** Conditional on still being the holder. */
export function renewLease(lease: Lease, workerId: string): boolean {
  if (holderOf(lease) !== workerId) return false
  lease.leaseCounter++
  return true
}

/** An orderly shutdown: nobody owns it; one that was to be given to this worker stays with its holder. */
export function releaseLease(lease: Lease, workerId: string): void {
  if (lease.checkpointOwner === workerId) lease.checkpointOwner = null
  else if (lease.leaseOwner === workerId) {
    lease.leaseOwner = lease.checkpointOwner
    lease.checkpointOwner = null
  }
}

/** Conditional on still being the holder: a zombie's checkpoint fails. */
export function writeCheckpoint(lease: Lease | null, workerId: string, checkpoint: LeaseCheckpoint): boolean {
  if (lease === null || holderOf(lease) !== workerId) return false
  lease.checkpoint = checkpoint
  lease.ownerSwitchesSinceCheckpoint = 0
  return true
}

export function isEnded(lease: Lease): boolean {
  return lease.checkpoint.kind === 'SHARD_END'
}

/** When its owner last renewed it; null unless that owner has crashed or sleeps. */
export function unrenewedSinceMs({ nowUs }: World, lease: Lease, owner: KclWorker | undefined): SimMs | null {
  const isSilent = owner !== undefined && (owner.state === 'CRASHED' || owner.pausedUntilUs > nowUs)
  return isSilent && !isEnded(lease) ? owner.renewedUs / US_PER_MS : null
}
