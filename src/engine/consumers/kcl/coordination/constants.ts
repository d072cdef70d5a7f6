/** What KCL 3.x does by itself, no setting of ours. Source: KCL 3.5.1 `LeaseManagementConfig`, `LeaseAssignmentManager`. */
import { US_PER_MS, US_PER_SECOND } from '../../../../base/units'
import type { KclSettings } from '../settings'

/** workerMetricsReporterFreqInMillis; a worker that has missed two is taken for dead. */
export const REPORT_US = 30 * US_PER_SECOND
export const REPORTS_MISSED_MAX = 2
/** Of a value, so much counts against those before it (workerMetricsEMAAlpha). */
export const SMOOTHING = 0.5
/** varianceBalancingFrequency: the first run of each so many. */
export const RUNS_PER_BALANCE = 3
/** reBalanceThresholdPercentage, as a share of the average. */
export const THRESHOLD = 0.1
/** dampeningPercentage: so much of what is above the average is given away at a time. */
export const DAMPENING = 0.6
/** Above it a worker gives leases away whatever the average: of CPU 80 %, of throughput the worker's fair part. */
export const LOAD_MAX = 0.8
export const THROUGHPUT_SHARE_MAX = 1

/** The assignment runs every 2 × failoverTimeMillis. */
export function assignIntervalUs({ failoverTimeMs }: KclSettings): number {
  return 2 * failoverTimeMs * US_PER_MS
}

/** Workers look for leases of theirs about every 10 s; ours: every failoverTimeMillis, which is the same by default. */
export function discoverIntervalUs({ failoverTimeMs }: KclSettings): number {
  return failoverTimeMs * US_PER_MS
}
