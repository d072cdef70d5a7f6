/** Every operation of the service by its name. */
import type { Input, OperationName } from '../../kinesis/api/types'
import type { Answer } from '../../kinesis/exceptions'
import type { Outcome } from '../door/serviceCall'
import type { Sink } from '../sink'
import type { World } from '../state'
import { addTagsToStream } from './tags/addTagsToStream'
import { createStream } from './streams/createStream'
import { decreaseStreamRetentionPeriod } from './streamSettings/decreaseStreamRetentionPeriod'
import { deleteResourcePolicy } from './policies/deleteResourcePolicy'
import { deleteStream } from './streams/deleteStream'
import { deregisterStreamConsumer } from './fanOut/deregisterStreamConsumer'
import { describeAccountSettings } from './account/describeAccountSettings'
import { describeLimits } from './account/describeLimits'
import { describeStream } from './streams/describeStream'
import { describeStreamConsumer } from './fanOut/describeStreamConsumer'
import { describeStreamSummary } from './streams/describeStreamSummary'
import { disableEnhancedMonitoring } from './streamSettings/disableEnhancedMonitoring'
import { enableEnhancedMonitoring } from './streamSettings/enableEnhancedMonitoring'
import { getRecords } from './records/getRecords'
import { getResourcePolicy } from './policies/getResourcePolicy'
import { getShardIterator } from './records/getShardIterator'
import { increaseStreamRetentionPeriod } from './streamSettings/increaseStreamRetentionPeriod'
import { listShards } from './shards/listShards'
import { listStreamConsumers } from './fanOut/listStreamConsumers'
import { listStreams } from './streams/listStreams'
import { listTagsForResource } from './tags/listTagsForResource'
import { listTagsForStream } from './tags/listTagsForStream'
import { mergeShards } from './shards/mergeShards'
import { putRecord, putRecords } from './records/putRecords'
import { putResourcePolicy } from './policies/putResourcePolicy'
import { registerStreamConsumer } from './fanOut/registerStreamConsumer'
import { removeTagsFromStream } from './tags/removeTagsFromStream'
import { splitShard } from './shards/splitShard'
import { startStreamEncryption } from './streamSettings/startStreamEncryption'
import { stopStreamEncryption } from './streamSettings/stopStreamEncryption'
import { subscribeToShard } from './fanOut/subscribeToShard'
import { tagResource } from './tags/tagResource'
import { untagResource } from './tags/untagResource'
import { updateAccountSettings } from './account/updateAccountSettings'
import { updateMaxRecordSize } from './streamSettings/updateMaxRecordSize'
import { updateShardCount } from './shards/updateShardCount'
import { updateStreamMode } from './streamSettings/updateStreamMode'
import { updateStreamRecordDistributionStrategy } from './streamSettings/updateStreamRecordDistributionStrategy'
import { updateStreamWarmThroughput } from './streamSettings/updateStreamWarmThroughput'

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
