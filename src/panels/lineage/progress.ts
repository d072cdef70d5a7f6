/** How far each application is with each shard, in the words of the lineage. */
import { WATERLINE_ENDED, WATERLINE_PROCESSING, WATERLINE_WAITING } from '../../engine/frame'
import type { ShardStates } from '../../engine/frame'
import type { LeaseRow, ShardRow, Summary } from '../../engine/summary'
import { parentIdsOf } from './chooseShards'

export type Progress = 'waiting' | 'processing' | 'ended' | 'unowned' | 'silent' | 'noLease' | 'notBegun' | 'blocked'

export interface ProgressOfShard {
  application: string
  progress: Progress
}

export type ProgressTable = ReadonlyMap<string, readonly ProgressOfShard[]>

/** Says the same as the waterlines of the river: a child waits for its parents even before it has a lease. */
export function progressOf(world: Pick<Summary, 'applications' | 'leases' | 'shards'>): ProgressTable {
  const ordered = [...world.shards].sort((left, right) => left.shardIndex - right.shardIndex)
  const childrenOf = childrenByParent(ordered)
  const columns = world.applications.map(({ name: application, settings, shards: states }) => {
    if (settings.kind !== 'kcl') return { application, progressOfShard: new Map(world.shards.map(({ shardId }, place) => [shardId, progressOfState(states, place)])) }
    const leaseOf = new Map(world.leases.filter((lease) => lease.application === application).map((lease) => [lease.shardId, lease]))
    return { application, progressOfShard: progressOfApplication({ ordered, childrenOf, leaseOf }) }
  })
  return new Map(
    ordered.map(({ shardId }) => [
      shardId,
      columns.map(({ application, progressOfShard }) => ({ application, progress: progressOfShard.get(shardId) ?? 'noLease' })),
    ]),
  )
}

interface Family {
  ordered: readonly ShardRow[]
  childrenOf: ReadonlyMap<string, readonly string[]>
  leaseOf: ReadonlyMap<string, LeaseRow>
}

function progressOfApplication(family: Family): Map<string, Progress> {
  const done = shardsWithDeletedLease(family)
  const progressOfShard = new Map<string, Progress>()
  for (const shard of family.ordered) {
    const lease = family.leaseOf.get(shard.shardId)
    if (lease !== undefined) progressOfShard.set(shard.shardId, progressOfLease(lease))
    else if (done.has(shard.shardId) || shard.state === 'EXPIRED') progressOfShard.set(shard.shardId, 'ended')
    else {
      const isWaiting = parentIdsOf(shard).some((parentId) => (progressOfShard.get(parentId) ?? 'ended') !== 'ended')
      progressOfShard.set(shard.shardId, isWaiting ? 'waiting' : 'noLease')
    }
  }
  return progressOfShard
}

export function unfinishedShardIds(table: ProgressTable): Set<string> {
  const unfinished = new Set<string>()
  for (const [shardId, rows] of table) {
    if (rows.some(({ progress }) => progress !== 'ended' && progress !== 'noLease' && progress !== 'notBegun')) unfinished.add(shardId)
  }
  return unfinished
}

/** Only the KCL tells of its leases. */
function progressOfState({ state, isBlocked }: ShardStates, place: number): Progress {
  if (isBlocked[place] === 1) return 'blocked'
  switch (state[place]) {
    case WATERLINE_ENDED:
      return 'ended'
    case WATERLINE_WAITING:
      return 'waiting'
    case WATERLINE_PROCESSING:
      return 'processing'
    default:
      return 'notBegun'
  }
}

function progressOfLease(lease: LeaseRow): Progress {
  if (lease.checkpoint === 'SHARD_END' || lease.state === 'SHUTDOWN_COMPLETE') return 'ended'
  if (lease.waitsForShardIds.length > 0 || lease.state === 'WAITING_ON_PARENT_SHARDS') return 'waiting'
  if (lease.state === 'OWNER_SILENT') return 'silent'
  return lease.state === 'UNOWNED' ? 'unowned' : 'processing'
}

/** The KCL deletes the lease of a finished shard once its children are being processed; theirs may be gone by now too. */
function shardsWithDeletedLease({ ordered, childrenOf, leaseOf }: Family): Set<string> {
  const done = new Set<string>()
  for (const { shardId, state } of [...ordered].reverse()) {
    if (state === 'OPEN' || leaseOf.has(shardId)) continue
    const isFollowed = (childrenOf.get(shardId) ?? []).some((childId) => {
      const lease = leaseOf.get(childId)
      return done.has(childId) || (lease !== undefined && !lease.waitsForShardIds.includes(shardId))
    })
    if (isFollowed) done.add(shardId)
  }
  return done
}

function childrenByParent(shards: readonly ShardRow[]): Map<string, string[]> {
  const childrenOf = new Map<string, string[]>()
  for (const shard of shards) {
    for (const parentId of parentIdsOf(shard)) childrenOf.set(parentId, [...(childrenOf.get(parentId) ?? []), shard.shardId])
  }
  return childrenOf
}
