/** The operations as a person would look for them. */
import type { OperationName } from '../../kinesis/api/types'

export const OPERATION_GROUPS = {
  streams: [
    'CreateStream',
    'DeleteStream',
    'DescribeStream',
    'DescribeStreamSummary',
    'ListStreams',
    'UpdateStreamMode',
    'IncreaseStreamRetentionPeriod',
    'DecreaseStreamRetentionPeriod',
    'UpdateMaxRecordSize',
    'UpdateStreamWarmThroughput',
    'UpdateStreamRecordDistributionStrategy',
    'StartStreamEncryption',
    'StopStreamEncryption',
    'EnableEnhancedMonitoring',
    'DisableEnhancedMonitoring',
  ],
  shards: ['ListShards', 'UpdateShardCount', 'SplitShard', 'MergeShards'],
  records: ['PutRecord', 'PutRecords', 'GetShardIterator', 'GetRecords'],
  consumers: ['RegisterStreamConsumer', 'DeregisterStreamConsumer', 'DescribeStreamConsumer', 'ListStreamConsumers', 'SubscribeToShard'],
  tags: ['AddTagsToStream', 'RemoveTagsFromStream', 'ListTagsForStream', 'TagResource', 'UntagResource', 'ListTagsForResource'],
  policies: ['PutResourcePolicy', 'GetResourcePolicy', 'DeleteResourcePolicy'],
  account: ['DescribeLimits', 'DescribeAccountSettings', 'UpdateAccountSettings'],
} as const satisfies Record<string, readonly OperationName[]>

export type OperationGroup = keyof typeof OPERATION_GROUPS
export interface FoundGroup {
  group: OperationGroup
  operations: readonly OperationName[]
}

/** @param searched part of a name, also as the command line writes it: `put-rec`. */
export function findOperations(searched: string): FoundGroup[] {
  const wanted = searched.toLowerCase().replace(/[^a-z]/g, '')
  const groups = Object.entries(OPERATION_GROUPS) as [OperationGroup, readonly OperationName[]][]
  return groups
    .map(([group, operations]) => ({ group, operations: operations.filter((operation) => operation.toLowerCase().includes(wanted)) }))
    .filter(({ operations }) => operations.length > 0)
}
