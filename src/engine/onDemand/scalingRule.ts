/** The documented rules of on-demand capacity as plain arithmetic on minutes: room for twice the peak, and no shard more than half full. */
import { SECONDS_PER_MINUTE } from '../../base/units'
import {
  ON_DEMAND_HEADROOM,
  ON_DEMAND_SHARD_COUNT,
  ON_DEMAND_SHARDS_MAX,
  ON_DEMAND_SHRINK_AFTER_US,
  ON_DEMAND_SHRINK_US,
  ON_DEMAND_SPLIT_BYTES_PER_SECOND,
  ON_DEMAND_SPLIT_RECORDS_PER_SECOND,
  WRITE_BYTES_PER_SECOND_MAX,
  WRITE_RECORDS_PER_SECOND_MAX,
} from '../../kinesis/limits'
import type { SimUs } from '../../base/units'
import type { MinuteLoad, OnDemand } from './model'

/** How many shards one minute would have filled, by the limit that is nearer. */
export function shardsFilled({ bytes, records }: MinuteLoad): number {
  return Math.max(bytes / (SECONDS_PER_MINUTE * WRITE_BYTES_PER_SECOND_MAX), records / (SECONDS_PER_MINUTE * WRITE_RECORDS_PER_SECOND_MAX))
}

/** Room for twice the peak. */
export function shardsOfPeak(peak: MinuteLoad): number {
  return Math.ceil(ON_DEMAND_HEADROOM * shardsFilled(peak))
}

/** @returns the shards of a stream whose fullest minute was `peak` and that is to take `warmMiBps` at once. */
export function shardsNeeded(peak: MinuteLoad, warmMiBps: number | null): number {
  return Math.min(ON_DEMAND_SHARDS_MAX, Math.max(ON_DEMAND_SHARD_COUNT, warmMiBps ?? 0, shardsOfPeak(peak)))
}

/** A shard that had such a minute is split. */
export function isTooFull({ bytes, records }: MinuteLoad): boolean {
  return bytes > SECONDS_PER_MINUTE * ON_DEMAND_SPLIT_BYTES_PER_SECOND || records > SECONDS_PER_MINUTE * ON_DEMAND_SPLIT_RECORDS_PER_SECOND
}

export function limitNearer({ bytes, records }: MinuteLoad): 'bytes' | 'records' {
  return bytes * WRITE_RECORDS_PER_SECOND_MAX > records * WRITE_BYTES_PER_SECOND_MAX ? 'bytes' : 'records'
}

/** When a stream with too many shards begins to lose them. */
export function shrinksFromUs({ sinceUs, grownUs }: OnDemand): SimUs {
  return Math.max(sinceUs, grownUs) + ON_DEMAND_SHRINK_AFTER_US
}

/** How many shards may be left at an instant: from so many down to `needed`, evenly in time. */
export function shardsLeftAt(nowUs: SimUs, { sinceUs, fromShards }: NonNullable<OnDemand['shrinking']>, needed: number): number {
  const elapsedUs = Math.min(nowUs - sinceUs, ON_DEMAND_SHRINK_US)
  return fromShards - Math.floor(((fromShards - needed) * elapsedUs) / ON_DEMAND_SHRINK_US)
}
