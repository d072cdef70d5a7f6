/** What an on-demand stream remembers to scale by; null on a provisioned one. */
import type { SimUs } from '../../base/units'

export interface OnDemand {
  sinceUs: SimUs
  /** Of each hour in which anything was written, oldest first, at most 30 days. */
  peaks: HourPeak[]
  /** By shard index. */
  splitsDue: Map<number, DueSplit>
  /** When shards were last added. */
  grownUs: SimUs
  /** Being scaled down, evenly in time, from so many shards. */
  shrinking: { sinceUs: SimUs; fromShards: number } | null
}

/** Totals of one minute. */
export interface MinuteLoad {
  bytes: number
  records: number
}

/** The most of any minute of one hour: bytes and records may be those of two. */
export interface HourPeak extends MinuteLoad {
  /** Hours of the run. */
  hour: number
  /** When the minute ended that needed most shards. */
  atUs: SimUs
}

export interface DueSplit extends MinuteLoad {
  /** When the minute ended that was too full. */
  seenUs: SimUs
  dueUs: SimUs
  /** Shards that the fullest minute before that one had filled. */
  filledBefore: number
}

export const NO_LOAD: MinuteLoad = { bytes: 0, records: 0 }

export function createOnDemand(nowUs: SimUs): OnDemand {
  return { sinceUs: nowUs, peaks: [], splitsDue: new Map(), grownUs: nowUs, shrinking: null }
}
