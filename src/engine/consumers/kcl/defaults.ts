/** KCL's own constants that no setting of ours replaces. Source: KCL 3.5.1 configuration classes, see docs/fidelity.md. */
import { MIB, US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../../base/units'
import type { KclSettings } from './settings'

/** Scheduler: a worker waits 1–30 s for somebody to fill an empty table, looking every 3 s. */
export const EMPTY_TABLE_WAIT_US = { min: US_PER_SECOND, max: 30 * US_PER_SECOND }
export const EMPTY_TABLE_LOOK_US = 3 * US_PER_SECOND
/** LeaseCoordinator: renew every failover/3 − 25 ms, take every (failover + 25 ms) × 2. */
export const EPSILON_MS = 25
/** DynamoDBLeaseTaker: a lease unchanged for 3 × failover is very old, and taken beyond the target. */
export const VERY_OLD_FAILOVERS = 3
export const LEASES_STOLEN_MAX = 1
/** RecordsPublisher: batches, records and bytes fetched ahead of processing. */
export const PENDING_BATCHES_MAX = 4
export const PENDING_RECORDS_MAX = 30_000
export const PENDING_BYTES_MAX = 8 * MIB
/** FanOutRecordsPublisher: events pushed ahead of processing. */
export const PENDING_EVENTS_MAX = 10
/** LeaseCleanupManager: looks every minute, completed leases go after 5 minutes, those of shards that are gone after 30. */
export const CLEANUP_LOOK_US = US_PER_MINUTE
export const CLEANUP_COMPLETED_US = 5 * US_PER_MINUTE
export const CLEANUP_GARBAGE_US = 30 * US_PER_MINUTE
/** PeriodicShardSyncManager: first at 60 s, then every 2 min; the same hole three times in a row. */
export const AUDIT_FIRST_US = US_PER_MINUTE
export const AUDIT_EVERY_US = 2 * US_PER_MINUTE
export const AUDIT_CONFIRMATIONS = 3
/** Ours: a worker that wakes goes on with what it has in hand before its first call is answered. */
export const WAKING_US = 50 * US_PER_MS
/** Ours: the longest pause of a worker. */
export const PAUSE_MS_MAX = 3_600_000
/** Ours: shards whose times are kept for `parentWaits`. */
export const SHARD_TIMES_MAX = 1_024

export function renewIntervalUs(settings: KclSettings): number {
  return (Math.floor(settings.failoverTimeMs / 3) - EPSILON_MS) * US_PER_MS
}

export function takeIntervalUs(settings: KclSettings): number {
  return (settings.failoverTimeMs + EPSILON_MS) * 2 * US_PER_MS
}
