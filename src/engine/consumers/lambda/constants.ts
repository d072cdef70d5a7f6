/** Numbers of the event source mapping. LAM: the Lambda developer guide, as in the fact sheet; what AWS does not state is ours. */
import { MIB, US_PER_MS, US_PER_SECOND } from '../../../base/units'

/** LAM, services-kinesis-parameters. */
export const BATCH_SIZE_MAX = 10_000
export const BATCHING_WINDOW_SECONDS_MAX = 300
export const PARALLELIZATION_FACTOR_MAX = 10
export const RECORD_AGE_SECONDS = { min: 60, max: 604_800 }
export const RETRY_ATTEMPTS_MAX = 10_000
export const TUMBLING_WINDOW_SECONDS_MAX = 900
/** LAM, quotas: a function runs for 15 minutes at most. */
export const TIMEOUT_SECONDS = { min: 1, max: 900 }
/** Ours: no function runs longer than its longest timeout. */
export const INVOKE_MS = { min: 0, max: 1_000 * TIMEOUT_SECONDS.max }
/** LAM, quotas: invocations of all functions of an account in one Region that may run at once, unless AWS raises it. */
export const CONCURRENT_EXECUTIONS_MAX = 1_000
/** LAM, configuration-concurrency: so much must be left to functions that reserve nothing. */
export const UNRESERVED_EXECUTIONS_MIN = 100

/** LAM: 6 MB an invocation. UNVERIFIED: data and partition key are counted as stored, not in base64. */
export const PAYLOAD_BYTES_MAX = 6 * MIB
/** LAM: the base rate of polling. */
export const POLL_EVERY_US = US_PER_SECOND
/** While more is available. UNVERIFIED: as often as the shard allows all readers together. */
export const POLL_MORE_EVERY_US = 200 * US_PER_MS
/** UNVERIFIED: after a refused call. */
export const READ_RETRY_MS = 1_000
/** Limit of GetRecords, and records read ahead: a batch for every slot, within these. UNVERIFIED. */
export const READ_AHEAD_RECORDS = { min: 1_000, max: 10_000 }
/** So far may slots get ahead of one that is blocked, before the whole shard waits. UNVERIFIED. */
export const SLOTS_APART_RECORDS_MAX = 10_000

/** UNVERIFIED: the pause before a retry doubles from the first to the longest. */
export const RETRY_FIRST_US = US_PER_SECOND
export const RETRY_LONGEST_US = 60 * US_PER_SECOND
/** UNVERIFIED: after a throttle it doubles too, to this one, and is drawn from its second half, lest the same shards find the same others at work each time. */
export const THROTTLED_LONGEST_US = 10 * US_PER_SECOND

/** LAM: up to 1 MB of state for each shard and window. */
export const WINDOW_STATE_BYTES_MAX = MIB
/** LAM: up to 2 minutes without records before a window is taken to be over; here all of them, counted from its end. */
export const WINDOW_IDLE_US = 120 * US_PER_SECOND
/** Ours: the function's state is a count for each partition key, so large an entry, between two braces. */
export const STATE_BYTES_PER_KEY = 32
export const STATE_BYTES_EMPTY = 2

/** LAM says minutes until a mapping that is created or enabled reads; ours is shorter, so that whoever watches a run sees it. */
export const MAPPING_START_US = 30 * US_PER_SECOND
/** UNVERIFIED: how often it asks for shards that it does not know. */
export const DISCOVERY_EVERY_US = 10 * US_PER_SECOND

/** What is kept to be looked at. */
export const PAST_INVOCATIONS_MAX = 50
export const PAST_WINDOWS_MAX = 20
export const FAILURE_ITEMS_MAX = 100
/** Of the payload of one object. */
export const PAYLOAD_RECORDS_KEPT_MAX = 20
/** Of the data of one record in it. */
export const PAYLOAD_DATA_KEPT_BYTES_MAX = 300
