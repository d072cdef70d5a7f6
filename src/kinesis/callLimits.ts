/**
 * How many calls a second each operation takes, and whether the account or the stream counts them. QUOTA as in `limits.ts`;
 * where QUOTA and API disagree on the scope, QUOTA's stands. UNVERIFIED: shape of the bucket, and the rates marked so.
 */
import type { OperationName } from './api/types'

export interface CallLimit {
  callsPerSecond: number
  scope: 'account' | 'stream'
}

const five: CallLimit = { callsPerSecond: 5, scope: 'account' }
const fiveAStream: CallLimit = { callsPerSecond: 5, scope: 'stream' }
/** AWS states no figure: the one of the operation's neighbours is taken. */
const fiveUnverified = five
const fiveAStreamUnverified = fiveAStream

/** Null: limited by shards or subscriptions instead. */
export const CALL_LIMITS: Readonly<Record<OperationName, CallLimit | null>> = {
  AddTagsToStream: five,
  CreateStream: five,
  DecreaseStreamRetentionPeriod: fiveAStream,
  DeleteResourcePolicy: five,
  DeleteStream: five,
  DeregisterStreamConsumer: fiveAStream,
  DescribeAccountSettings: five,
  DescribeLimits: { callsPerSecond: 1, scope: 'account' },
  DescribeStream: { callsPerSecond: 10, scope: 'account' },
  DescribeStreamConsumer: { callsPerSecond: 20, scope: 'stream' },
  DescribeStreamSummary: { callsPerSecond: 20, scope: 'account' },
  DisableEnhancedMonitoring: fiveAStream,
  EnableEnhancedMonitoring: fiveAStream,
  GetRecords: null,
  GetResourcePolicy: five,
  GetShardIterator: null,
  IncreaseStreamRetentionPeriod: fiveAStream,
  ListShards: { callsPerSecond: 1_000, scope: 'stream' },
  ListStreamConsumers: fiveAStream,
  ListStreams: five,
  ListTagsForResource: fiveUnverified,
  ListTagsForStream: fiveAStream,
  MergeShards: fiveAStream,
  PutRecord: null,
  PutRecords: null,
  PutResourcePolicy: five,
  RegisterStreamConsumer: fiveAStream,
  RemoveTagsFromStream: fiveAStream,
  SplitShard: fiveAStream,
  StartStreamEncryption: fiveAStreamUnverified,
  StopStreamEncryption: fiveAStreamUnverified,
  SubscribeToShard: null,
  TagResource: fiveUnverified,
  UntagResource: fiveUnverified,
  UpdateAccountSettings: five,
  UpdateMaxRecordSize: fiveUnverified,
  UpdateShardCount: { callsPerSecond: 10, scope: 'account' },
  UpdateStreamMode: fiveUnverified,
  UpdateStreamRecordDistributionStrategy: fiveUnverified,
  UpdateStreamWarmThroughput: five,
}
