/** The rules of writing and reading records. */
import { KIB, US_PER_MINUTE, US_PER_MS } from '../../../base/units'
import type { ApiShape, Input, Output } from '../../../kinesis/api/types'
import { arnOf, HASH_KEY_SPACE, indexOf, mayStillBeThere, nameOf, same, secondOf, streamOf, unless, type Model, type ModelIterator, type ModelStream } from './state'

const IA = 'InvalidArgumentException'
const RNF = 'ResourceNotFoundException'

type Entry = ApiShape<'PutRecordsRequestEntry'>

/** @param hashKeyOf MD5 of a partition key, from elsewhere. */
export type HashKeyOf = (partitionKey: string) => bigint

function writableOf(model: Model, input: Input<'PutRecords'> | Input<'PutRecord'>, entries: readonly Entry[]): ModelStream {
  const stream = streamOf(model, input)
  unless(stream.shards.length > 0, RNF)
  for (const { Data, PartitionKey, ExplicitHashKey = '0' } of entries) {
    unless(Data.length <= stream.maxKiB * KIB, 'ValidationException')
    unless(stream.auto || PartitionKey !== undefined, 'ValidationException')
    unless(stream.auto || BigInt(ExplicitHashKey) < HASH_KEY_SPACE, IA)
  }
  return stream
}

function store(model: Model, stream: ModelStream, entry: Entry, hashKeyOf: HashKeyOf, output: { ShardId?: string; SequenceNumber?: string }): void {
  const { ShardId = '', SequenceNumber: number = '' } = output
  const shardIndex = indexOf(ShardId)
  const shard = stream.shards[shardIndex]
  same(`${ShardId} is open`, shard.closedUs, null)
  if (!stream.auto) {
    const hashKey = entry.ExplicitHashKey === undefined ? hashKeyOf(entry.PartitionKey ?? '') : BigInt(entry.ExplicitHashKey)
    same(`${hashKey} belongs to ${ShardId}`, shard.start <= hashKey && hashKey <= shard.end, true)
  }
  const last = shard.records.at(-1)
  if (last !== undefined) same(`${number} rises`, BigInt(number) > BigInt(last.number), true)
  model.numbers.set(number, { createdSecond: shard.createdSecond, shardIndex, index: shard.records.length })
  const { PartitionKey: key = null, Data: data } = entry
  shard.records.push({ number, key, data, arrivedUs: model.nowUs, encrypted: stream.keyId !== null, gone: false })
}

function sameEncryption(type: string | undefined, isEncrypted: boolean): void {
  same('EncryptionType', type, isEncrypted ? 'KMS' : undefined)
}

export function putRecord(model: Model, input: Input<'PutRecord'>, hashKeyOf: HashKeyOf): (output: Output<'PutRecord'>) => void {
  const stream = writableOf(model, input, [input])
  const { SequenceNumberForOrdering: ordering } = input
  unless(ordering === undefined || (!stream.auto && model.numbers.has(ordering)), IA)
  unless(input.DryRun !== true, 'DryRunOperationException')
  return (output) => {
    store(model, stream, input, hashKeyOf, output)
    sameEncryption(output.EncryptionType, stream.keyId !== null)
  }
}

export function putRecords(model: Model, input: Input<'PutRecords'>, hashKeyOf: HashKeyOf): (output: Output<'PutRecords'>) => void {
  const stream = writableOf(model, input, input.Records)
  unless(input.DryRun !== true, 'DryRunOperationException')
  return (output) => {
    same('PutRecords', [output.FailedRecordCount, output.Records.length], [0, input.Records.length])
    input.Records.forEach((entry, at) => {
      store(model, stream, entry, hashKeyOf, output.Records[at])
    })
    sameEncryption(output.EncryptionType, stream.keyId !== null)
  }
}

export function getShardIterator(model: Model, input: Input<'GetShardIterator'>): ((output: Output<'GetShardIterator'>) => void) | 'any' {
  nameOf(input)
  const shardIndex = indexOf(input.ShardId)
  const stream = streamOf(model, input)
  unless(shardIndex < stream.shards.length, RNF)
  if (mayStillBeThere(model, stream.shards[shardIndex])) return 'any'
  unless(stream.shards[shardIndex].goneUs === null, RNF)
  const index = positionOf(model, stream, shardIndex, input)
  unless(input.DryRun !== true, 'DryRunOperationException')
  return ({ ShardIterator = '' }) => {
    model.iterators.set(ShardIterator, { stream, shardIndex, index, issuedUs: model.nowUs })
  }
}

/** How many records of the shard lie before the position. */
function positionOf(model: Model, stream: ModelStream, shardIndex: number, input: Input<'GetShardIterator'>): number {
  const { ShardIteratorType: type, StartingSequenceNumber: number, Timestamp } = input
  const { records, createdSecond } = stream.shards[shardIndex]
  if (type === 'AT_TIMESTAMP') {
    unless(Timestamp !== undefined, IA)
    const wantedMs = Math.floor(Timestamp * 1_000)
    unless(wantedMs <= model.epochMs + Math.floor(model.nowUs / US_PER_MS), IA)
    return records.filter(({ arrivedUs }) => arrivedUs < (wantedMs - model.epochMs) * US_PER_MS).length
  }
  const isNumbered = type !== 'TRIM_HORIZON' && type !== 'LATEST'
  unless(isNumbered === (number !== undefined), IA)
  if (number === undefined) return type === 'LATEST' ? records.length : 0
  // A number of another stream passes for one of this where their shards were made in the same second.
  const known = model.numbers.get(number)
  unless(known?.shardIndex === shardIndex && known.createdSecond === createdSecond, IA)
  return Math.min(records.length, known.index + (type === 'AT_SEQUENCE_NUMBER' ? 0 : 1))
}

export function getRecords(model: Model, input: Input<'GetRecords'>): ((output: Output<'GetRecords'>) => void) | 'any' {
  const iterator = model.iterators.get(input.ShardIterator)
  unless(iterator !== undefined, IA)
  const { stream, shardIndex, issuedUs } = iterator
  unless(model.streams.get(stream.name) === stream, RNF)
  if (mayStillBeThere(model, stream.shards[shardIndex])) return 'any'
  unless(stream.shards[shardIndex].goneUs === null, RNF)
  unless(model.nowUs - issuedUs <= 5 * US_PER_MINUTE, 'ExpiredIteratorException')
  unless(input.StreamARN === undefined || input.StreamARN === arnOf(stream.name), IA)
  unless(input.DryRun !== true, 'DryRunOperationException')
  return (output) => {
    sameRecords(model, iterator, input.Limit ?? 10_000, output)
  }
}

function sameRecords(model: Model, { stream, shardIndex, index }: ModelIterator, limit: number, output: Output<'GetRecords'>): void {
  const shard = stream.shards[shardIndex]
  const kept = shard.records.findIndex(({ gone }) => !gone)
  const from = Math.max(index, kept < 0 ? shard.records.length : kept)
  const expected = shard.records.slice(from, from + limit)
  same(
    'records',
    output.Records.map(({ SequenceNumber, PartitionKey = null, Data, EncryptionType }) => [SequenceNumber, PartitionKey, EncryptionType === 'KMS', Data]),
    expected.map(({ number, key, encrypted, data }) => [number, key, encrypted, data]),
  )
  const next = from + expected.length
  const hasEnded = shard.closedUs !== null && next === shard.records.length
  same('ends', [output.NextShardIterator === undefined, (output.ChildShards ?? []).length > 0], [hasEnded, hasEnded])
  const behindUs = next === shard.records.length ? 0 : model.nowUs - shard.records[next].arrivedUs
  same('MillisBehindLatest', output.MillisBehindLatest, Math.floor(behindUs / US_PER_MS))
  for (const { ApproximateArrivalTimestamp = NaN } of output.Records) same('has arrived', Math.floor(ApproximateArrivalTimestamp) <= secondOf(model, model.nowUs), true)
  if (output.NextShardIterator !== undefined) model.iterators.set(output.NextShardIterator, { stream, shardIndex, index: next, issuedUs: model.nowUs })
}
