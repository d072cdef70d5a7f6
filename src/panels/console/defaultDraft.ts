/** What a form holds before anybody typed: the stream on the screen, one of its open shards, the last iterator. */
import type { OperationName } from '../../kinesis/api/types'
import type { JsonObject } from './draft'
import { inputShapeOf } from './draft'

/** What is on the screen; null or empty where there is none. */
export interface Seen {
  streamName: string | null
  streamArn: string | null
  openShardIds: readonly string[]
  /** Where the first open shard could be split. */
  middleHashKey: string | null
  openShardCount: number
  retentionPeriodHours: number
  lastShardIterator: string | null
  lastConsumerArn: string | null
}

/** Not required by the model, and yet what nearly every call of the operation gives. */
const USUAL: Partial<Record<OperationName, readonly string[]>> = {
  CreateStream: ['StreamName', 'ShardCount'],
  PutRecord: ['StreamName', 'PartitionKey', 'Data'],
  PutRecords: ['StreamName', 'Records'],
  GetRecords: ['ShardIterator', 'Limit'],
  ListShards: ['StreamName', 'NextToken'],
  ListStreams: ['NextToken'],
  DeregisterStreamConsumer: ['ConsumerARN'],
  DescribeStreamConsumer: ['ConsumerARN'],
}

/** Members that the form shows at once, in the order in which a person thinks of them; the rest is folded away. */
export function mainMembers(operation: OperationName): string[] {
  const { members = {}, required = [] } = inputShapeOf(operation)
  const usual = USUAL[operation] ?? ('StreamName' in members ? ['StreamName'] : [])
  return [...usual, ...required.filter((name) => !usual.includes(name))]
}

/** Members of a structure within a list that stand first: a record's key before its data. */
export function orderedMembers(members: readonly string[], required: readonly string[]): string[] {
  const first = members.filter((name) => required.includes(name) || name === 'PartitionKey').reverse()
  return [...first, ...members.filter((name) => !first.includes(name))]
}

const HELLO = 'aGVsbG8='

export function defaultDraft(operation: OperationName, seen: Seen): JsonObject {
  const { members = {} } = inputShapeOf(operation)
  const draft: JsonObject = {}
  const put = (name: string, value: JsonObject[string] | null | undefined) => {
    if (name in members && value !== null && value !== undefined) draft[name] = value
  }
  const [shardId, neighbourId] = seen.openShardIds
  for (const name of mainMembers(operation)) {
    if (name === 'StreamName') put(name, operation === 'CreateStream' ? 'my-stream' : seen.streamName)
    if (name === 'StreamARN' || name === 'ResourceARN') put(name, seen.streamArn)
    if (name === 'ConsumerARN') put(name, seen.lastConsumerArn)
    if (name === 'ShardId' || name === 'ShardToSplit' || name === 'ShardToMerge') put(name, shardId)
    if (name === 'AdjacentShardToMerge') put(name, neighbourId)
    if (name === 'NewStartingHashKey') put(name, seen.middleHashKey)
    if (name === 'ShardIterator') put(name, seen.lastShardIterator)
  }
  return { ...draft, ...ownDefaults(operation, seen) }
}

function ownDefaults(operation: OperationName, seen: Seen): JsonObject {
  switch (operation) {
    case 'CreateStream':
      return { ShardCount: 2 }
    case 'PutRecord':
      return { PartitionKey: 'my-key', Data: HELLO }
    case 'PutRecords':
      return { Records: [{ PartitionKey: 'my-key', Data: HELLO }] }
    case 'GetShardIterator':
      return { ShardIteratorType: 'TRIM_HORIZON' }
    case 'GetRecords':
      return { Limit: 10 }
    case 'UpdateShardCount':
      return { TargetShardCount: Math.max(1, 2 * seen.openShardCount), ScalingType: 'UNIFORM_SCALING' }
    case 'IncreaseStreamRetentionPeriod':
      return { RetentionPeriodHours: Math.min(8_760, 2 * seen.retentionPeriodHours) }
    case 'DecreaseStreamRetentionPeriod':
      return { RetentionPeriodHours: 24 }
    case 'RegisterStreamConsumer':
      return { ConsumerName: 'my-consumer' }
    case 'SubscribeToShard':
      return { StartingPosition: { Type: 'LATEST' } }
    case 'StartStreamEncryption':
    case 'StopStreamEncryption':
      return { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }
    case 'UpdateStreamMode':
      return { StreamModeDetails: { StreamMode: 'ON_DEMAND' } }
    case 'EnableEnhancedMonitoring':
    case 'DisableEnhancedMonitoring':
      return { ShardLevelMetrics: ['ALL'] }
    case 'UpdateMaxRecordSize':
      return { MaxRecordSizeInKiB: 10_240 }
    default:
      return {}
  }
}
