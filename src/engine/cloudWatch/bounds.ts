/** How much of CloudWatch this world keeps: ours. */

/** A day of a stream's metrics, and three hours of those of a shard. */
export const STREAM_MINUTES_KEPT = 24 * 60
export const SHARD_MINUTES_KEPT = 3 * 60
/** Names of streams with data; the one that was first in it goes first. */
export const METRIC_STREAMS_MAX = 500
/** Alarms of the account (CloudWatch: 5,000), and changes of one that are remembered. */
export const ALARMS_MAX = 100
export const ALARM_HISTORY_MAX = 50
/** Shards of an application whose lag is noted one by one. */
export const APPLICATION_SHARDS_MAX = 256
