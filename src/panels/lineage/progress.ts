/** How far each application is with each shard, in the five words of the lineage. */
import type { LeaseRow, ShardRow, Summary } from '../../engine/frame'
import { parentIdsOf } from './chooseShards'

export type Progress = 'waiting' | 'processing' | 'ended' | 'unowned' | 'noLease'

export interface ProgressOfShard {
  application: string
  progress: Progress
}

export type ProgressTable = ReadonlyMap<string, readonly ProgressOfShard[]>

export function progressOf(world: Pick<Summary, 'applications' | 'leases' | 'shards'>): ProgressTable {
  const leaseOf = new Map(world.leases.map((lease) => [leaseKeyOf(lease), lease]))
  const childrenOf = childrenByParent(world.shards)
  return new Map(
    world.shards.map((shard) => [
      shard.shardId,
      world.applications.map(({ name: application }) => {
        const lease = leaseOf.get(leaseKeyOf({ application, shardId: shard.shardId }))
        if (lease !== undefined) return { application, progress: progressOfLease(lease) }
        const children = (childrenOf.get(shard.shardId) ?? []).map((shardId) => leaseOf.get(leaseKeyOf({ application, shardId })))
        return { application, progress: isLeaseDeleted({ shard, children }) ? 'ended' : 'noLease' }
      }),
    ]),
  )
}

export function unfinishedShardIds(table: ProgressTable): Set<string> {
  const unfinished = new Set<string>()
  for (const [shardId, rows] of table) {
    if (rows.some(({ progress }) => progress === 'waiting' || progress === 'processing' || progress === 'unowned')) unfinished.add(shardId)
  }
  return unfinished
}

function progressOfLease(lease: LeaseRow): Progress {
  if (lease.checkpoint === 'SHARD_END' || lease.state === 'SHUTDOWN_COMPLETE') return 'ended'
  if (lease.waitsForShardIds.length > 0 || lease.state === 'WAITING_ON_PARENT_SHARDS') return 'waiting'
  return lease.state === 'UNOWNED' ? 'unowned' : 'processing'
}

/** The KCL deletes the lease of a finished shard once its children are being processed. */
function isLeaseDeleted({ shard, children }: { shard: ShardRow; children: readonly (LeaseRow | undefined)[] }): boolean {
  return shard.state !== 'OPEN' && children.some((lease) => lease !== undefined && !lease.waitsForShardIds.includes(shard.shardId))
}

function childrenByParent(shards: readonly ShardRow[]): Map<string, string[]> {
  const childrenOf = new Map<string, string[]>()
  for (const shard of shards) {
    for (const parentId of parentIdsOf(shard)) childrenOf.set(parentId, [...(childrenOf.get(parentId) ?? []), shard.shardId])
  }
  return childrenOf
}

function leaseKeyOf({ application, shardId }: { application: string; shardId: string }): string {
  return `${application}/${shardId}`
}
