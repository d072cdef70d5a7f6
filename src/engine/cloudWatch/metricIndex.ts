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

/**
 * Of an application on the KCL, by its dimension Operation and its name: facts clients.md F10 and the KCL's source
 * (DynamoDBLeaseTaker, DynamoDBLeaseRenewer, LeaseAssignmentManager; ProcessTask for ApplicationTracker), 2026-07.
 */
export const OF_APPLICATION = {
  'ApplicationTracker/MillisBehindLatest': 0,
  'RenewAllLeases/CurrentLeases': 1,
  'RenewAllLeases/LostLeases': 2,
  'TakeLeases/NumWorkers': 3,
  'TakeLeases/TotalLeases': 4,
  'TakeLeases/ExpiredLeases': 5,
  'TakeLeases/NeededLeases': 6,
  'TakeLeases/LeasesToTake': 7,
  'TakeLeases/TakenLeases': 8,
  'TakeLeases/UntakenLeases': 9,
  'TakeLeases/LeaseSpillover': 10,
  'TakeLeases/VeryOldLeases': 11,
  'LeaseAssignmentManager/NumWorkers': 12,
  'LeaseAssignmentManager/TotalLeases': 13,
  'LeaseAssignmentManager/ExpiredLeases': 14,
  'LeaseAssignmentManager/LeaseSpillover': 15,
  'LeaseAssignmentManager/NumOfLeasesReassignment': 16,
} as const
export const APPLICATION_METRICS = 17

/** The same with ShardId; KinesisDataFetcher and PrefetchRecordsPublisher count under ProcessTask too. */
export const OF_APPLICATION_SHARD = {
  'ProcessTask/RecordsProcessed': 0,
  'ProcessTask/DataBytesProcessed': 1,
  'ProcessTask/MillisBehindLatest': 2,
  'ProcessTask/RecordProcessor.processRecords.Time': 3,
  'ProcessTask/KinesisDataFetcher.getRecords.Success': 4,
  'ProcessTask/KinesisDataFetcher.getRecords.Time': 5,
  'ProcessTask/ExpiredIterator': 6,
} as const
export const APPLICATION_SHARD_METRICS = 7
