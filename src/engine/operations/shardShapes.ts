/** Shards in the shapes of the API. */
import { formatShardId } from '../../kinesis/shardId'
import { endingSequenceNumberOf, startingSequenceNumberOf } from '../naming'
import type { Shard, Stream } from '../state'
import type { ChildShardRef } from '../task'

export interface HashKeyRangeOut {
  StartingHashKey: string
  EndingHashKey: string
}

export interface ShardOut {
  ShardId: string
  ParentShardId?: string
  AdjacentParentShardId?: string
  HashKeyRange: HashKeyRangeOut
  SequenceNumberRange: { StartingSequenceNumber: string; EndingSequenceNumber?: string }
}

export interface ChildShard {
  ShardId: string
  ParentShards: string[]
  HashKeyRange: HashKeyRangeOut
}

export function describeShard(shard: Shard): ShardOut {
  const ending = endingSequenceNumberOf(shard)
  return {
    ShardId: formatShardId(shard.shardIndex),
    ...(shard.parentShardIndex === null ? {} : { ParentShardId: formatShardId(shard.parentShardIndex) }),
    ...(shard.adjacentParentShardIndex === null ? {} : { AdjacentParentShardId: formatShardId(shard.adjacentParentShardIndex) }),
    HashKeyRange: hashKeyRangeOut(shard),
    SequenceNumberRange: {
      StartingSequenceNumber: startingSequenceNumberOf(shard),
      ...(ending === null ? {} : { EndingSequenceNumber: ending }),
    },
  }
}

export function describeChildShard(stream: Stream, child: ChildShardRef): ChildShard {
  return {
    ShardId: formatShardId(child.shardIndex),
    ParentShards: child.parentShardIndexes.map(formatShardId),
    HashKeyRange: hashKeyRangeOut(stream.shards[child.shardIndex]),
  }
}

function hashKeyRangeOut(shard: Shard): HashKeyRangeOut {
  return { StartingHashKey: String(shard.startingHashKey), EndingHashKey: String(shard.endingHashKey) }
}
