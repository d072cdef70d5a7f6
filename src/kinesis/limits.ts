/**
 * Every number that AWS sets, once, with its source.
 * QUOTA = developer guide, "Quotas and limits" · API = API reference 2013-12-02 · both as of 2026-11.
 * UNVERIFIED ones are our choice and listed in docs/fidelity.md.
 */
import { KIB, MIB, US_PER_HOUR, US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../base/units'

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
/** Price list: records are billed in chunks of 25 KB, counted as 25 KiB (INFER), each rounded up. */
export const PAYLOAD_UNIT_BYTES = 25 * KIB
/** API PutRecords: at most 500 entries and 10 MiB with partition keys. */
export const PUT_RECORDS_ENTRIES_MAX = 500
export const PUT_RECORDS_BYTES_MAX = 10 * MIB
/** API: MaxRecordSizeInKiB defaults to 1024 on every stream. */
export const MAX_RECORD_SIZE_DEFAULT: number = 1_024 * KIB
/** API PartitionKey: 1 to 256 Unicode characters. */
export const PARTITION_KEY_CHARACTERS_MAX = 256
/** API CreateStream: at most 5 streams of an account are CREATING at once; the sentence (terraform-provider-aws#1339) counts DELETING too. */
export const STREAMS_CREATING_MAX = 5
/** QUOTA: 50 on-demand streams an account; each begins with 4 shards. */
export const ON_DEMAND_STREAMS_MAX = 50
export const ON_DEMAND_SHARD_COUNT = 4
/** API DescribeStream, ListStreams: 100 by default and at most. */
export const DESCRIBE_STREAM_PAGE_MAX = 100
export const LIST_STREAMS_PAGE_MAX = 100
/** QUOTA: 50 tags a resource. */
export const TAGS_MAX = 50
/** Developer guide ("Controlling access"): a resource policy of at most 20 KB. */
export const RESOURCE_POLICY_BYTES_MAX = 20 * KIB
/** MODE: On-demand Advantage is kept for 24 h at least. */
export const COMMITMENT_US_MIN = 24 * US_PER_HOUR
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
/** API: retention is 24 h by default and at least, 8,760 h (365 days) at most. */
export const RETENTION_HOURS_DEFAULT = 24
export const RETENTION_HOURS_MIN = 24
export const RETENTION_HOURS_MAX = 8_760
/** API StartStreamEncryption, StopStreamEncryption: each succeeds 25 times in a rolling 24 h. */
export const ENCRYPTION_STARTS_MAX = 25
export const ENCRYPTION_STOPS_MAX = 25
/** MODE ("Choose the right mode to stream in"): two switches a stream in 24 h. */
export const MODE_SWITCHES_MAX = 2
/** API UpdateStreamWarmThroughput: at most 10 GiB/s. */
export const WARM_THROUGHPUT_MIBPS_MAX = 10_240
/** Recorded on AWS 2022-08-26 (LocalStack snapshot): a stream made without ShardCount has 4 shards. */
export const SHARD_COUNT_DEFAULT = 4
/** UNVERIFIED ("seconds"): how long CREATING lasts. */
export const CREATE_STREAM_US = 2 * US_PER_SECOND
/** UNVERIFIED ("a short period"): how long DELETING lasts. */
export const DELETE_STREAM_US = 3 * US_PER_SECOND
/** UNVERIFIED ("seconds"): how long UPDATING lasts before a split or merge takes effect. */
export const RESHARD_US = 3 * US_PER_SECOND
/** Measured on AWS: these go through UPDATING (aws-sdk-go#566; go-to-k/cdkd#1700). UNVERIFIED ("seconds"): for how long. */
export const RETENTION_UPDATE_US = 3 * US_PER_SECOND
export const MONITORING_UPDATE_US = 3 * US_PER_SECOND
/** API: these go through UPDATING. UNVERIFIED ("a few seconds", "minutes"): for how long. */
export const ENCRYPTION_UPDATE_US = 5 * US_PER_SECOND
export const MODE_UPDATE_US = 5 * US_PER_SECOND
export const WARM_THROUGHPUT_UPDATE_US = 5 * US_PER_SECOND
/** UNVERIFIED: whether UPDATING is shown at all; 0 would be at once. */
export const MAX_RECORD_SIZE_UPDATE_US = 3 * US_PER_SECOND
/** API UpdateStreamRecordDistributionStrategy: the change takes effect immediately. */
export const DISTRIBUTION_UPDATE_US = 0

/** API RegisterStreamConsumer: 20 consumers a stream, 50 with On-demand Advantage; at most 5 are CREATING at once. */
export const CONSUMERS_MAX = 20
export const CONSUMERS_ADVANTAGE_MAX = 50
export const CONSUMERS_CREATING_MAX = 5
/** Seen on AWS 2021-10-26 (amazon-kinesis-client-python#145): between 4 and 6 s from registration to ACTIVE. */
export const REGISTER_CONSUMER_US = 5 * US_PER_SECOND
/** UNVERIFIED: how long DELETING of a consumer lasts. */
export const DEREGISTER_CONSUMER_US = 5 * US_PER_SECOND
/** Cap of a ListStreamConsumers page (QUOTA: default = cap 100). */
export const LIST_STREAM_CONSUMERS_PAGE_MAX = 100
/** API SubscribeToShard: 5 minutes a subscription; 1 call/s for a consumer and shard; none within 5 s of a successful one. */
export const SUBSCRIPTION_LIFE_US = 5 * US_PER_MINUTE
export const SUBSCRIBE_CALL_EVERY_US = US_PER_SECOND
export const SUBSCRIBE_AGAIN_US = 5 * US_PER_SECOND
/** API RegisterStreamConsumer: 2 MiB/s for each consumer and shard. */
export const FAN_OUT_BYTES_PER_SECOND_MAX = 2 * MIB
/**
 * Developer guide: a record reaches a subscriber after about 70 ms. Here events leave every 100 ms (UNVERIFIED) with what
 * is at least 20 ms old: 20 to 120 ms, 70 on average.
 */
export const FAN_OUT_EVENT_EVERY_US = 100 * US_PER_MS
export const FAN_OUT_RECORD_AGE_MIN_US = 20 * US_PER_MS
/** UNVERIFIED (a comment in LocalStack): an event without records after so long without any. */
export const FAN_OUT_IDLE_EVENT_US = 5 * US_PER_SECOND
/** UNVERIFIED: what one event holds at most; a larger record comes alone. */
export const FAN_OUT_EVENT_RECORDS_MAX = 10_000
export const FAN_OUT_EVENT_BYTES_MAX = MIB

/** KPL (`kinesis_record.cc`): what it reckons for each part of an aggregate when it compares with AggregationMaxSize. */
export const AGGREGATE_ESTIMATE_RECORD_BYTES = 3
export const AGGREGATE_ESTIMATE_KEY_BYTES = 3
export const AGGREGATE_ESTIMATE_INDEX_BYTES = 2
export const AGGREGATE_ESTIMATE_FIXED_BYTES = 20

export const REGION = 'us-east-1'
export const ACCOUNT_ID = '123456789012'
