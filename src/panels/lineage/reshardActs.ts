/** Which split and merges a shard allows, as the commands that do them, or why not. */
import type { Command } from '../../engine/commands'
import type { ShardRow } from '../../engine/summary'

export type ReshardHindrance = 'notOpen' | 'oneHashKey' | 'noNeighbour'

export interface MergeAct {
  neighbourShardId: string
  command: Command
}

export interface ReshardActs {
  split: Command | null
  splitHindrance: ReshardHindrance | null
  merges: MergeAct[]
  mergeHindrance: ReshardHindrance | null
}

export function reshardActs({ shard, shards, streamName }: { shard: ShardRow; shards: readonly ShardRow[]; streamName: string }): ReshardActs {
  if (shard.state !== 'OPEN') return { split: null, splitHindrance: 'notOpen', merges: [], mergeHindrance: 'notOpen' }
  const start = BigInt(shard.startingHashKey)
  const end = BigInt(shard.endingHashKey)
  const middle = start + (end - start + 1n) / 2n
  const neighbours = shards.filter(
    (other) => other.state === 'OPEN' && (BigInt(other.endingHashKey) + 1n === start || BigInt(other.startingHashKey) === end + 1n),
  )
  return {
    split: middle > start ? { type: 'Call', operation: 'SplitShard', input: { StreamName: streamName, ShardToSplit: shard.shardId, NewStartingHashKey: String(middle) } } : null,
    splitHindrance: middle > start ? null : 'oneHashKey',
    merges: neighbours.map(({ shardId }) => ({
      neighbourShardId: shardId,
      command: { type: 'Call', operation: 'MergeShards', input: { StreamName: streamName, ShardToMerge: shard.shardId, AdjacentShardToMerge: shardId } },
    })),
    mergeHindrance: neighbours.length > 0 ? null : 'noNeighbour',
  }
}

const HEX_DIGITS = 32
const HEX_DIGITS_SHOWN = 8

/** `0x40000000…`: the leading digits say where in the space it is. */
export function shortHex(hashKey: string): string {
  return `0x${BigInt(hashKey).toString(16).padStart(HEX_DIGITS, '0').slice(0, HEX_DIGITS_SHOWN)}…`
}
