/** The rules of creating, deleting, describing and resharding streams. */
import { US_PER_HOUR, US_PER_MS, US_PER_SECOND, type SimUs } from '../../../base/units'
import type { ApiShape, Input, Output } from '../../../kinesis/api/types'
import { CREATE_STREAM_US, DELETE_STREAM_US, RESHARD_US } from '../../../kinesis/limits'
import {
  activeStreamOf,
  arnOf,
  checkTags,
  checkWarm,
  HASH_KEY_SPACE,
  indexOf,
  later,
  mayStillBeThere,
  nameOf,
  same,
  secondOf,
  streamOf,
  unless,
  type Model,
  type ModelShard,
  type ModelStream,
  type Ref,
} from './state'

const IA = 'InvalidArgumentException'
const LE = 'LimitExceededException'

function openShard(model: Model, stream: ModelStream, start: bigint, end: bigint): void {
  stream.shards.push({ start, end, createdSecond: secondOf(model, model.nowUs), closedUs: null, records: [], goneUs: null })
}

function tile(model: Model, stream: ModelStream, count: number): void {
  const width = HASH_KEY_SPACE / BigInt(count)
  for (let index = 0n; index < count; index++) {
    openShard(model, stream, index * width, index === BigInt(count) - 1n ? HASH_KEY_SPACE - 1n : (index + 1n) * width - 1n)
  }
}

export function createStream(model: Model, input: Input<'CreateStream'>): () => void {
  const { StreamName: name, ShardCount, Tags = {}, WarmThroughputMiBps: warm, RecordDistributionStrategy } = input
  const onDemand = (input.StreamModeDetails?.StreamMode ?? (ShardCount === undefined ? 'ON_DEMAND' : 'PROVISIONED')) === 'ON_DEMAND'
  const auto = RecordDistributionStrategy === 'AUTO'
  if (onDemand) {
    unless(ShardCount === undefined, 'ValidationException')
    if (warm !== undefined) checkWarm(model, warm)
  } else unless(warm === undefined && !auto, IA)
  checkTags(new Map(), Tags)
  unless(!model.streams.has(name), 'ResourceInUseException')
  const streams = Array.from(model.streams.values())
  unless(streams.filter(({ status }) => status === 'CREATING' || status === 'DELETING').length < 5, LE)
  const count = onDemand ? Math.max(4, warm ?? 0) : (ShardCount ?? 4)
  unless(onDemand || count <= 20_000, LE)
  return () => {
    const stream: ModelStream = {
      name,
      createdUs: model.nowUs,
      status: 'CREATING',
      onDemand,
      auto,
      warm: warm ?? 0,
      warming: 0,
      retentionHours: 24,
      maxKiB: input.MaxRecordSizeInKiB ?? 1_024,
      metrics: new Set(),
      keyId: null,
      tags: new Map(Object.entries(Tags)),
      policy: null,
      consumers: new Map(),
      shards: [],
      scaling: null,
      calls: new Map(),
    }
    model.streams.set(name, stream)
    later(model, model.nowUs + CREATE_STREAM_US, () => {
      if (stream.status !== 'CREATING') return
      stream.status = 'ACTIVE'
      tile(model, stream, count)
    })
  }
}

export function deleteStream(model: Model, input: Input<'DeleteStream'>): () => void {
  const stream = streamOf(model, input)
  if (stream.status === 'DELETING') return () => undefined
  unless(stream.consumers.size === 0 || input.EnforceConsumerDeletion === true, 'ResourceInUseException')
  return () => {
    stream.status = 'DELETING'
    stream.scaling = null
    for (const consumer of stream.consumers.values()) consumer.status = 'DELETING'
    later(model, model.nowUs + DELETE_STREAM_US, () => model.streams.delete(stream.name))
  }
}

/** The ids that are listed for certain, and those that may be. */
export function listed(model: Model, { shards }: ModelStream): { certain: number[]; possible: number[] } {
  const indexes = Array.from(shards.keys())
  const certain = indexes.filter((index) => shards[index].goneUs === null)
  return { certain, possible: indexes.filter((index) => shards[index].goneUs === null || mayStillBeThere(model, shards[index])) }
}

function sameShards(what: string, model: Model, stream: ModelStream, shards: readonly ApiShape<'Shard'>[], keep: (index: number) => boolean): void {
  const found = shards.map(({ ShardId }) => indexOf(ShardId))
  const { certain, possible } = listed(model, stream)
  same(`${what} lists`, certain.filter(keep).filter((index) => !found.includes(index)), [])
  same(`${what} lists too`, found.filter((index) => !possible.includes(index) || !keep(index)), [])
  for (const { ShardId, HashKeyRange, SequenceNumberRange } of shards) {
    const { start, end, closedUs } = stream.shards[indexOf(ShardId)]
    same(`range of ${ShardId}`, HashKeyRange, { StartingHashKey: String(start), EndingHashKey: String(end) })
    same(`${ShardId} is open`, SequenceNumberRange.EndingSequenceNumber === undefined, closedUs === null)
  }
}

/** Pages and filters are tried elsewhere: here the whole list, or the open shards. */
export function listShards(model: Model, input: Input<'ListShards'>): ((output: Output<'ListShards'>) => void) | 'any' {
  const { NextToken, ShardFilter, MaxResults = 1_000, ExclusiveStartShardId, StreamCreationTimestamp: created, ...ref } = input
  unless(NextToken === undefined, IA)
  if (ShardFilter !== undefined && ShardFilter.Type !== 'AT_LATEST') return 'any'
  nameOf(ref)
  const after = ExclusiveStartShardId === undefined ? -1 : indexOf(ExclusiveStartShardId)
  const stream = streamOf(model, ref)
  unless(created === undefined || Math.floor(created) === secondOf(model, stream.createdUs), 'ResourceNotFoundException')
  unless(stream.status === 'ACTIVE' || stream.status === 'UPDATING', 'ResourceInUseException')
  return ({ Shards = [] }) => {
    if (Shards.length === MaxResults) return
    sameShards(`ListShards of ${stream.name}`, model, stream, Shards, (index) => index > after && (ShardFilter === undefined || stream.shards[index].closedUs === null))
  }
}

export function describeStream(model: Model, input: Input<'DescribeStream'>): (output: Output<'DescribeStream'>) => void {
  const stream = streamOf(model, input)
  const after = input.ExclusiveStartShardId === undefined ? -1 : indexOf(input.ExclusiveStartShardId)
  return ({ StreamDescription: described }) => {
    const { StreamStatus, RetentionPeriodHours, KeyId = null, HasMoreShards, Shards } = described
    same(`description of ${stream.name}`, [StreamStatus, RetentionPeriodHours, KeyId], [stream.status, stream.retentionHours, stream.keyId])
    if (!HasMoreShards && stream.status !== 'DELETING') sameShards(`DescribeStream of ${stream.name}`, model, stream, Shards, (index) => index > after)
  }
}

export function describeStreamSummary(model: Model, input: Input<'DescribeStreamSummary'>): (output: Output<'DescribeStreamSummary'>) => void {
  const stream = streamOf(model, input)
  return ({ StreamDescriptionSummary: summary }) => {
    const { StreamName, StreamARN, StreamStatus, StreamCreationTimestamp, RetentionPeriodHours, EncryptionType, KeyId = null, ...rest } = summary
    same('summary', [StreamName, StreamARN, StreamStatus, StreamCreationTimestamp], [stream.name, arnOf(stream.name), stream.status, secondOf(model, stream.createdUs)])
    same('settings', [RetentionPeriodHours, EncryptionType, KeyId], [stream.retentionHours, stream.keyId === null ? 'NONE' : 'KMS', stream.keyId])
    same('mode', rest.StreamModeDetails?.StreamMode, stream.onDemand ? 'ON_DEMAND' : 'PROVISIONED')
    same('record size', rest.MaxRecordSizeInKiB, stream.maxKiB)
    same('consumers', rest.ConsumerCount, stream.consumers.size)
    same('metrics', [...(rest.EnhancedMonitoring[0].ShardLevelMetrics ?? [])].sort(), [...stream.metrics].sort())
    if (stream.scaling === null) same('open shards', rest.OpenShardCount, stream.shards.filter(({ closedUs }) => closedUs === null).length)
    if (stream.status !== 'UPDATING' && stream.onDemand) same('warm throughput', rest.WarmThroughput?.CurrentMiBps ?? 0, stream.warm)
  }
}

/** Steps fall on whole seconds of the clock. */
function reshardAtUs({ epochMs, nowUs }: Model): SimUs {
  const epochUs = epochMs * US_PER_MS
  return Math.ceil((epochUs + nowUs + RESHARD_US) / US_PER_SECOND) * US_PER_SECOND - epochUs
}

function findShards(model: Model, ref: Ref, ids: string[]): { stream: ModelStream; shards: ModelShard[] } {
  nameOf(ref)
  const indexes = ids.map(indexOf)
  const stream = activeStreamOf(model, ref)
  unless(!stream.onDemand, 'ValidationException')
  unless(indexes.every((index) => index < stream.shards.length), 'ResourceNotFoundException')
  const shards = indexes.map((index) => stream.shards[index])
  unless(shards.every(({ closedUs }) => closedUs === null), IA)
  return { stream, shards }
}

function reshard(model: Model, stream: ModelStream, parents: ModelShard[], children: [bigint, bigint][]): void {
  stream.status = 'UPDATING'
  later(model, reshardAtUs(model), () => {
    if (stream.status !== 'UPDATING') return
    stream.status = 'ACTIVE'
    for (const parent of parents) parent.closedUs = model.nowUs
    for (const [start, end] of children) openShard(model, stream, start, end)
  })
}

export function splitShard(model: Model, input: Input<'SplitShard'>): () => void {
  const { stream, shards } = findShards(model, input, [input.ShardToSplit])
  const [parent] = shards
  const cut = BigInt(input.NewStartingHashKey)
  unless(cut > parent.start + 1n && cut < parent.end, IA)
  return () => {
    reshard(model, stream, shards, [
      [parent.start, cut - 1n],
      [cut, parent.end],
    ])
  }
}

export function mergeShards(model: Model, input: Input<'MergeShards'>): () => void {
  const { stream, shards } = findShards(model, input, [input.ShardToMerge, input.AdjacentShardToMerge])
  const [lower, upper] = shards
  unless(lower.end + 1n === upper.start, IA)
  return () => {
    reshard(model, stream, shards, [[lower.start, upper.end]])
  }
}

/** Which shards a scaling touches when is tried elsewhere: here only that the wanted number tiles the key space in time. */
export function updateShardCount(model: Model, input: Input<'UpdateShardCount'>): (output: Output<'UpdateShardCount'>) => void {
  const stream = activeStreamOf(model, input)
  unless(!stream.onDemand, 'ValidationException')
  const { TargetShardCount: target } = input
  const current = stream.shards.filter(({ closedUs }) => closedUs === null).length
  const today = (stream.calls.get('UpdateShardCount') ?? []).filter((atUs) => atUs > model.nowUs - 24 * US_PER_HOUR)
  unless(target <= 2 * current && 2 * target >= current && today.length < 10, LE)
  return (output) => {
    same('UpdateShardCount', [output.CurrentShardCount, output.TargetShardCount], [current, target])
    stream.calls.set('UpdateShardCount', [...today, model.nowUs])
    stream.scaling = { target, byUs: reshardAtUs(model) + (2 * (current + target) + 1) * US_PER_SECOND }
    stream.status = 'UPDATING'
  }
}
