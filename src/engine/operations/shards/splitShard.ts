/** SplitShard: one open shard becomes two. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, ACCOUNT_SHARD_LIMIT } from '../../../kinesis/limits'
import { formatShardId } from '../../../kinesis/shardId'
import { shardLimitRefusal } from '../../shardLimit'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { findReshardable, refuseClosed } from './reshardRefusals'
import { planReshard } from './reshardSteps'

export function splitShard(world: World, request: Input<'SplitShard'>, sink: Sink): Answer<null> {
  const cut = BigInt(request.NewStartingHashKey)
  const found = findReshardable(world, request, [request.ShardToSplit])
  if (!found.ok) return found
  const { stream, shards } = found
  const [shard] = shards
  const closed = refuseClosed(stream, shards)
  if (closed !== null) return closed
  if (!(cut > shard.startingHashKey + 1n && cut < shard.endingHashKey)) {
    return refused(
      'InvalidArgumentException',
      `NewStartingHashKey ${cut} used in SplitShard() on shard ${formatShardId(shard.shardIndex)} in stream ${stream.streamName} ` +
        `under account ${ACCOUNT_ID} is not both greater than one plus the shard's StartingHashKey ${shard.startingHashKey} ` +
        `and less than the shard's EndingHashKey ${shard.endingHashKey}.`,
    )
  }
  const overLimit = shardLimitRefusal(world, { additional: 1, limit: ACCOUNT_SHARD_LIMIT })
  if (overLimit !== null) return overLimit
  planReshard(world, stream, [{ type: 'split', shardIndex: shard.shardIndex, newStartingHashKey: cut }], sink)
  return accepted(null)
}
