/** What can be done at a place of the river, worked out in whole 128-bit hash keys. Pure. */
import type { ShardRow } from '../engine/summary'
import type { HashTop } from '../engine/frame'

export interface SplitPoint {
  newStartingHashKey: string
  /** Of the shard's own range, 0 … 100. */
  percent: number
}

/** Source: API SplitShard. The new key must be inside of the range, and not its first one. @returns null when there is none. */
export function splitPointAt(shard: Pick<ShardRow, 'startingHashKey' | 'endingHashKey'>, hashTop: HashTop): SplitPoint | null {
  // The middle of all keys that share this top word.
  return splitPoint(shard, (BigInt(Math.floor(hashTop)) << 96n) + (1n << 95n))
}

export function splitPointInMiddle(shard: Pick<ShardRow, 'startingHashKey' | 'endingHashKey'>): SplitPoint | null {
  const first = BigInt(shard.startingHashKey)
  return splitPoint(shard, first + (BigInt(shard.endingHashKey) - first + 1n) / 2n)
}

export interface Neighbours {
  above: ShardRow | null
  below: ShardRow | null
}

/** Source: API MergeShards. Open shards whose ranges touch this one. */
export function neighboursOf(shard: ShardRow, shards: readonly ShardRow[]): Neighbours {
  const above = (BigInt(shard.startingHashKey) - 1n).toString()
  const below = (BigInt(shard.endingHashKey) + 1n).toString()
  return {
    above: shards.find((other) => other.state === 'OPEN' && other.endingHashKey === above) ?? null,
    below: shards.find((other) => other.state === 'OPEN' && other.startingHashKey === below) ?? null,
  }
}

function splitPoint({ startingHashKey, endingHashKey }: Pick<ShardRow, 'startingHashKey' | 'endingHashKey'>, wanted: bigint): SplitPoint | null {
  const first = BigInt(startingHashKey)
  const last = BigInt(endingHashKey)
  if (last <= first) return null
  const key = wanted <= first ? first + 1n : wanted > last ? last : wanted
  return { newStartingHashKey: key.toString(), percent: Number(((key - first) * 100n) / (last - first + 1n)) }
}
