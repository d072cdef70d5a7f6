/** One valid input an operation, for cases that break a single part of it. */
import type { OperationName } from '../../../../kinesis/api/types'
import type { Told } from '../case'

/** Streams that every voice has before the first case: three shards, and one. */
export const [THREE, ONE] = ['three', 'one']
export const NOWHERE = 'nowhere'
export const NAME_129 = 'a'.repeat(129)
export const DATA = new Uint8Array([100])
export const arnOf = (name: string) => `{arn}:stream/${name}`

export const NAMED: Partial<Record<OperationName, Told>> = {
  AddTagsToStream: { Tags: { a: 'b' } },
  CreateStream: { ShardCount: 1 },
  DecreaseStreamRetentionPeriod: { RetentionPeriodHours: 24 },
  DeleteStream: {},
  DescribeStream: {},
  DescribeStreamSummary: {},
  DisableEnhancedMonitoring: { ShardLevelMetrics: ['ALL'] },
  EnableEnhancedMonitoring: { ShardLevelMetrics: ['ALL'] },
  GetShardIterator: { ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' },
  IncreaseStreamRetentionPeriod: { RetentionPeriodHours: 48 },
  ListShards: {},
  ListTagsForStream: {},
  MergeShards: { ShardToMerge: 'shardId-000000000000', AdjacentShardToMerge: 'shardId-000000000001' },
  PutRecord: { Data: DATA, PartitionKey: 'a' },
  PutRecords: { Records: [{ Data: DATA, PartitionKey: 'a' }] },
  RemoveTagsFromStream: { TagKeys: ['a'] },
  SplitShard: { ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '2' },
  StartStreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
  StopStreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
  UpdateShardCount: { TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' },
  UpdateStreamWarmThroughput: { WarmThroughputMiBps: 1 },
}

/** Operations that know their stream by ARN alone; `key` names the parameter. */
export const BY_ARN = {
  DeleteResourcePolicy: { key: 'ResourceARN', rest: {} },
  GetResourcePolicy: { key: 'ResourceARN', rest: {} },
  ListStreamConsumers: { key: 'StreamARN', rest: {} },
  ListTagsForResource: { key: 'ResourceARN', rest: {} },
  PutResourcePolicy: { key: 'ResourceARN', rest: { Policy: '{}' } },
  RegisterStreamConsumer: { key: 'StreamARN', rest: { ConsumerName: 'c' } },
  TagResource: { key: 'ResourceARN', rest: { Tags: { a: 'b' } } },
  UntagResource: { key: 'ResourceARN', rest: { TagKeys: ['a'] } },
  UpdateMaxRecordSize: { key: 'StreamARN', rest: { MaxRecordSizeInKiB: 2048 } },
  UpdateStreamMode: { key: 'StreamARN', rest: { StreamModeDetails: { StreamMode: 'ON_DEMAND' } } },
} satisfies Partial<Record<OperationName, { key: string; rest: Told }>>
