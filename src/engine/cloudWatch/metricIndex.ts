/** Places of metrics in their sets. Source of the names: facts §9 (DG23, monitoring-with-cloudwatch); units and the rest stand in `metricTables.ts`. */
import type { ApiShape } from '../../kinesis/api/types'

/** Dimension StreamName. */
export const OF_STREAM = {
  IncomingBytes: 0,
  IncomingRecords: 1,
  WriteProvisionedThroughputExceeded: 2,
  ReadProvisionedThroughputExceeded: 3,
  'GetRecords.Bytes': 4,
  'GetRecords.Records': 5,
  'GetRecords.IteratorAgeMilliseconds': 6,
  'GetRecords.Latency': 7,
  'GetRecords.Success': 8,
  'PutRecord.Bytes': 9,
  'PutRecord.Latency': 10,
  'PutRecord.Success': 11,
  'PutRecords.Bytes': 12,
  'PutRecords.Latency': 13,
  'PutRecords.Success': 14,
  'PutRecords.TotalRecords': 15,
  'PutRecords.SuccessfulRecords': 16,
  'PutRecords.FailedRecords': 17,
  'PutRecords.ThrottledRecords': 18,
} as const
export const STREAM_METRICS = 19

/** Dimensions StreamName and ConsumerName. */
export const OF_CONSUMER = {
  'SubscribeToShardEvent.Bytes': 0,
  'SubscribeToShardEvent.Records': 1,
  'SubscribeToShardEvent.MillisBehindLatest': 2,
  'SubscribeToShardEvent.Success': 3,
  'SubscribeToShard.Success': 4,
  'SubscribeToShard.RateExceeded': 5,
} as const
export const CONSUMER_METRICS = 6

/** Dimensions StreamName and ShardId, by the API's MetricsName. */
export const OF_SHARD: Readonly<Record<Exclude<ApiShape<'MetricsName'>, 'ALL'>, number>> = {
  IncomingBytes: 0,
  IncomingRecords: 1,
  OutgoingBytes: 2,
  OutgoingRecords: 3,
  WriteProvisionedThroughputExceeded: 4,
  ReadProvisionedThroughputExceeded: 5,
  IteratorAgeMilliseconds: 6,
}
export const SHARD_METRICS = 7

/** Of an application on the KCL, by its dimension Operation and its name; facts clients.md F10, DG23 monitoring-with-kcl. */
export const OF_APPLICATION = {
  'ProcessTask/RecordsProcessed': 0,
  'ProcessTask/DataBytesProcessed': 1,
  'ProcessTask/ExpiredIterator': 2,
  'ProcessTask/KinesisDataFetcher.getRecords.Success': 3,
  'ApplicationLevelMetrics/MillisBehindLatest': 4,
  'TakeLeases/NumWorkers': 5,
  'TakeLeases/TotalLeases': 6,
  'RenewAllLeases/CurrentLeases': 7,
} as const
export const APPLICATION_METRICS = 8
/** ProcessTask/MillisBehindLatest with ShardId. */
export const APPLICATION_SHARD_METRICS = 1
