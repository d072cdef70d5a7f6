/** MergeShards: two open neighbours become one; the lower one is named first. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../../kinesis/limits'
import { formatShardId } from '../../../kinesis/shardId'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { findReshardable, refuseClosed } from './reshardRefusals'
import { planReshard } from './reshardSteps'

export function mergeShards(world: World, request: Input<'MergeShards'>, sink: Sink): Answer<null> {
  const found = findReshardable(world, request, [request.ShardToMerge, request.AdjacentShardToMerge])
  if (!found.ok) return found
  const { stream, shards } = found
  const [shard, adjacent] = shards
  const closed = refuseClosed(stream, shards)
  if (closed !== null) return closed
  if (shard.endingHashKey + 1n !== adjacent.startingHashKey) {
    return refused(
      'InvalidArgumentException',
      `Shards ${formatShardId(shard.shardIndex)} and ${formatShardId(adjacent.shardIndex)} in stream ${stream.streamName} ` +
        `under account ${ACCOUNT_ID} are not an adjacent pair of shards eligible for merging`,
    )
  }
  planReshard(world, stream, [{ type: 'merge', shardIndex: shard.shardIndex, adjacentShardIndex: adjacent.shardIndex }], sink)
  return accepted(null)
}
