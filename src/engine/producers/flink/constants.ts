/** Numbers of the Kinesis sink and of Managed Service for Apache Flink, and ours where neither tells one. */
import { MIB, US_PER_SECOND, type SimUs } from '../../../base/units'

/** Facts C: of data alone, as the sink counts them. */
export const BATCH_BYTES_MAX = 5 * MIB
/** FLK KinesisStreamsSinkWriter: what a request without failures adds to the messages that may be in flight, and a factor for any other. */
export const IN_FLIGHT_INCREASE = 10
export const IN_FLIGHT_DECREASE = 0.99
/** Facts I: every 60 s, and 5 s at least between the end of one and the next. */
export const CHECKPOINT_EVERY_US: SimUs = 60 * US_PER_SECOND
export const CHECKPOINT_PAUSE_US: SimUs = 5 * US_PER_SECOND
/** UNVERIFIED: from a job's failure until it runs again. */
export const RESTART_US: SimUs = 10 * US_PER_SECOND
/** Ours: with so many results and counted keys the job reads no further events. */
export const STATE_RESULTS_MAX = 200_000
/** And with so much of their data: twice what 200,000 results of short keys have. Ours. */
export const STATE_BYTES_MAX: number = 32 * MIB
/** Ours. */
export const WINDOW_MS = { min: 100, max: 3_600_000 }
export const BUFFERED_REQUESTS_MAX = 100_000
export const IN_FLIGHT_REQUESTS_MAX = 1_000
export const WAIT_MS = { min: 1, max: 3_600_000 }
