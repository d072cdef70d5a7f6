/** Refused writes as episodes: when a shard began to refuse, for which key, and when it was quiet again. */
import { US_PER_SECOND } from '../base/units'
import { partitionKeyOf } from './keySpace'
import { formatShardId } from '../kinesis/shardId'
import { tell, type Sink } from './sink'
import type { Shard, World } from './state'
import { streamHolding } from './watched'

/** A power of two. */
export const THROTTLED_KEYS_KEPT = 64
const QUIET_US = 5 * US_PER_SECOND

/** @param experimentId which refused it; null: the shard had no room. */
export function noteThrottled(world: World, shard: Shard, keyId: number, bytes: number, sink: Sink, experimentId: string | null = null): void {
  shard.throttledKeys[shard.recordsThrottled & (THROTTLED_KEYS_KEPT - 1)] = keyId
  shard.lastThrottledUs = world.nowUs
  const begins = shard.throttledSinceUs === null
  // What an experiment began may become a shard that is full, which is news.
  if (begins || (shard.throttledBy !== null && experimentId === null)) {
    if (begins) {
      shard.throttledSinceUs = world.nowUs
      shard.throttledAtStart = shard.recordsThrottled
    }
    shard.throttledBy = experimentId
    tell(world, sink, { kind: 'ThrottlingStarted', shardId: formatShardId(shard.shardIndex), partitionKey: partitionKeyOf(world.keys, keyId), ...struckBy(shard) }, streamHolding(world, shard))
  }
  shard.recordsThrottled++
  shard.bytesThrottled += bytes
}

export function endQuietThrottling(world: World, shard: Shard, sink: Sink): void {
  if (shard.throttledSinceUs === null || world.nowUs - shard.lastThrottledUs < QUIET_US) return
  shard.throttledSinceUs = null
  const recordsThrottled = shard.recordsThrottled - shard.throttledAtStart
  tell(world, sink, { kind: 'ThrottlingEnded', shardId: formatShardId(shard.shardIndex), recordsThrottled, ...struckBy(shard) }, streamHolding(world, shard))
}

function struckBy({ throttledBy }: Shard): { experimentId?: string } {
  return throttledBy === null ? {} : { experimentId: throttledBy }
}
