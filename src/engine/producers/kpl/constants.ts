/** What is fixed in the KPL's own code. Source: facts B1–B4 (awslabs/amazon-kinesis-producer 1.0.7), by its files. */
import { MIB, US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../../base/units'

/** limiter.h: two buckets a predicted shard, both full at first use; their growth is this times RateLimit. */
export const LIMITER_RECORDS_PER_SECOND = 1_000
export const LIMITER_BYTES_PER_SECOND = MIB
export const LIMITER_RECORDS_MAX = 1_000
export const LIMITER_BYTES_MAX = 10 * MIB
/** Ours: one token in parts, so that what a microsecond adds is whole for each percent of RateLimit. */
export const LIMITER_TOKEN = 100 * US_PER_SECOND
/** limiter.h: looked at on each put, and this often. */
export const LIMITER_DRAIN_US = 25 * US_PER_MS
/** collector.h: so many bytes for one predicted shard send the request off. */
export const COLLECTION_SHARD_BYTES_MAX = 256 * 1_024
/** pipeline.h: with aggregation a record may wait this much longer in the collector, and no longer than that. */
export const COLLECTION_WAIT_PERCENT = 20
export const COLLECTION_WAIT_MS_MAX = 50
/** pipeline.h: `flush` empties the collector this long after the aggregator; `flushSync` asks again this often. */
export const FLUSH_COLLECTOR_US = 80 * US_PER_MS
export const FLUSH_SYNC_US = 500 * US_PER_MS
/** shard_map.cc: a failed refresh is tried again after this long, half as long again each time. */
export const REFRESH_BACKOFF_MS_MIN = 1_000
export const REFRESH_BACKOFF_MS_MAX = 30_000
export const REFRESH_PAGE_SHARDS = 1_000
/** shard_map.cc: ranges of shards that are open no more are known this long after a refresh. */
export const CLOSED_RANGE_LIFE_US = US_PER_MINUTE
/** configuration.h: a larger one is an IllegalArgumentException of addUserRecord. */
export const USER_RECORD_BYTES_MAX = MIB
/** metrics_manager.h: MetricsUploadDelay; kinesis_producer.cc: UserRecordsPending is put this often. */
export const METRICS_UPLOAD_US = US_PER_MINUTE
export const PENDING_METRIC_US = 200 * US_PER_MS
/** The accumulators' window. */
export const METRICS_WINDOW_SECONDS = 60

/**
 * Ours (UNVERIFIED): what an outstanding record costs besides its bytes, in the application and its daemon together, and at
 * how much memory the daemon dies. The KPL itself has no limit: it grows until the machine has.
 */
export const OUTSTANDING_RECORD_BYTES = 1_024
export const DAEMON_MEMORY_BYTES_MAX = 1_024 * MIB
/** Ours: rows that an application which waits keeps for later; what comes beyond is never made. */
export const HELD_BACK_MAX = 100_000
/** Ours (UNVERIFIED): what ErrorsByCode calls a call that nobody answered; the SDK client of the KPL says it in a sentence only (curl 28). */
export const TIMEOUT_CODE = 'RequestTimeout'
