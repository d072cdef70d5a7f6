/** KCL's own constants that no setting of ours replaces. Source: KCL 3.5.1 configuration classes, see docs/fidelity.md. */
import { MIB, US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../../base/units'
import type { KclSettings } from '../../scenario'

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
/** LeaseCleanupManager: looks every minute, completed leases go after 5 minutes. */
export const CLEANUP_LOOK_US = US_PER_MINUTE
export const CLEANUP_COMPLETED_US = 5 * US_PER_MINUTE
/** PeriodicShardSyncManager: first at 60 s, then every 2 min; the same hole three times in a row. */
export const AUDIT_FIRST_US = US_PER_MINUTE
export const AUDIT_EVERY_US = 2 * US_PER_MINUTE
export const AUDIT_CONFIRMATIONS = 3
/** A GetRecords round trip: UNVERIFIED, AWS states no figure. */
export const FETCH_US = { min: 10_000, max: 30_000 }
/** Ours: a processing thread changes shards after so much work, so that progress is seen while it happens. */
export const SLICE_US = 200 * US_PER_MS

/** The settings of `application`'s author, with KCL's defaults for the rest. */
export const KCL_DEFAULTS: Omit<KclSettings, 'name' | 'workerCount' | 'workUs'> = {
  threadsPerWorker: 4,
  initialPosition: 'LATEST',
  failoverTimeMs: 10_000,
  parentShardPollIntervalMs: 10_000,
  dispatchPollIntervalMs: 1_000,
  idleTimeBetweenReadsMs: 1_500,
  checkpointIntervalMs: 10_000,
  maxRecords: 10_000,
  deaggregation: true,
  deduplication: null,
}

export function renewIntervalUs(settings: KclSettings): number {
  return (Math.floor(settings.failoverTimeMs / 3) - EPSILON_MS) * US_PER_MS
}

export function takeIntervalUs(settings: KclSettings): number {
  return (settings.failoverTimeMs + EPSILON_MS) * 2 * US_PER_MS
}
