/** Numbers of Flink, its Kinesis connector and Managed Service for Apache Flink; and ours where none of them tells one. */
import { MIB, US_PER_MS, US_PER_SECOND, type SimUs } from '../../../base/units'

/** FLK `source.shard.get-records.max-record-count`. */
export const FETCH_RECORDS_MAX = 10_000
/** FLK `source.reader.empty-records-fetch-interval`. */
export const EMPTY_FETCH_PAUSE_US: SimUs = 250 * US_PER_MS
/** FLK, FlinkKinesisConsumer `flink.shard.getrecords.intervalmillis`: each shard's thread alone asks as often as the shard allows all readers together. */
export const SHARD_FETCH_EVERY_US: SimUs = 200 * US_PER_MS
/** FLK `retry-strategy.delay.min`. Ours: it neither grows to 1 s nor is drawn. */
export const FETCH_RETRY_MS = 300
/** Flink `source.reader.element.queue.capacity`: batches that are fetched and wait for their subtask. */
export const FETCHED_BATCHES_MAX = 2
/** Flink `pipeline.auto-watermark-interval`. */
export const WATERMARK_EVERY_US: SimUs = 200 * US_PER_MS

/** Facts C: KinesisStreamsSink. */
export const SINK_BATCH_RECORDS_MAX = 500
export const SINK_BATCH_BYTES_MAX = 5 * MIB
export const SINK_BUFFERED_MAX = 10_000
export const SINK_LINGER_US: SimUs = 5 * US_PER_SECOND
/** FLK KinesisStreamsSinkWriter: what a request without refusals adds to the messages that may be in flight, and a factor for any other. */
export const SINK_IN_FLIGHT_INCREASE = 10
export const SINK_IN_FLIGHT_DECREASE = 0.99
export const SINK_IN_FLIGHT_MAX: number = 50 * SINK_BATCH_RECORDS_MAX
/** Until the answer to PutRecords is there: UNVERIFIED. Ours: one request at a time. */
export const SINK_ANSWER_US = { min: 10_000, max: 30_000 }

/** UNVERIFIED: from a job's failure, or its stop with a savepoint, until it runs again. */
export const RESTART_US: SimUs = 10 * US_PER_SECOND
/** UNVERIFIED: a checkpoint takes this long, and longer for each counted key in it. */
export const CHECKPOINT_US: SimUs = 100 * US_PER_MS
export const CHECKPOINT_PER_KEY_US: SimUs = 1

/** Ours: with so many counts in open windows it reads only what lets the watermark move on. */
export const STATE_KEYS_MAX = 200_000
/** Ours: windows that one record may be in. */
export const WINDOWS_PER_RECORD_MAX = 1_000
/** Ours: results remembered to tell one that is made again from a new one. */
export const FIRED_KEYS_MAX = 400_000
/** Ours: what is kept for whoever looks. */
export const SHOWN = { firedWindows: 20, checkpoints: 10, openWindows: 20, topKeys: 10 } as const
export const WINDOW_MS = { min: 100, max: 86_400_000 }
export const PARALLELISM = { min: 1, max: 64 }
export const INTERVAL_MS = { min: 100, max: 3_600_000 }
export const SPAN_MS = { min: 0, max: 3_600_000 }
