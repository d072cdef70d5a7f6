import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { runUntil } from '../../engine'
import { silentSink } from '../../sink'
import type { World } from '../../state'
import { get, outcomeOf } from '../../testing/caller'
import { EPOCH_MS, quietWorld } from '../../testing/quietWorld'

const ACCOUNT = '123456789012'
const ARN = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/`
const SECOND_US = 1_000_000

function fresh(shardCount = 1): World {
  const world = quietWorld({ shardCount })
  world.account.throttling = false
  return world
}

function wait(world: World, seconds: number): void {
  runUntil(world, NOWHERE, world.nowUs + seconds * SECOND_US, silentSink)
}

function describeIt(world: World, StreamName: string, page: { Limit?: number; ExclusiveStartShardId?: string } = {}) {
  return get(world, 'DescribeStream', { StreamName, ...page }).StreamDescription
}

describe('CreateStream', () => {
  it('is CREATING first, without shards, and not there for those who write or read', () => {
    const world = fresh()
    expect(get(world, 'CreateStream', { StreamName: 'new', ShardCount: 3, Tags: { a: 'b' }, MaxRecordSizeInKiB: 2_048 })).toBeNull()
    const described = {
      StreamName: 'new',
      StreamARN: `${ARN}new`,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      RetentionPeriodHours: 24,
      EncryptionType: 'NONE',
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      HasMoreShards: false,
      StreamCreationTimestamp: EPOCH_MS / 1_000,
    }
    expect(describeIt(world, 'new')).toEqual({ ...described, StreamStatus: 'CREATING', Shards: [] })
    // Recorded on AWS (kinesalite createStream test).
    const notFound = `ResourceNotFoundException: Stream new under account ${ACCOUNT} not found.`
    const notActive = `ResourceInUseException: Stream new under account ${ACCOUNT} not ACTIVE, instead in state CREATING`
    expect(outcomeOf(world, 'PutRecord', { StreamName: 'new', PartitionKey: 'a', Data: new Uint8Array() })).toBe(notFound)
    expect(outcomeOf(world, 'PutRecords', { StreamName: 'new', Records: [{ PartitionKey: 'a', Data: new Uint8Array() }] })).toBe(notFound)
    expect(outcomeOf(world, 'SplitShard', { StreamName: 'new', ShardToSplit: 'shardId-0', NewStartingHashKey: '2' })).toBe(notActive)
    expect(outcomeOf(world, 'MergeShards', { StreamName: 'new', ShardToMerge: 'shardId-0', AdjacentShardToMerge: 'shardId-1' })).toBe(notActive)
    expect(outcomeOf(world, 'GetShardIterator', { StreamName: 'new', ShardId: 'shardId-0', ShardIteratorType: 'LATEST' })).toBe(
      `ResourceNotFoundException: Shard shardId-000000000000 in stream new under account ${ACCOUNT} does not exist`,
    )
    wait(world, 2)
    const { Shards, ...rest } = describeIt(world, 'new')
    expect(rest).toEqual({ ...described, StreamStatus: 'ACTIVE' })
    // Recorded on AWS (kinesalite createStream test).
    expect(Shards.map(({ HashKeyRange }) => [HashKeyRange.StartingHashKey, HashKeyRange.EndingHashKey])).toEqual([
      ['0', '113427455640312821154458202477256070484'],
      ['113427455640312821154458202477256070485', '226854911280625642308916404954512140969'],
      ['226854911280625642308916404954512140970', '340282366920938463463374607431768211455'],
    ])
    const starts = Shards.map(({ SequenceNumberRange }) => BigInt(SequenceNumberRange.StartingSequenceNumber))
    expect(starts.slice(1).map((start, at) => String(start - starts[at]!))).toEqual(Array<string>(2).fill('22300745198530623141535718272648361505980432'))
    expect(get(world, 'DescribeStreamSummary', { StreamARN: `${ARN}new` }).StreamDescriptionSummary).toMatchObject({ MaxRecordSizeInKiB: 2_048, OpenShardCount: 3 })
    expect(get(world, 'ListTagsForStream', { StreamName: 'new' }).Tags).toEqual([{ Key: 'a', Value: 'b' }])
  })

  it('gives an on-demand stream its 4 shards, asked for or not', () => {
    const world = fresh()
    get(world, 'CreateStream', { StreamName: 'asked', StreamModeDetails: { StreamMode: 'ON_DEMAND' }, RecordDistributionStrategy: 'AUTO' })
    get(world, 'CreateStream', { StreamName: 'silent' })
    wait(world, 2)
    for (const name of ['asked', 'silent']) {
      expect(describeIt(world, name)).toMatchObject({ StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
      expect(describeIt(world, name).Shards).toHaveLength(4)
    }
    expect(get(world, 'DescribeStreamSummary', { StreamName: 'asked' }).StreamDescriptionSummary).toMatchObject({ RecordDistributionStrategy: 'AUTO' })
  })

  it('warms only under the commitment, and then from the start', () => {
    const world = fresh()
    const warm = { StreamName: 'warm', StreamModeDetails: { StreamMode: 'ON_DEMAND' as const }, WarmThroughputMiBps: 30 }
    expect(outcomeOf(world, 'CreateStream', warm)).toMatch(/^ValidationException/)
    get(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } })
    expect(outcomeOf(world, 'CreateStream', { ...warm, WarmThroughputMiBps: 10_241 })).toMatch(/^LimitExceededException/)
    get(world, 'CreateStream', warm)
    wait(world, 2)
    expect(get(world, 'DescribeStreamSummary', { StreamName: 'warm' }).StreamDescriptionSummary).toMatchObject({ OpenShardCount: 30, WarmThroughput: { TargetMiBps: 30, CurrentMiBps: 30 } })
  })

  it('refuses settings that do not go together', () => {
    const world = fresh()
    const provisioned = { StreamName: 'x', ShardCount: 1 }
    expect(outcomeOf(world, 'CreateStream', { ...provisioned, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })).toMatch(/^ValidationException: ShardCount/)
    expect(outcomeOf(world, 'CreateStream', { ...provisioned, WarmThroughputMiBps: 5 })).toMatch(/^InvalidArgumentException/)
    expect(outcomeOf(world, 'CreateStream', { ...provisioned, RecordDistributionStrategy: 'AUTO' })).toMatch(/^InvalidArgumentException/)
    get(world, 'CreateStream', { ...provisioned, RecordDistributionStrategy: 'USER_PARTITION_KEY' })
  })

  it('knows a name once', () => {
    const world = fresh()
    const taken = (name: string) => `ResourceInUseException: Stream ${name} under account ${ACCOUNT} already exists.`
    expect(outcomeOf(world, 'CreateStream', { StreamName: 's', ShardCount: 1 })).toBe(taken('s'))
    get(world, 'CreateStream', { StreamName: 'S', ShardCount: 1 })
    expect(outcomeOf(world, 'CreateStream', { StreamName: 'S', ShardCount: 1 })).toBe(taken('S'))
    get(world, 'DeleteStream', { StreamName: 's' })
    expect(outcomeOf(world, 'CreateStream', { StreamName: 's', ShardCount: 1 })).toBe(taken('s'))
  })

  it('keeps five streams in CREATING or DELETING, no more', () => {
    const world = fresh()
    const sentence =
      'LimitExceededException: This request would have exceed the limit on the number  of streams that can simultaneously be in ' +
      `CREATING or DELETING for the account ${ACCOUNT}. Limit: 5.`
    for (let at = 0; at < 4; at++) get(world, 'CreateStream', { StreamName: `n${at}`, ShardCount: 1 })
    get(world, 'DeleteStream', { StreamName: 's' })
    expect(outcomeOf(world, 'CreateStream', { StreamName: 'n5', ShardCount: 1 })).toBe(sentence)
    wait(world, 2)
    get(world, 'CreateStream', { StreamName: 'n5', ShardCount: 1 })
  })

  it('counts shards of provisioned streams, those being created included', () => {
    const world = fresh(3)
    const sentence = (now: number, more: number) =>
      `LimitExceededException: This request would exceed the shard limit for the account ${ACCOUNT} in us-east-1. ` +
      `Current shard count for the account: ${now}. Limit: 20000. Number of additional shards that would have resulted from this request: ${more}. ` +
      'Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.'
    expect(outcomeOf(world, 'CreateStream', { StreamName: 'x', ShardCount: 19_998 })).toBe(sentence(3, 19_998))
    get(world, 'CreateStream', { StreamName: 'x', ShardCount: 19_997 })
    expect(outcomeOf(world, 'CreateStream', { StreamName: 'y', ShardCount: 1 })).toBe(sentence(20_000, 1))
    // One that will never be made no longer counts.
    get(world, 'DeleteStream', { StreamName: 'x' })
    get(world, 'CreateStream', { StreamName: 'y', ShardCount: 1 })
  })

  it('has room for 50 on-demand streams', () => {
    const world = fresh()
    for (let at = 0; at < 50; at++) {
      get(world, 'CreateStream', { StreamName: `d${at}` })
      wait(world, 1)
    }
    expect(outcomeOf(world, 'CreateStream', { StreamName: 'd50' })).toMatch(/^LimitExceededException: Account .* Limit: 50\.$/)
    get(world, 'CreateStream', { StreamName: 'p', ShardCount: 1 })
    get(world, 'DeleteStream', { StreamName: 'd7' })
    wait(world, 4)
    get(world, 'CreateStream', { StreamName: 'd50' })
  })
})

describe('DescribeStream', () => {
  it('gives shards by pages of at most 100', () => {
    const world = fresh(250)
    const ids = (page: { Limit?: number; ExclusiveStartShardId?: string }) => {
      const { Shards, HasMoreShards } = describeIt(world, 's', page)
      return `${Shards.at(0)?.ShardId.slice(-3) ?? ''}..${Shards.at(-1)?.ShardId.slice(-3) ?? ''} ${Shards.length}${HasMoreShards ? ' …' : ''}`
    }
    expect(ids({})).toBe('000..099 100 …')
    expect(ids({ Limit: 10_000 })).toBe('000..099 100 …')
    expect(ids({ Limit: 2, ExclusiveStartShardId: 'shardId-000000000099' })).toBe('100..101 2 …')
    expect(ids({ ExclusiveStartShardId: '199' })).toBe('200..249 50')
    expect(ids({ ExclusiveStartShardId: '149' })).toBe('150..249 100')
    expect(ids({ ExclusiveStartShardId: 'shardId-000000000249' })).toBe('.. 0')
    expect(ids({ ExclusiveStartShardId: 'shardId-000000009999' })).toBe('.. 0')
    expect(outcomeOf(world, 'DescribeStream', { StreamName: 's', ExclusiveStartShardId: 'shardId-99999999999' })).toBe(
      `ResourceNotFoundException: Could not find shard shardId-99999999999 in stream s under account ${ACCOUNT}.`,
    )
    expect(outcomeOf(world, 'DescribeStream', { StreamName: 'gone' })).toBe(`ResourceNotFoundException: Stream gone under account ${ACCOUNT} not found.`)
  })

  it('leaves out shards that have expired', () => {
    const world = fresh()
    get(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '2' })
    wait(world, 4)
    expect(describeIt(world, 's').Shards.map(({ ShardId }) => ShardId.slice(-1)).join('')).toBe('012')
    wait(world, 86_400)
    expect(describeIt(world, 's').Shards.map(({ ShardId }) => ShardId.slice(-1)).join('')).toBe('12')
    expect(describeIt(world, 's', { Limit: 1 })).toMatchObject({ HasMoreShards: true })
  })
})

