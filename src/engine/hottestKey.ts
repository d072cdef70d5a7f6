/** Which partition key weighs most on a shard: among its recent refusals while it refuses, else among its newest records. */
import { partitionKeyOf } from './keySpace'
import { forEachRecord } from './shardLog'
import type { Shard, World } from './state'
import { THROTTLED_KEYS_KEPT } from './throttling'

const RECENT_RECORDS = 256

export interface HottestKey {
  partitionKey: string
  /** Share of the records looked at, 0 … 100. */
  percent: number
}

/** @returns null for a shard without records. */
export function hottestKeyOf(world: World, shard: Shard): HottestKey | null {
  const counts = new Map<number, number>()
  const count = (keyId: number) => counts.set(keyId, (counts.get(keyId) ?? 0) + 1)
  if (shard.throttledSinceUs !== null) {
    const kept = Math.min(THROTTLED_KEYS_KEPT, shard.recordsThrottled)
    for (let at = 0; at < kept; at++) count(shard.throttledKeys[at])
  } else {
    const { nextOrdinal } = shard.log
    forEachRecord(shard.log, nextOrdinal - RECENT_RECORDS, nextOrdinal, (columns, at) => count(columns.keyId[at]))
  }
  let total = 0
  let hottest: [keyId: number, count: number] | null = null
  for (const entry of counts) {
    total += entry[1]
    if (hottest === null || entry[1] > hottest[1]) hottest = entry
  }
  if (hottest === null) return null
  return { partitionKey: partitionKeyOf(world.keys, hottest[0]), percent: Math.round((100 * hottest[1]) / total) }
}
