/** Shards in the shapes of the API. */
import type { ApiShape } from '../../../kinesis/api/types'
import { formatShardId } from '../../../kinesis/shardId'
import { endingSequenceNumberOf, startingSequenceNumberOf } from '../../naming'
import type { Shard, Stream } from '../../state'
import type { ChildShardRef } from '../../fetched'

export function describeShard(shard: Shard): ApiShape<'Shard'> {
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

export function describeChildShard(stream: Stream, child: ChildShardRef): ApiShape<'ChildShard'> {
  return {
    ShardId: formatShardId(child.shardIndex),
    ParentShards: child.parentShardIndexes.map(formatShardId),
    HashKeyRange: hashKeyRangeOut(stream.shards[child.shardIndex]),
  }
}

function hashKeyRangeOut(shard: Shard): ApiShape<'HashKeyRange'> {
  return { StartingHashKey: String(shard.startingHashKey), EndingHashKey: String(shard.endingHashKey) }
}
