import { describe, expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_SECOND } from '../../../base/units'
import { MODE_UPDATE_US, ON_DEMAND_STREAMS_MAX, WARM_THROUGHPUT_MIBPS_MAX, WARM_THROUGHPUT_UPDATE_US } from '../../../kinesis/limits'
import { streamArn } from '../../naming'
import type { World } from '../../state'
import { ask, get, outcomeOf, streamIn, wait } from '../../testing/caller'
import { quietWorld } from '../../testing/quietWorld'
import { describeWarmThroughput } from './warmThroughput'

const s = { StreamName: 's' }
const StreamARN = streamArn('s')
type Mode = 'PROVISIONED' | 'ON_DEMAND'

/** Long enough for as many as warm throughput can ask for. */
const SHARDS_COME_US = 20 * US_PER_SECOND

function switchTo(world: World, StreamMode: Mode, more: { WarmThroughputMiBps?: number } = {}): string {
  const outcome = outcomeOf(world, 'UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode }, ...more })
  wait(world, MODE_UPDATE_US + (more.WarmThroughputMiBps === undefined ? 0 : SHARDS_COME_US))
  return outcome
}

function modeOf(world: World): string | undefined {
  return get(world, 'DescribeStreamSummary', s).StreamDescriptionSummary.StreamModeDetails?.StreamMode
}

function withAdvantage(world: World): World {
  world.account.throughputCommitment = { startedAtUs: world.nowUs, endedAtUs: null }
  return world
}

describe('switching', () => {
  it('keeps the shards and their records', () => {
    const world = quietWorld({ shardCount: 3 })
    const before = get(world, 'ListShards', s)
    expect(switchTo(world, 'ON_DEMAND')).toBe('ok')
    expect(modeOf(world)).toBe('ON_DEMAND')
    expect(get(world, 'ListShards', s)).toEqual(before)
  })

  it('is possible twice in 24 hours, and the same mode is no switch', () => {
    const world = quietWorld({ shardCount: 1 })
    expect(switchTo(world, 'PROVISIONED')).toBe('ok')
    expect(switchTo(world, 'ON_DEMAND')).toBe('ok')
    const firstUs = streamIn(world).modeSwitchesUs[0] ?? NaN
    expect(switchTo(world, 'ON_DEMAND')).toBe('ok')
    expect(switchTo(world, 'PROVISIONED')).toBe('ok')
    expect(switchTo(world, 'PROVISIONED')).toBe('ok')
    expect(switchTo(world, 'ON_DEMAND')).toMatch(/^LimitExceededException: The mode of stream s .* 2 times/)
    wait(world, firstUs + 24 * US_PER_HOUR - 1 - world.nowUs)
    expect(outcomeOf(world, 'UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })).toMatch(/^LimitExceeded/)
    wait(world, 1)
    expect(switchTo(world, 'ON_DEMAND')).toBe('ok')
    expect(modeOf(world)).toBe('ON_DEMAND')
  })

  it('the same mode does not make the stream UPDATING', () => {
    const world = quietWorld({ shardCount: 1 })
    get(world, 'UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode: 'PROVISIONED' } })
    expect(streamIn(world).streamStatus).toBe('ACTIVE')
  })

  it('to on-demand only up to the number of such streams in an account', () => {
    const world = quietWorld({ shardCount: 1 })
    const stream = streamIn(world)
    for (let count = 1; count < ON_DEMAND_STREAMS_MAX; count++) {
      world.streams.push({ ...structuredClone(stream), streamIndex: count, streamName: `t-${count}`, streamMode: 'ON_DEMAND' })
    }
    world.streams.push({ ...structuredClone(stream), streamIndex: ON_DEMAND_STREAMS_MAX, streamName: 'gone', streamMode: 'ON_DEMAND', deletedAtUs: 0 })
    world.streams.push({ ...structuredClone(stream), streamIndex: ON_DEMAND_STREAMS_MAX + 1, streamName: 'late' })
    const late = { StreamARN: streamArn('late'), StreamModeDetails: { StreamMode: 'ON_DEMAND' as const } }
    expect(outcomeOf(world, 'UpdateStreamMode', { ...late, StreamARN })).toBe('ok')
    // One that is still on its way counts.
    expect(outcomeOf(world, 'UpdateStreamMode', late)).toMatch(/^LimitExceededException: .* 50 on-demand streams/)
  })

  it('to provisioned needs partition keys', () => {
    const world = quietWorld({ shardCount: 1 })
    switchTo(world, 'ON_DEMAND')
    get(world, 'UpdateStreamRecordDistributionStrategy', { StreamARN, RecordDistributionStrategy: 'AUTO' })
    expect(switchTo(world, 'PROVISIONED')).toMatch(/^InvalidArgumentException: Stream s .* AUTO/)
    expect(streamIn(world).modeSwitchesUs).toHaveLength(1)
    get(world, 'UpdateStreamRecordDistributionStrategy', { StreamARN, RecordDistributionStrategy: 'USER_PARTITION_KEY' })
    expect(switchTo(world, 'PROVISIONED')).toBe('ok')
  })
})

describe('an on-demand stream', () => {
  it('cannot be resharded by hand', () => {
    const world = quietWorld({ shardCount: 2 })
    switchTo(world, 'ON_DEMAND')
    const refused = 'ValidationException: Request is invalid. Stream s under account 123456789012 is in On-Demand mode.'
    expect(outcomeOf(world, 'SplitShard', { ...s, ShardToSplit: '0', NewStartingHashKey: '17' })).toBe(refused)
    expect(outcomeOf(world, 'MergeShards', { ...s, ShardToMerge: '0', AdjacentShardToMerge: '1' })).toBe(refused)
    expect(outcomeOf(world, 'UpdateShardCount', { ...s, TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' })).toBe(refused)
    switchTo(world, 'PROVISIONED')
    expect(outcomeOf(world, 'UpdateShardCount', { ...s, TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' })).toBe('ok')
  })

  it('alone may have AUTO, at once and without UPDATING', () => {
    const world = quietWorld({ shardCount: 1 })
    const strategy = (RecordDistributionStrategy: 'AUTO' | 'USER_PARTITION_KEY') =>
      outcomeOf(world, 'UpdateStreamRecordDistributionStrategy', { StreamARN, RecordDistributionStrategy })
    expect(strategy('AUTO')).toMatch(/^InvalidArgumentException: /)
    expect(strategy('USER_PARTITION_KEY')).toBe('ok')
    switchTo(world, 'ON_DEMAND')
    expect(strategy('AUTO')).toBe('ok')
    expect(streamIn(world)).toMatchObject({ streamStatus: 'ACTIVE', recordDistributionStrategy: 'AUTO' })
  })
})

describe('warm throughput', () => {
  function warm(world: World, WarmThroughputMiBps: number): string {
    const answer = ask(world, 'UpdateStreamWarmThroughput', { StreamARN, WarmThroughputMiBps })
    wait(world, WARM_THROUGHPUT_UPDATE_US + SHARDS_COME_US)
    if (!answer.ok) return answer.refusal.exception
    const { TargetMiBps, CurrentMiBps } = answer.value.WarmThroughput ?? {}
    return `${CurrentMiBps} to ${TargetMiBps}`
  }

  it('needs an on-demand stream, On-demand Advantage, and at most 10 GiB/s', () => {
    const world = quietWorld({ shardCount: 2 })
    expect(outcomeOf(world, 'UpdateStreamWarmThroughput', { StreamARN, WarmThroughputMiBps: 1 })).toMatch(/^ValidationException: .* Provisioned mode\.$/)
    switchTo(world, 'ON_DEMAND')
    expect(outcomeOf(world, 'UpdateStreamWarmThroughput', { StreamARN, WarmThroughputMiBps: 1 })).toMatch(/^ValidationException: .*MinimumThroughputBillingCommitment/)
    withAdvantage(world)
    expect(warm(world, WARM_THROUGHPUT_MIBPS_MAX + 1)).toBe('LimitExceededException')
    expect(warm(world, WARM_THROUGHPUT_MIBPS_MAX)).toBe('2 to 10240')
    expect(warm(world, 64)).toBe('10240 to 64')
    expect(warm(world, 0)).toBe('64 to 0')
    expect(streamIn(world).warmThroughputMiBps).toBeNull()
    expect(describeWarmThroughput(streamIn(world))).toBeUndefined()
  })

  it('is over when the end of the commitment is asked for, but for its removal', () => {
    const world = withAdvantage(quietWorld({ shardCount: 2 }))
    switchTo(world, 'ON_DEMAND')
    expect(warm(world, 9)).toBe('2 to 9')
    expect(warm(world, 0)).not.toMatch(/Exception/)
    world.account.throughputCommitment = { startedAtUs: 0, endedAtUs: world.nowUs + 60 * US_PER_SECOND }
    expect(warm(world, 9)).toBe('ValidationException')
    expect(warm(world, 0)).not.toMatch(/Exception/)
    world.account.throughputCommitment = { startedAtUs: 0, endedAtUs: world.nowUs }
    expect(warm(world, 9)).toBe('ValidationException')
  })

  it('may come with the switch to on-demand and with nothing else, and leaves with the switch back', () => {
    const world = quietWorld({ shardCount: 2 })
    expect(switchTo(world, 'ON_DEMAND', { WarmThroughputMiBps: 40 })).toMatch(/^ValidationException/)
    withAdvantage(world)
    expect(switchTo(world, 'PROVISIONED', { WarmThroughputMiBps: 40 })).toMatch(/^InvalidArgumentException: WarmThroughputMiBps can only/)
    expect(switchTo(world, 'ON_DEMAND', { WarmThroughputMiBps: 20_000 })).toMatch(/^LimitExceededException/)
    expect(switchTo(world, 'ON_DEMAND', { WarmThroughputMiBps: 40 })).toBe('ok')
    expect(describeWarmThroughput(streamIn(world))).toEqual({ TargetMiBps: 40, CurrentMiBps: 40 })
    expect(switchTo(world, 'ON_DEMAND', { WarmThroughputMiBps: 50 })).toMatch(/^InvalidArgumentException: WarmThroughputMiBps can only/)
    expect(switchTo(world, 'PROVISIONED')).toBe('ok')
    expect(streamIn(world).warmThroughputMiBps).toBeNull()
  })

  it('is described as on its way while the stream is UPDATING', () => {
    const world = withAdvantage(quietWorld({ shardCount: 3 }))
    switchTo(world, 'ON_DEMAND')
    get(world, 'UpdateStreamWarmThroughput', { ...s, WarmThroughputMiBps: 12 })
    expect(describeWarmThroughput(streamIn(world))).toEqual({ TargetMiBps: 12, CurrentMiBps: 3 })
    wait(world, WARM_THROUGHPUT_UPDATE_US)
    expect(describeWarmThroughput(streamIn(world))).toEqual({ TargetMiBps: 12, CurrentMiBps: 6 })
    wait(world, SHARDS_COME_US)
    expect(describeWarmThroughput(streamIn(world))).toEqual({ TargetMiBps: 12, CurrentMiBps: 12 })
    expect(streamIn(world).openShards).toHaveLength(12)
  })
})
