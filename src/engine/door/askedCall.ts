/** What a call of the API is about, as far as it names it: who guards the door need not know any operation's shape. */
import type { Input, OperationName } from '../../kinesis/api/types'
import { ACCOUNT_ID } from '../../kinesis/limits'
import { parseShardId } from '../../kinesis/shardId'
import { findStream, parseConsumerArn, parseStreamArn, streamArn } from '../naming'
import { findConsumer } from '../operations/fanOut/resolveConsumer'
import { streamNameInToken } from '../operations/nextToken'
import { parseShardIterator } from '../shardIterator'
import type { World } from '../state'
import type { AskedCall } from './caller'
import type { CallerName } from './callerName'
import { accountOf } from './streamRef'

export function askedCall(world: World, caller: CallerName, operation: OperationName, input: Input<OperationName>): AskedCall {
  const named: Readonly<Record<string, unknown>> = { ...input }
  const accountId = accountOf(world.guards, caller)
  if (accountId !== ACCOUNT_ID && isByNameAlone(operation, named)) return { caller, operation, stream: null, resource: streamArn(named.StreamName as string).replace(ACCOUNT_ID, accountId), elsewhere: accountId, input: named }
  const iterator = typeof named.ShardIterator === 'string' ? parseShardIterator(named.ShardIterator) : null
  const ofToken = operation === 'ListShards' && typeof named.NextToken === 'string' ? streamNameInToken(named.NextToken) : null
  const consumerName = consumerNamedBy(named)
  const streamName = iterator?.streamName ?? consumerName?.streamName ?? streamNamedBy(named) ?? ofToken
  const stream = streamName === null ? null : findStream(world, streamName)
  const consumer = stream === null || consumerName === null ? null : findConsumer(stream, consumerName.consumerName)
  const shardIndex = iterator?.shardIndex ?? (typeof named.ShardId === 'string' ? parseShardId(named.ShardId) : null)
  const isUnreadable = (typeof named.ShardIterator === 'string' && iterator === null) || (operation === 'ListShards' && typeof named.NextToken === 'string' && streamName === null)
  return {
    caller,
    operation,
    stream,
    ...(consumer === null || operation === 'RegisterStreamConsumer' ? resourceNamedBy(operation, named, streamName) : { consumer }),
    ...(shardIndex === null ? {} : { shardIndex }),
    ...(isUnreadable ? { isUnreadable } : {}),
    input: named,
  }
}

/** API: across accounts it takes the ARN; a name is one of the caller's own account. Ours: CreateStream, and what names no stream, is asked of our account, which refuses it. */
function isByNameAlone(operation: OperationName, { StreamName, StreamARN }: Readonly<Record<string, unknown>>): boolean {
  return typeof StreamName === 'string' && StreamARN === undefined && operation !== 'CreateStream'
}

/** Who has no right learns nothing of what is there: the ARN that is asked for is that of a stream which may not be. */
function resourceNamedBy(operation: OperationName, named: Readonly<Record<string, unknown>>, streamName: string | null): Pick<AskedCall, 'resource'> {
  if (OF_CONSUMERS.includes(operation)) return { resource: typeof named.ConsumerARN === 'string' ? named.ConsumerARN : `${streamArn(streamName ?? '')}/consumer/${String(named.ConsumerName)}` }
  const arn = named.ResourceARN ?? named.StreamARN
  if (typeof arn === 'string') return { resource: arn }
  return { resource: streamName === null ? '*' : streamArn(streamName) }
}

/** Service Authorization Reference: these are about a consumer; a registration is about its stream. */
const OF_CONSUMERS: readonly OperationName[] = ['DescribeStreamConsumer', 'SubscribeToShard', 'DeregisterStreamConsumer']

function streamNamedBy({ StreamName, StreamARN, ResourceARN }: Readonly<Record<string, unknown>>): string | null {
  if (typeof StreamName === 'string') return StreamName
  const arn = StreamARN ?? ResourceARN
  return typeof arn === 'string' ? parseStreamArn(arn) : null
}

function consumerNamedBy({ ConsumerARN, ConsumerName, StreamARN, ResourceARN }: Readonly<Record<string, unknown>>): { streamName: string; consumerName: string } | null {
  const arn = ConsumerARN ?? ResourceARN
  const parsed = typeof arn === 'string' ? parseConsumerArn(arn) : null
  if (parsed !== null) return parsed
  const streamName = typeof StreamARN === 'string' ? parseStreamArn(StreamARN) : null
  return streamName === null || typeof ConsumerName !== 'string' ? null : { streamName, consumerName: ConsumerName }
}
