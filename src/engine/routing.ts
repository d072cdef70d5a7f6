/** Hash key to open shard: a table on the top 16 bits, then a step forward where a bucket holds several shards. */
import { intoWords } from '../kinesis/hashKey'
import type { Stream } from './state'

const BUCKETS = 2 ** 16

export interface RoutingTable {
  /** For each bucket, the position in `openShards` of the shard that holds the bucket's first hash key. */
  firstPosition: Int32Array
  /** Starting hash keys of the open shards, four words each, most significant first. */
  starts: Uint32Array
  shardIndexes: Int32Array
}

const tables = new WeakMap<Stream, { reshardCount: number; table: RoutingTable }>()

/** Derived from the stream, remembered until its next reshard. */
export function routingOf(stream: Stream): RoutingTable {
  const known = tables.get(stream)
  if (known?.reshardCount === stream.reshardCount) return known.table
  const table = buildRoutingTable(stream.openShards, (shardIndex) => stream.shards[shardIndex].startingHashKey)
  tables.set(stream, { reshardCount: stream.reshardCount, table })
  return table
}

/** @returns the open shard whose range holds the hash key in `words[at … at+3]`. */
export function routeWords(table: RoutingTable, words: Uint32Array, at: number): number {
  const { starts, shardIndexes } = table
  const last = shardIndexes.length - 1
  const top = words[at]
  let position = table.firstPosition[top >>> 16]
  while (position < last && !isBelow(words, at, starts, 4 * (position + 1))) position++
  return shardIndexes[position]
}

function isBelow(words: Uint32Array, at: number, starts: Uint32Array, startAt: number): boolean {
  if (words[at] !== starts[startAt]) return words[at] < starts[startAt]
  for (let word = 1; word < 4; word++) {
    if (words[at + word] !== starts[startAt + word]) return words[at + word] < starts[startAt + word]
  }
  return false
}

/** @param openShards at least one, in order of their ranges, which tile the space. */
export function buildRoutingTable(openShards: readonly number[], startingHashKeyOf: (shardIndex: number) => bigint): RoutingTable {
  const shardIndexes = Int32Array.from(openShards)
  const starts = new Uint32Array(4 * shardIndexes.length)
  shardIndexes.forEach((shardIndex, position) => {
    intoWords(startingHashKeyOf(shardIndex), starts, 4 * position)
  })
  const firstPosition = new Int32Array(BUCKETS)
  let position = 0
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    while (position + 1 < shardIndexes.length && startsAtOrBefore(starts, 4 * (position + 1), bucket)) position++
    firstPosition[bucket] = position
  }
  return { firstPosition, starts, shardIndexes }
}

/** Is this start at or before the first hash key of the bucket? */
function startsAtOrBefore(starts: Uint32Array, at: number, bucket: number): boolean {
  const bucketTop = bucket * BUCKETS
  if (starts[at] !== bucketTop) return starts[at] < bucketTop
  return starts[at + 1] === 0 && starts[at + 2] === 0 && starts[at + 3] === 0
}
