/** From a response to the next call: which operations take a value that an answer gave, and where. */
import type { OperationName, ShapeName } from '../../kinesis/api/types'
import type { Json, JsonObject, Path } from './draft'
import { isObject, shapeOf, valueAt } from './draft'

export interface NextUse {
  operation: OperationName
  path: Path
  /** What goes with it, so that the next call is whole: the shard of a sequence number, for example. */
  together: JsonObject
}

type Take = { operation: OperationName; path: Path }

const take = (operation: OperationName, ...path: string[]): Take => ({ operation, path })

const TAKERS: Partial<Record<ShapeName, readonly Take[]>> = {
  ShardIterator: [take('GetRecords', 'ShardIterator')],
  ShardId: [
    take('GetShardIterator', 'ShardId'),
    take('SplitShard', 'ShardToSplit'),
    take('MergeShards', 'ShardToMerge'),
    take('MergeShards', 'AdjacentShardToMerge'),
    take('SubscribeToShard', 'ShardId'),
    take('ListShards', 'ExclusiveStartShardId'),
  ],
  SequenceNumber: [take('GetShardIterator', 'StartingSequenceNumber'), take('SubscribeToShard', 'StartingPosition', 'SequenceNumber'), take('PutRecord', 'SequenceNumberForOrdering')],
  StreamARN: [
    take('DescribeStreamSummary', 'StreamARN'),
    take('RegisterStreamConsumer', 'StreamARN'),
    take('ListStreamConsumers', 'StreamARN'),
    take('UpdateStreamMode', 'StreamARN'),
    take('ListTagsForResource', 'ResourceARN'),
    take('TagResource', 'ResourceARN'),
    take('PutResourcePolicy', 'ResourceARN'),
  ],
  ConsumerARN: [take('SubscribeToShard', 'ConsumerARN'), take('DescribeStreamConsumer', 'ConsumerARN'), take('DeregisterStreamConsumer', 'ConsumerARN'), take('TagResource', 'ResourceARN')],
  ConsumerName: [take('DescribeStreamConsumer', 'ConsumerName'), take('DeregisterStreamConsumer', 'ConsumerName')],
  StreamName: [
    take('DescribeStreamSummary', 'StreamName'),
    take('ListShards', 'StreamName'),
    take('PutRecord', 'StreamName'),
    take('UpdateShardCount', 'StreamName'),
    take('ListTagsForStream', 'StreamName'),
    take('DeleteStream', 'StreamName'),
  ],
  HashKey: [take('SplitShard', 'NewStartingHashKey'), take('PutRecord', 'ExplicitHashKey')],
  PartitionKey: [take('PutRecord', 'PartitionKey')],
  TagKey: [take('RemoveTagsFromStream', 'TagKeys')],
}

const POSITIONED_AFTER = 'AFTER_SEQUENCE_NUMBER'

/**
 * @param path of the value in the answer.
 * @param answered the call that was answered, with its output as a draft.
 */
export function nextUses(shape: ShapeName, path: Path, answered: { operation: OperationName; input: JsonObject; output: Json }): NextUse[] {
  const value = valueAt(answered.output, path)
  if (typeof value !== 'string' || value === '') return []
  const stream = streamOf(answered)
  if (shape === 'NextToken') return [{ operation: answered.operation, path: ['NextToken'], together: tokenCompany(answered) }]
  return (TAKERS[shape] ?? []).map(({ operation, path: to }) => ({
    operation,
    path: shape === 'TagKey' ? [...to, 0] : to,
    together: { ...(shape === 'StreamName' ? {} : streamFor(operation, stream)), ...company({ shape, operation, path, answered }) },
  }))
}

/** The shape of each value in an answer, by its path; null for what the model does not name. */
export function shapeAt(name: ShapeName | null, path: Path): ShapeName | null {
  let at = name
  for (const step of path) {
    if (at === null) return null
    const shape = shapeOf(at)
    if (typeof step === 'number') at = shape.member ?? null
    else if (shape.members !== undefined) at = Object.hasOwn(shape.members, step) ? (shape.members[step] ?? null) : null
    else at = shape.value ?? null
  }
  return at
}

/** A NextToken alone names the stream: any other filter beside it is refused. */
function tokenCompany({ operation, input }: { operation: OperationName; input: JsonObject }): JsonObject {
  if (operation === 'ListStreamConsumers' && input['StreamARN'] !== undefined) return { StreamARN: input['StreamARN'] }
  return Object.fromEntries(['MaxResults', 'Limit'].flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])))
}

function company(view: { shape: ShapeName; operation: OperationName; path: Path; answered: { input: JsonObject; output: Json } }): JsonObject {
  if (view.shape !== 'SequenceNumber' && view.shape !== 'HashKey') return {}
  const shardId = nearestShardId(view)
  if (view.shape === 'HashKey') return view.operation === 'SplitShard' && shardId !== null ? { ShardToSplit: shardId } : {}
  const at: JsonObject = shardId === null ? {} : { ShardId: shardId }
  if (view.operation === 'GetShardIterator') return { ...at, ShardIteratorType: POSITIONED_AFTER }
  return view.operation === 'SubscribeToShard' ? { ...at, StartingPosition: { Type: POSITIONED_AFTER } } : {}
}

/** Beside the value or above it in the answer, else in the question. */
function nearestShardId({ path, answered }: { path: Path; answered: { input: JsonObject; output: Json } }): string | null {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const found = valueAt(answered.output, [...path.slice(0, depth), 'ShardId'])
    if (typeof found === 'string') return found
  }
  const asked = answered.input['ShardId']
  return typeof asked === 'string' ? asked : null
}

function streamOf({ input, output }: { input: JsonObject; output: Json }): JsonObject {
  const found = [input, isObject(output) ? output : {}]
  for (const name of ['StreamName', 'StreamARN'] as const) for (const held of found) if (typeof held[name] === 'string') return { [name]: held[name] }
  return {}
}

function streamFor(operation: OperationName, stream: JsonObject): JsonObject {
  const [name] = Object.keys(stream)
  const { members = {} } = shapeOf(`${operation}Input` as ShapeName)
  return name !== undefined && name in members && operation !== 'GetRecords' ? stream : {}
}
