/** Which shards an application must not read yet, and what is left in the parents; known before the child has a lease. */
import type { LeaseRow, ShardRow, Summary } from '../engine/frame'

export interface Wait {
  shardIndex: number
  /** The parents that are not finished; never empty. */
  parentIndexes: number[]
  /** Still to be processed in them. */
  recordsLeft: number
}

/** In order of shard index. A parent without a lease is either finished and forgotten, or waits itself. */
export function waitsIn({ shards, leases }: Pick<Summary, 'shards' | 'leases'>, application: string): Wait[] {
  const leaseOf = new Map<string, LeaseRow>()
  for (const lease of leases) {
    if (lease.application === application) leaseOf.set(lease.shardId, lease)
  }
  const shardOf = new Map(shards.map((shard) => [shard.shardId, shard]))
  const waits = new Map<string, Wait>()
  for (const shard of [...shards].sort((one, other) => one.shardIndex - other.shardIndex)) {
    const parents = [shard.parentShardId, shard.adjacentParentShardId]
      .flatMap((shardId) => (shardId === null ? [] : (shardOf.get(shardId) ?? [])))
      .filter(({ shardId }) => waits.has(shardId) || (leaseOf.get(shardId)?.checkpoint ?? 'SHARD_END') !== 'SHARD_END')
    if (parents.length === 0 || leaseOf.get(shard.shardId)?.checkpoint === 'SHARD_END') continue
    waits.set(shard.shardId, {
      shardIndex: shard.shardIndex,
      parentIndexes: parents.map(({ shardIndex }) => shardIndex),
      recordsLeft: parents.reduce((records, parent) => records + backlogOf(parent, leaseOf), 0),
    })
  }
  return [...waits.values()]
}

/** Nothing of a shard without a lease has been processed. */
function backlogOf({ shardId, recordsStored }: ShardRow, leaseOf: ReadonlyMap<string, LeaseRow>): number {
  return leaseOf.get(shardId)?.backlogRecords ?? recordsStored
}
