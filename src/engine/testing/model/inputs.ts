/** Random inputs for any operation, made from the API's shapes; names, ARNs and tokens are mostly those that exist. */
import { nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { OPERATIONS } from '../../../kinesis/api/operations'
import { SHAPES } from '../../../kinesis/api/shapes'
import type { OperationName, Shape, ShapeName } from '../../../kinesis/api/types'
import { pick } from '../randomRuns'
import { arnOf, HASH_KEY_SPACE, secondOf, type Model, type ModelShard } from './state'

const STREAM_NAMES = ['a', 'b', 'c', 'd', 'e', 'f']
const CONSUMER_NAMES = ['one', 'two', 'three']
const EIGHTH = HASH_KEY_SPACE / 8n

/** What a call is about: mostly a stream that is there. */
interface Subject {
  model: Model
  streamName: string
  openShards: ModelShard[]
}

/** Takes nothing from anybody who calls here: what a stream may allow, and a consumer may not. */
const SHARED = '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"210987654321"},"Action":"kinesis:GetRecords","Resource":"*"}]}'

type Draw = (prng: Prng, subject: Subject) => unknown

/** Percent. */
function chance(prng: Prng, percent: number): boolean {
  return nextBelow(prng, 100) < percent
}

function known(prng: Prng, names: Iterable<string>, otherwise: string): string {
  const all = Array.from(names)
  return all.length === 0 || chance(prng, 5) ? otherwise : pick(prng, all.slice(-8))
}

function hashKey(prng: Prng): string {
  return String(pick(prng, [0n, 1n, EIGHTH * BigInt(nextBelow(prng, 9)), EIGHTH * BigInt(nextBelow(prng, 8)) + BigInt(nextBelow(prng, 3))]))
}

const streamName: Draw = (prng, subject) => (chance(prng, 5) ? pick(prng, STREAM_NAMES) : subject.streamName)
const consumerArn: Draw = (prng, { model }) => known(prng, model.consumerArns, `${arnOf('a')}/consumer/one:1`)
const streamArn: Draw = (prng, subject) => (chance(prng, 4) ? 'arn:aws:kinesis:us-east-1:000000000000:stream/a' : arnOf(streamName(prng, subject) as string))

function shardId(prng: Prng, { model, streamName: name, openShards }: Subject): string {
  const shards = model.streams.get(name)?.shards ?? []
  if (openShards.length === 0 || chance(prng, 15)) return pick(prng, ['0', 'shardId-000000000004', 'x-5', 'shardId-', '2147483648', '12'])
  return `shardId-${String(chance(prng, 80) ? shards.indexOf(pick(prng, openShards)) : nextBelow(prng, shards.length)).padStart(12, '0')}`
}

/** What is more to the point than any value of the shape. */
const DRAWS: Partial<Record<ShapeName, Draw>> = {
  StreamName: streamName,
  StreamARN: streamArn,
  ConsumerName: (prng) => pick(prng, CONSUMER_NAMES),
  ConsumerARN: consumerArn,
  ResourceARN: (prng, subject) => (chance(prng, 40) ? consumerArn : streamArn)(prng, subject),
  StreamId: () => 'abcdefghij0123456789-abc',
  ShardId: shardId,
  ShardIterator: (prng, { model }) => known(prng, model.iterators.keys(), 'none'),
  SequenceNumber: (prng, { model }) => known(prng, model.numbers.keys(), `1${'0'.repeat(57)}`),
  NextToken: () => 'none',
  HashKey: (prng) => hashKey(prng),
  Timestamp: (prng, { model }) => secondOf(model, model.nowUs) + nextBetween(prng, { min: -20, max: 0 }) + nextBelow(prng, 8) / 8,
  Data: (prng) => new Uint8Array(nextBelow(prng, 300) === 0 ? 1_048_577 : nextBelow(prng, 20)).fill(nextBelow(prng, 256)),
  PartitionKey: (prng) => pick(prng, ['a', 'b', 'é', '日本', '😀', `user-${nextBelow(prng, 50)}`]),
  TagKey: (prng) => pick(prng, ['k', 'team', 'cost center', 'a', 'B', 'é', 'bad!', '100%']),
  TagValue: (prng) => pick(prng, ['', 'v', 'x y', '*']),
  Policy: (prng) => pick(prng, [SHARED, SHARED, '{"Statement":{}}', '{}', 'no JSON', '[]']),
  KeyId: (prng) => pick(prng, ['alias/aws/kinesis', 'arn:aws:kms:us-east-1:123456789012:alias/aws/kinesis', 'k']),
  RetentionPeriodHours: (prng) => pick(prng, [24, 25, 26, 48, 100, 8_760, 23, 8_761]),
  PositiveIntegerObject: (prng) => (chance(prng, 3) ? 100_000 : nextBetween(prng, { min: 1, max: 6 })),
  NaturalIntegerObject: (prng) => pick(prng, [0, 1, 6, 20_000]),
  MaxRecordSizeInKiB: (prng) => pick(prng, [1_024, 2_048, 10_240]),
  BooleanObject: (prng) => chance(prng, 50),
  StartingPosition: (prng) => ({ Type: pick(prng, ['LATEST', 'TRIM_HORIZON']) }),
}

export function randomInput(prng: Prng, model: Model, operation: OperationName): Record<string, unknown> {
  const isAny = model.streams.size === 0 || chance(prng, operation === 'CreateStream' ? 50 : 4)
  const names = isAny ? STREAM_NAMES : Array.from(model.streams.keys())
  const name = pick(prng, names)
  const openShards = (model.streams.get(name)?.shards ?? []).filter(({ closedUs }) => closedUs === null)
  const subject = { model, streamName: name, openShards }
  const input = structure(prng, subject, OPERATIONS[operation].input)
  // One way of naming a stream is usual; both, or none, is not.
  if ('StreamName' in input && 'StreamARN' in input && chance(prng, 80)) Reflect.deleteProperty(input, 'StreamARN')
  const { members } = SHAPES[OPERATIONS[operation].input]
  if ('StreamName' in members && !('StreamARN' in input) && chance(prng, 90)) input.StreamName ??= streamName(prng, subject)
  if (chance(prng, 60)) Object.assign(input, reshardOf(prng, operation, subject))
  if (operation === 'GetShardIterator' && chance(prng, 80)) agreeOnPosition(prng, subject, input)
  return input
}

/** A number with the types that want one, and only with them. */
function agreeOnPosition(prng: Prng, subject: Subject, input: Record<string, unknown>): void {
  const type = String(input.ShardIteratorType)
  Reflect.deleteProperty(input, 'StartingSequenceNumber')
  if (type.endsWith('SEQUENCE_NUMBER')) input.StartingSequenceNumber = value(prng, subject, 'SequenceNumber')
  if (type === 'AT_TIMESTAMP') input.Timestamp = value(prng, subject, 'Timestamp')
}

/** Shards and cuts that go together. */
function reshardOf(prng: Prng, operation: OperationName, { model, streamName: name, openShards }: Subject): object {
  const shards = model.streams.get(name)?.shards ?? []
  if (openShards.length === 0) return {}
  const shard = pick(prng, openShards)
  const upper = openShards.find(({ start }) => start === shard.end + 1n)
  if (operation === 'SplitShard') return { ShardToSplit: String(shards.indexOf(shard)), NewStartingHashKey: String((shard.start + shard.end) / 2n + 1n) }
  if (operation !== 'MergeShards' || upper === undefined) return {}
  return { ShardToMerge: String(shards.indexOf(shard)), AdjacentShardToMerge: String(shards.indexOf(upper)) }
}

function structure(prng: Prng, subject: Subject, name: ShapeName): Record<string, unknown> {
  const { members = {}, required = [] }: Shape = SHAPES[name]
  const made: Record<string, unknown> = {}
  for (const [member, shape] of Object.entries(members)) {
    const isRequired = required.includes(member)
    if (chance(prng, isRequired ? 99 : percentOf(member))) made[member] = value(prng, subject, shape)
  }
  return made
}

/** How often an optional member is given. */
function percentOf(member: string): number {
  switch (member) {
    case 'StreamId':
    case 'NextToken':
    case 'StreamCreationTimestamp':
      return 3
    case 'DryRun':
    case 'SequenceNumberForOrdering':
      return 10
    case 'ShardCount':
      return 65
    case 'StreamModeDetails':
    case 'WarmThroughputMiBps':
      return 20
    case 'PartitionKey':
      return 95
    case 'StartingSequenceNumber':
    case 'ConsumerARN':
      return 60
    default:
      return 30
  }
}

function value(prng: Prng, subject: Subject, name: ShapeName): unknown {
  const draw = DRAWS[name]
  if (draw !== undefined) return chance(prng, 1) ? beyond(SHAPES[name]) : draw(prng, subject)
  const shape: Shape = SHAPES[name]
  if (shape.enum !== undefined) return pick(prng, shape.enum)
  switch (shape.type) {
    case 'structure':
      return structure(prng, subject, name)
    case 'list':
      return Array.from({ length: nextBetween(prng, { min: shape.min ?? 0, max: 4 }) }, () => value(prng, subject, shape.member ?? name))
    case 'map':
      return Object.fromEntries(Array.from({ length: nextBetween(prng, { min: 1, max: 3 }) }, () => [value(prng, subject, 'TagKey'), value(prng, subject, 'TagValue')]))
    default:
      return (shape.min ?? 0) + nextBelow(prng, 4)
  }
}

/** A value of the right type that the shape does not allow; one that it does where it allows all. */
function beyond({ type, max, min }: Shape): unknown {
  switch (type) {
    case 'string':
      return max === undefined ? '' : 'x'.repeat(max + 1)
    case 'integer':
    case 'long':
      return min === undefined ? 24 : min - 1
    case 'blob':
      return new Uint8Array()
    case 'timestamp':
      return 0
    case 'boolean':
      return false
    default:
      return undefined
  }
}

/** Whether the input is as the model of the API wants it. */
export function isValid(name: ShapeName, held: unknown): boolean {
  const shape: Shape = SHAPES[name]
  const { min = -Infinity, max = Infinity, pattern, required = [], members = {}, member, key, value: of } = shape
  if (held === undefined) return false
  const within = (size: number) => size >= min && size <= max
  switch (shape.type) {
    case 'string': {
      const text = held as string
      return within(Array.from(text).length) && (pattern === undefined || new RegExp(`^(?:${pattern})$`).test(text)) && (shape.enum?.includes(text) ?? true)
    }
    case 'integer':
    case 'long':
      return within(held as number)
    case 'blob':
      return within((held as Uint8Array).length)
    case 'list':
      return within((held as unknown[]).length) && (held as unknown[]).every((each) => member !== undefined && isValid(member, each))
    case 'map':
      return (
        within(Object.keys(held as object).length) &&
        Object.entries(held as object).every(([name, each]) => key !== undefined && of !== undefined && isValid(key, name) && isValid(of, each))
      )
    case 'structure': {
      const parts = held as Readonly<Record<string, unknown>>
      return required.every((part) => parts[part] !== undefined) && Object.entries(parts).every(([part, each]) => part in members && isValid(members[part], each))
    }
    default:
      return true
  }
}
