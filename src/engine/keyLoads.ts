/** Which partition keys ask most of a shard: estimated from its newest records and its last refusals. */
import { US_PER_SECOND } from '../base/units'
import { partitionKeyOf } from './keySpace'
import { demandOf, shareOfLimit, type AttemptTotals } from './shardAttempts'
import { firstOrdinalFrom, forEachRecord } from './shardLog'
import type { Shard, World } from './state'
import { THROTTLED_KEYS_KEPT } from './throttling'

export interface KeyLoad {
  partitionKey: string
  /** Of what was put into the shard, stored or refused, 0 … 100. */
  percent: number
  /** Of what was refused, 0 … 100. */
  percentOfRefused: number
  /** Asked for, retries left out. */
  recordsPerSecond: number
  bytesPerSecond: number
  /** Share of one shard's limit that it asks for by itself. */
  use: number
}

export interface KeyLoads {
  /** Heaviest first, at most `KEYS_MAX`. */
  keys: KeyLoad[]
  keysSeen: number
  /** How many records and refusals the estimate stands on. */
  lookedAt: { stored: number; refused: number }
}

const KEYS_MAX = 10
/** Ten seconds of a shard at its limit. */
const STORED_LOOKED_AT_MAX = 10_000

interface Seen {
  stored: number
  storedBytes: number
  refused: number
}

export function keyLoadsOf(world: World, shard: Shard, totals: AttemptTotals): KeyLoads {
  const seen = new Map<number, Seen>()
  const lookedAt = { stored: lookAtStored(world, shard, totals, seen), refused: lookAtRefused(shard, totals, seen) }
  const attempts = totals.stored.records + totals.refused.records
  const demand = demandOf(totals)
  const bytesMean = attempts === 0 ? 0 : (totals.stored.bytes + totals.refused.bytes) / attempts
  const storedWeight = lookedAt.stored === 0 || attempts === 0 ? 0 : totals.stored.records / attempts / lookedAt.stored
  const refusedWeight = lookedAt.refused === 0 || attempts === 0 ? 0 : totals.refused.records / attempts / lookedAt.refused
  const shares = Array.from(seen, ([keyId, counts]) => ({ keyId, counts, share: counts.stored * storedWeight + counts.refused * refusedWeight }))
  shares.sort((one, other) => other.share - one.share || one.keyId - other.keyId)
  const keys = shares.slice(0, KEYS_MAX).map(({ keyId, counts, share }): KeyLoad => {
    const records = share * demand.records
    const bytes = records * (counts.stored === 0 ? bytesMean : counts.storedBytes / counts.stored)
    return {
      partitionKey: partitionKeyOf(world.keys, keyId),
      percent: 100 * share,
      percentOfRefused: lookedAt.refused === 0 ? 0 : (100 * counts.refused) / lookedAt.refused,
      recordsPerSecond: records,
      bytesPerSecond: bytes,
      use: shareOfLimit({ records, bytes }, 1),
    }
  })
  return { keys, keysSeen: seen.size, lookedAt }
}

/** Those that arrived in the seconds of `totals`, the newest ones where they are too many. */
function lookAtStored(world: World, { log }: Shard, { seconds }: AttemptTotals, seen: Map<number, Seen>): number {
  const to = log.nextOrdinal
  const from = Math.max(firstOrdinalFrom(log, world.nowUs - seconds * US_PER_SECOND), to - STORED_LOOKED_AT_MAX)
  let count = 0
  forEachRecord(log, from, to, ({ keyId, bytes }, at) => {
    const counts = countsOf(seen, keyId[at])
    counts.stored++
    counts.storedBytes += bytes[at]
    count++
  })
  return count
}

/** The ring holds no instants: older refusals than those of `totals` are left alone by their number. */
function lookAtRefused({ recordsThrottled, throttledKeys }: Shard, { refused }: AttemptTotals, seen: Map<number, Seen>): number {
  const count = Math.min(THROTTLED_KEYS_KEPT, refused.records)
  for (let back = 1; back <= count; back++) countsOf(seen, throttledKeys[(recordsThrottled - back) % THROTTLED_KEYS_KEPT]).refused++
  return count
}

function countsOf(seen: Map<number, Seen>, keyId: number): Seen {
  let counts = seen.get(keyId)
  if (counts === undefined) {
    counts = { stored: 0, storedBytes: 0, refused: 0 }
    seen.set(keyId, counts)
  }
  return counts
}
