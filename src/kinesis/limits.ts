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
/** QUOTA: 10 GB/s into an on-demand stream, a shard takes 1 MB/s. */
export const ON_DEMAND_SHARDS_MAX = 10_240
/** MODE: capacity for twice the highest write peak of the last 30 days. */
export const ON_DEMAND_HEADROOM = 2
export const ON_DEMAND_PEAK_HOURS = 720
/** MODE: a shard above about 500 KB/s is split. Counted as half of what it takes, 512 KiB/s; for records, of which MODE says nothing, half too (INFER). */
export const ON_DEMAND_SPLIT_BYTES_PER_SECOND = WRITE_BYTES_PER_SECOND_MAX / 2
export const ON_DEMAND_SPLIT_RECORDS_PER_SECOND = WRITE_RECORDS_PER_SECOND_MAX / 2
/** MODE: within 15 minutes. UNVERIFIED: how long after the end of the minute that was too full; with that minute 11 in all. */
export const ON_DEMAND_SPLIT_US = 10 * US_PER_MINUTE
/** UNVERIFIED, all of scaling down by itself: it begins when no shard was added for 24 h, and takes 24 h ("gradually over 24 hours", a blog of 2026). */
export const ON_DEMAND_SHRINK_AFTER_US = 24 * US_PER_HOUR
export const ON_DEMAND_SHRINK_US = 24 * US_PER_HOUR
/** QUOTA: 50 tags a resource. */
export const TAGS_MAX = 50
/** Developer guide ("Controlling access"): a resource policy of at most 20 KB. */
export const RESOURCE_POLICY_BYTES_MAX = 20 * KIB
/** MODE: On-demand Advantage is kept for 24 h at least. */
export const COMMITMENT_US_MIN = 24 * US_PER_HOUR
/** MODE: it bills 25 MiB/s in and as much out at least, over all on-demand streams of the account. */
export const COMMITMENT_BYTES_PER_SECOND = 25 * MIB
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
 * is at least 20 ms old: 20 to 120 ms, 70 on average; to the world's own applications, ours, every 95 to 105 ms.
 */
export const FAN_OUT_EVENT_EVERY_US = 100 * US_PER_MS
export const FAN_OUT_EVENT_DRIFT_US = 5 * US_PER_MS
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

/** Ours: an endpoint and a VPC of that form. DG23 "Using Kinesis Data Streams with interface VPC endpoints": the service's name. */
export const VPC_ENDPOINT_ID = 'vpce-0a1b2c3d4e5f60718'
export const VPC_ID = 'vpc-0f1e2d3c4b5a69788'
export const VPC_ENDPOINT_SERVICE = `com.amazonaws.${REGION}.kinesis-streams`

/** API StartStreamEncryption: the key that AWS manages for Kinesis; its id is ours. */
export const AWS_MANAGED_KEY_ALIAS = 'alias/aws/kinesis'
export const AWS_MANAGED_KEY_ID = '5f0c4b2e-6a1d-4c38-9e77-2b8d1a3f4c56'
/**
 * DG23 costs-performance: a data key is used for about 5 minutes, with about 12 requests to KMS in that time for each stream
 * and credential. UNVERIFIED: that for so long a disabled key is not noticed.
 */
export const DATA_KEY_LIFE_US = 5 * US_PER_MINUTE
export const KMS_REQUESTS_PER_DATA_KEY = 12
/** KMS ScheduleKeyDeletion: a waiting period of 7 to 30 days, 30 by default. */
export const PENDING_WINDOW_DAYS = { min: 7, max: 30 }

/** CloudTrail user guide: about 5 minutes from a call to its record on average, not guaranteed. */
export const TRAIL_DELAY_US = 5 * US_PER_MINUTE
/** FIS user guide, "Actions reference": 1 minute to 12 hours, 1 to 100 percent. UNVERIFIED: 5 active experiments a Region. */
export const FAULT_DURATION = { min: { us: US_PER_MINUTE, text: 'PT1M' }, max: { us: 12 * US_PER_HOUR, text: 'PT12H' } }
export const FAULT_PERCENTAGE = { min: 1, max: 100 }
export const EXPERIMENTS_RUNNING_MAX = 5

/** Recorded in an SNS message of an alarm (aws-samples/kinesis-auto-scaling, 2020): the minute 21:16 was judged at 21:17:44.8, so 45 s after its end. */
export const ALARM_EVALUATED_AFTER_US = 45 * US_PER_SECOND
/** CloudWatch PutMetricAlarm: a name has 1 to 255 characters; evaluation periods together are no longer than a day. */
export const ALARM_NAME_CHARACTERS_MAX = 255
export const ALARM_EVALUATION_SECONDS_MAX = 86_400
/** CloudWatch API, MetricDataQuery: an alarm's metric math retrieves 10 metrics at most; an expression has up to 2,048 characters, an id up to 255. */
export const ALARM_MATH_METRICS_MAX = 10
export const ALARM_EXPRESSION_CHARACTERS_MAX = 2_048
export const ALARM_METRIC_ID_CHARACTERS_MAX = 255
/** CloudWatch user guide ("Percentile-based alarms and low data samples"): fewer samples than this over the rarer side of the percentile are too few. */
export const ALARM_PERCENTILE_SAMPLES_MIN = 10
/** CloudWatch user guide ("Configuring how alarms treat missing data"): of 3 periods the last 5 are retrieved. UNVERIFIED: 2 more than any number. */
export const ALARM_EXTRA_PERIODS = 2

/** Application Auto Scaling quotas: step adjustments of a step scaling policy. */
export const STEP_ADJUSTMENTS_MAX = 20

/** IAM quotas: a managed policy, white space left out; 10 of them attached to a user or a role; a policy's name. */
export const IDENTITY_POLICY_CHARACTERS_MAX = 6_144
export const IDENTITY_POLICIES_MAX = 10
export const POLICY_NAME_CHARACTERS_MAX = 128
/** PrivateLink guide: an endpoint's policy, white space included. */
export const ENDPOINT_POLICY_CHARACTERS_MAX = 20_480
/** KMS quotas: a key's policy document of 32 KB. */
export const KEY_POLICY_BYTES_MAX = 32 * KIB
