/**
 * Which shards the lineage draws when there are more than a person can look at: old generations that are over fold
 * away first; of the rest, the family of the shard in focus and its neighbours by hash key stay.
 */
import type { ShardRow } from '../../engine/summary'

/** More nodes than this are neither legible nor quick. */
export const SHARDS_DRAWN_MAX = 60

export interface ChosenShards {
  /** In order of shard index. */
  shown: ShardRow[]
  /** Shards that are not drawn, by generation, oldest first. */
  folded: { generation: number; shardCount: number }[]
  generationOf: ReadonlyMap<string, number>
}

export interface ShardChoice {
  shards: readonly ShardRow[]
  /** Shards that some application has yet to finish. */
  unfinishedShardIds: ReadonlySet<string>
  focusShardId: string | null
}

export function chooseShards({ shards, unfinishedShardIds, focusShardId }: ShardChoice): ChosenShards {
  const ordered = [...shards].sort((left, right) => left.shardIndex - right.shardIndex)
  const generationOf = generationsOf(ordered)
  const keep = ordered.length <= SHARDS_DRAWN_MAX ? ordered : chooseFew({ ordered, generationOf, unfinishedShardIds, focusShardId })
  const shownIds = new Set(keep.map((shard) => shard.shardId))
  const counts = new Map<number, number>()
  for (const shard of ordered) {
    if (shownIds.has(shard.shardId)) continue
    const generation = generationOf.get(shard.shardId) ?? 0
    counts.set(generation, (counts.get(generation) ?? 0) + 1)
  }
  const folded = [...counts].sort(([left], [right]) => left - right).map(([generation, shardCount]) => ({ generation, shardCount }))
  return { shown: ordered.filter((shard) => shownIds.has(shard.shardId)), folded, generationOf }
}

/** Parents have lower indexes than their children, so one pass in order of index is enough. */
function generationsOf(ordered: readonly ShardRow[]): Map<string, number> {
  const generationOf = new Map<string, number>()
  for (const shard of ordered) {
    const parents = parentIdsOf(shard).map((parentId) => generationOf.get(parentId) ?? -1)
    generationOf.set(shard.shardId, 1 + Math.max(-1, ...parents))
  }
  return generationOf
}

export function parentIdsOf(shard: ShardRow): string[] {
  return [shard.parentShardId, shard.adjacentParentShardId].filter((parentId) => parentId !== null)
}

function chooseFew(choice: Omit<ShardChoice, 'shards'> & { ordered: readonly ShardRow[]; generationOf: ReadonlyMap<string, number> }): ShardRow[] {
  const { ordered, generationOf, unfinishedShardIds, focusShardId } = choice
  const living = new Set<number>()
  for (const shard of ordered) {
    if (shard.state === 'OPEN' || unfinishedShardIds.has(shard.shardId)) living.add(generationOf.get(shard.shardId) ?? 0)
  }
  const family = familyOf(ordered, focusShardId)
  const current = ordered.filter((shard) => living.has(generationOf.get(shard.shardId) ?? 0) || family.has(shard.shardId))
  if (current.length <= SHARDS_DRAWN_MAX) return current
  const focusKey = startOf(ordered.find((shard) => shard.shardId === focusShardId) ?? current[0])
  const distance = (shard: ShardRow) => {
    const from = startOf(shard) - focusKey
    return from < 0n ? -from : from
  }
  const ranked = current
    .map((shard) => ({ shard, inFamily: family.has(shard.shardId), distance: distance(shard) }))
    .sort((left, right) => Number(right.inFamily) - Number(left.inFamily) || compareKeys(left.distance, right.distance))
  return ranked.slice(0, SHARDS_DRAWN_MAX).map(({ shard }) => shard)
}

/** The shard, all its ancestors and all its descendants. */
function familyOf(ordered: readonly ShardRow[], shardId: string | null): Set<string> {
  const family = new Set<string>()
  if (shardId === null) return family
  const descendants = new Set([shardId])
  for (const shard of ordered) {
    if (parentIdsOf(shard).some((parentId) => descendants.has(parentId))) descendants.add(shard.shardId)
  }
  const ancestors = new Set([shardId])
  for (const shard of [...ordered].reverse()) {
    if (ancestors.has(shard.shardId)) for (const parentId of parentIdsOf(shard)) ancestors.add(parentId)
  }
  for (const member of [...ancestors, ...descendants]) family.add(member)
  return family
}

function startOf(shard: ShardRow | undefined): bigint {
  return BigInt(shard?.startingHashKey ?? 0)
}

export function compareKeys(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0
}
