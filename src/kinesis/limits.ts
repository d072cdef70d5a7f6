/**
 * Every number that AWS sets, once, with its source.
 * QUOTA = developer guide, "Quotas and limits" · API = API reference 2013-12-02 · both as of 2026-11.
 * UNVERIFIED ones are our choice and listed in docs/fidelity.md.
 */
import { KIB, MIB, US_PER_MINUTE, US_PER_SECOND } from '../base/units'

/** QUOTA: 1 MB/s a shard; counted as 1 MiB (kinesalite#87 measured it). */
export const WRITE_BYTES_PER_SECOND_MAX = MIB
/** QUOTA: 1,000 records/s a shard. */
export const WRITE_RECORDS_PER_SECOND_MAX = 1_000
/** QUOTA: 2 MB/s a shard, shared by all polling consumers. */
export const READ_BYTES_PER_SECOND_MAX = 2 * MIB
/** QUOTA: 5 GetRecords calls/s a shard. */
export const READ_CALLS_PER_SECOND_MAX = 5
/** API GetRecords: at most 10,000 records or 10 MB a call. */
export const GET_RECORDS_RECORDS_MAX = 10_000
export const GET_RECORDS_BYTES_MAX = 10 * MIB
/** API GetRecords: after a full 10 MB answer, calls within 5 s are refused; after any other over-read, 1 s. */
export const READ_PENALTY_FULL_US = 5 * US_PER_SECOND
export const READ_PENALTY_US = US_PER_SECOND
/** API PutRecords: at most 500 entries and 10 MiB with partition keys. */
export const PUT_RECORDS_ENTRIES_MAX = 500
export const PUT_RECORDS_BYTES_MAX = 10 * MIB
/** API: MaxRecordSizeInKiB defaults to 1024 on every stream. */
export const MAX_RECORD_SIZE_DEFAULT: number = 1_024 * KIB
/** API PartitionKey: 1 to 256 Unicode characters. */
export const PARTITION_KEY_CHARACTERS_MAX = 256
/** API CreateStream: at most 5 streams of an account are CREATING at once. */
export const STREAMS_CREATING_MAX = 5
/** QUOTA: 5 GetShardIterator calls/s a shard. */
export const ITERATOR_CALLS_PER_SECOND_MAX = 5
/** API GetShardIterator: an iterator is good for 5 minutes. */
export const ITERATOR_LIFE_US = 5 * US_PER_MINUTE
/** API ListShards: a NextToken is good for 300 s; a page holds at most 1,000 shards. */
export const NEXT_TOKEN_LIFE_US = 300 * US_PER_SECOND
export const LIST_SHARDS_PAGE_MAX = 1_000
/** QUOTA: 20,000 shards an account in us-east-1; UpdateShardCount goes up to 10,000. */
export const ACCOUNT_SHARD_LIMIT = 20_000
export const TARGET_SHARD_COUNT_MAX = 10_000
/** QUOTA: 10 UpdateShardCount calls a stream in a rolling 24 h. */
export const UPDATE_SHARD_COUNT_CALLS_MAX = 10
/** API: retention is 24 h by default. */
export const RETENTION_HOURS_DEFAULT = 24
/** Recorded on AWS 2022-08-26 (LocalStack snapshot): a stream made without ShardCount has 4 shards. */
export const SHARD_COUNT_DEFAULT = 4
/** UNVERIFIED ("seconds"): how long CREATING lasts. */
export const CREATE_STREAM_US = 2 * US_PER_SECOND
/** UNVERIFIED ("seconds"): how long UPDATING lasts before a split or merge takes effect. */
export const RESHARD_US = 3 * US_PER_SECOND

export const REGION = 'us-east-1'
export const ACCOUNT_ID = '123456789012'
