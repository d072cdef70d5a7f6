/** A shard's birth: at CreateStream, or as the child of a split or merge. */
import type { HashKeyRange } from '../../../kinesis/hashKey'
import { formatShardId } from '../../../kinesis/shardId'
import { fullReadBucket, fullWriteBucket } from '../../limiter'
import { createShardMeter } from '../../meterState'
import { epochSecondOf } from '../../naming'
import { createShardLog } from '../../shardLog'
import { tell, type Sink, type Told } from '../../sink'
import type { Shard, Stream, World } from '../../state'
import { THROTTLED_KEYS_KEPT } from '../../throttling'
import { streamHolding } from '../../watched'

export function openShard(
  world: World,
  stream: Stream,
  range: HashKeyRange,
  parents: { parentShardIndex: number | null; adjacentParentShardIndex: number | null },
): Shard {
  const shard: Shard = {
    shardIndex: stream.shards.length,
    startingHashKey: range.startingHashKey,
    endingHashKey: range.endingHashKey,
    ...parents,
    createdSecond: epochSecondOf(world, world.nowUs),
    openedAtUs: world.nowUs,
    closedAtUs: null,
    closedSecond: null,
    expired: false,
    childShardIndexes: [],
    log: createShardLog(),
    write: fullWriteBucket(world.nowUs),
    read: fullReadBucket(world.nowUs),
    recordsStored: 0,
    bytesStored: 0,
    aggregatesStored: 0,
    recordsInAggregates: 0,
    copiesStored: 0,
    recordsThrottled: 0,
    bytesThrottled: 0,
    recordsRetried: 0,
    throttledKeys: new Uint32Array(THROTTLED_KEYS_KEPT),
    throttledSinceUs: null,
    throttledBy: null,
    lastThrottledUs: 0,
    throttledAtStart: 0,
    meter: createShardMeter(world.meters.seconds),
  }
  stream.shards.push(shard)
  return shard
}

export function tellShardOpened(world: World, shard: Shard, sink: Sink): void {
  const idOf = (shardIndex: number | null) => (shardIndex === null ? null : formatShardId(shardIndex))
  const opened: Told = {
    kind: 'ShardOpened',
    shardId: formatShardId(shard.shardIndex),
    parentShardId: idOf(shard.parentShardIndex),
    adjacentParentShardId: idOf(shard.adjacentParentShardIndex),
    startingHashKey: String(shard.startingHashKey),
    endingHashKey: String(shard.endingHashKey),
  }
  tell(world, sink, opened, streamHolding(world, shard))
}
