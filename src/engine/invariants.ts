/** What must hold after every reshard step, always on: it is cheap, and a broken one would teach lies. */
import { assert } from '../base/assert'
import { HASH_KEY_MAX } from '../kinesis/hashKey'
import { formatShardId } from '../kinesis/shardId'
import type { Stream } from './state'

/** Ranges of open shards tile 0 … 2^128−1: no gap, no overlap. @throws AssertionError naming the shard at fault. */
export function checkTiling(stream: Stream): void {
  let expected = 0n
  for (const shardIndex of stream.openShards) {
    const shard = stream.shards[shardIndex]
    assert(shard.startingHashKey === expected, `${formatShardId(shardIndex)} starts at ${shard.startingHashKey}, not at ${expected}`)
    assert(shard.endingHashKey >= shard.startingHashKey, `${formatShardId(shardIndex)} is empty`)
    expected = shard.endingHashKey + 1n
  }
  assert(expected === HASH_KEY_MAX + 1n, `open shards of ${stream.streamName} end at ${expected}`)
}
