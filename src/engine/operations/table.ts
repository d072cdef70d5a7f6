/** Every operation of the service by its name. */
import type { Input, OperationName, Output } from '../../kinesis/api/types'
import type { Answer } from '../../kinesis/exceptions'
import type { Sink } from '../sink'
import type { World } from '../state'
import { addTagsToStream } from './addTagsToStream'
import { createStream } from './createStream'
import { decreaseStreamRetentionPeriod } from './decreaseStreamRetentionPeriod'
import { deleteResourcePolicy } from './deleteResourcePolicy'
import { deleteStream } from './deleteStream'
import { deregisterStreamConsumer } from './deregisterStreamConsumer'
import { describeAccountSettings } from './describeAccountSettings'
import { describeLimits } from './describeLimits'
import { describeStream } from './describeStream'
import { describeStreamConsumer } from './describeStreamConsumer'
import { describeStreamSummary } from './describeStreamSummary'
import { disableEnhancedMonitoring } from './disableEnhancedMonitoring'
import { enableEnhancedMonitoring } from './enableEnhancedMonitoring'
import { getRecords } from './getRecords'
import { getResourcePolicy } from './getResourcePolicy'
import { getShardIterator } from './getShardIterator'
import { increaseStreamRetentionPeriod } from './increaseStreamRetentionPeriod'
import { listShards } from './listShards'
import { listStreamConsumers } from './listStreamConsumers'
import { listStreams } from './listStreams'
import { listTagsForResource } from './listTagsForResource'
import { listTagsForStream } from './listTagsForStream'
import { mergeShards } from './mergeShards'
import { putRecord, putRecords } from './putRecords'
import { putResourcePolicy } from './putResourcePolicy'
import { registerStreamConsumer } from './registerStreamConsumer'
import { removeTagsFromStream } from './removeTagsFromStream'
import { splitShard } from './splitShard'
import { startStreamEncryption } from './startStreamEncryption'
import { stopStreamEncryption } from './stopStreamEncryption'
import { subscribeToShard } from './subscribeToShard'
import { tagResource } from './tagResource'
import { untagResource } from './untagResource'
import { updateAccountSettings } from './updateAccountSettings'
import { updateMaxRecordSize } from './updateMaxRecordSize'
import { updateShardCount } from './updateShardCount'
import { updateStreamMode } from './updateStreamMode'
import { updateStreamRecordDistributionStrategy } from './updateStreamRecordDistributionStrategy'
import { updateStreamWarmThroughput } from './updateStreamWarmThroughput'

/** SubscribeToShard answers with the number of a subscription, whose events follow through the sink. */
export type Outcome<Name extends OperationName> = Name extends 'SubscribeToShard' ? { subscriptionNumber: number } : Output<Name>

export const operations: { readonly [Name in OperationName]: (world: World, input: Input<Name>, sink: Sink) => Answer<Outcome<Name>> } = {
  AddTagsToStream: addTagsToStream,
  CreateStream: createStream,
  DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteStream: deleteStream,
  DeregisterStreamConsumer: deregisterStreamConsumer,
  DescribeAccountSettings: describeAccountSettings,
  DescribeLimits: describeLimits,
  DescribeStream: describeStream,
  DescribeStreamConsumer: describeStreamConsumer,
  DescribeStreamSummary: describeStreamSummary,
  DisableEnhancedMonitoring: disableEnhancedMonitoring,
  EnableEnhancedMonitoring: enableEnhancedMonitoring,
  GetRecords: getRecords,
  GetResourcePolicy: getResourcePolicy,
  GetShardIterator: getShardIterator,
  IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod,
  ListShards: listShards,
  ListStreamConsumers: listStreamConsumers,
  ListStreams: listStreams,
  ListTagsForResource: listTagsForResource,
  ListTagsForStream: listTagsForStream,
  MergeShards: mergeShards,
  PutRecord: putRecord,
  PutRecords: putRecords,
  PutResourcePolicy: putResourcePolicy,
  RegisterStreamConsumer: registerStreamConsumer,
  RemoveTagsFromStream: removeTagsFromStream,
  SplitShard: splitShard,
  StartStreamEncryption: startStreamEncryption,
  StopStreamEncryption: stopStreamEncryption,
  SubscribeToShard: subscribeToShard,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAccountSettings: updateAccountSettings,
  UpdateMaxRecordSize: updateMaxRecordSize,
  UpdateShardCount: updateShardCount,
  UpdateStreamMode: updateStreamMode,
  UpdateStreamRecordDistributionStrategy: updateStreamRecordDistributionStrategy,
  UpdateStreamWarmThroughput: updateStreamWarmThroughput,
}
