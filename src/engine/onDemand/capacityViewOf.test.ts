import { describe, expect, it } from 'vitest'
import { HASH_KEY_MAX } from '../../kinesis/hashKey'
import { MIB, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../base/units'
import { streamArn } from '../naming'
import type { World } from '../state'
import { ask, get } from '../testing/caller'
import { asIfLater, busy, ONE_KEY, onDemandWorld, openOf, pass, streamOf, traffic } from '../testing/onDemandRun'
import { quietWorld } from '../testing/quietWorld'
import type { CapacityView } from './capacityView'
import { capacityViewOf } from './capacityViewOf'

const StreamName = 's'
const HOUR_MS = 3_600_000
/** Into each second the meters count it. */
const METERED_MS = 800
const viewOf = (world: World): CapacityView => capacityViewOf(world, streamOf(world))!
const quota = (world: World, name: string) => viewOf(world).quotas.find((each) => each.name === name)

it('of no stream is nothing', () => {
  expect(capacityViewOf(quietWorld({ shardCount: 1 }), null)).toBeNull()
})

describe('a provisioned stream', () => {
  it('is what its shards are, and has no scaling', () => {
    const world = quietWorld({ shardCount: 3 })
    expect(viewOf(world)).toMatchObject({
      mode: 'PROVISIONED',
      openShardCount: 3,
      capacity: { write: { records: 3_000, bytes: 3 * MIB }, readBytes: 6 * MIB },
      lastMinute: { records: 0, bytes: 0, use: 0, seconds: 0 },
      modeSwitches: { max: 2, left: 2, nextAllowedAtMs: null, pending: null },
      onDemand: null,
      commitment: { status: 'DISABLED', startedAtMs: null },
      ranges: { widestToNarrowest: 1, remedies: [] },
    })
  })

  it('counts its quotas down, and says when they come free', () => {
    const world = quietWorld({ shardCount: 2 })
    for (const TargetShardCount of [4, 2, 4]) {
      get(world, 'UpdateShardCount', { StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' })
      pass(world, US_PER_HOUR)
    }
    expect(quota(world, 'UpdateShardCount')).toEqual({ name: 'UpdateShardCount', used: 3, max: 10, freeAtMs: 24 * HOUR_MS })
    pass(world, 21.5 * US_PER_HOUR)
    expect(quota(world, 'UpdateShardCount')).toMatchObject({ used: 2, freeAtMs: 25 * HOUR_MS })
    expect(quota(world, 'shards')).toEqual({ name: 'shards', used: 4, max: 20_000, freeAtMs: null })
  })

  it('tells when its mode may be switched again', () => {
    const world = quietWorld({ shardCount: 2 })
    for (const StreamMode of ['ON_DEMAND', 'PROVISIONED'] as const) {
      get(world, 'UpdateStreamMode', { StreamARN: streamArn(StreamName), StreamModeDetails: { StreamMode } })
      expect(viewOf(world).modeSwitches.pending).toBe(StreamMode)
      pass(world, US_PER_HOUR)
    }
    expect(viewOf(world).modeSwitches).toEqual({ max: 2, left: 0, nextAllowedAtMs: 24 * HOUR_MS, pending: null })
    const again = () => ask(world, 'UpdateStreamMode', { StreamARN: streamArn(StreamName), StreamModeDetails: { StreamMode: 'ON_DEMAND' } }).ok
    expect(again()).toBe(false)
    pass(world, 22 * US_PER_HOUR - 1)
    expect([again(), viewOf(world).modeSwitches.left]).toEqual([false, 0])
    pass(world, 1)
    expect([viewOf(world).modeSwitches.left, again()]).toEqual([1, true])
  })

  it('has uneven ranges after a manual split, and each call that it names does what is said', () => {
    for (const at of [0, 1, 2]) {
      const world = quietWorld({ shardCount: 3 })
      get(world, 'SplitShard', { StreamName, ShardToSplit: '1', NewStartingHashKey: String(HASH_KEY_MAX / 2n) })
      pass(world, US_PER_MINUTE)
      const { shares, widestToNarrowest, remedies } = viewOf(world).ranges
      expect(shares.map(({ ofKeySpace }) => Math.round(6 * ofKeySpace))).toEqual([2, 1, 1, 2])
      expect(widestToNarrowest).toBeCloseTo(2)
      expect(remedies.map(({ operation }) => operation)).toEqual(['UpdateShardCount', 'MergeShards'])
      const remedy = remedies[at]
      if (remedy === undefined) continue
      get(world, remedy.operation, remedy.input)
      pass(world, US_PER_MINUTE)
      expect(viewOf(world).ranges.widestToNarrowest).toBeCloseTo(remedy.widestToNarrowest, 5)
    }
  })

  it('names the split of the widest where that helps', () => {
    const world = quietWorld({ shardCount: 1 })
    get(world, 'SplitShard', { StreamName, ShardToSplit: '0', NewStartingHashKey: String(HASH_KEY_MAX / 4n) })
    pass(world, US_PER_MINUTE)
    const split = viewOf(world).ranges.remedies.find(({ operation }) => operation === 'SplitShard')!
    get(world, split.operation, split.input as never)
    pass(world, US_PER_MINUTE)
    expect(viewOf(world).ranges.widestToNarrowest).toBeCloseTo(1.5)
    expect(split.widestToNarrowest).toBeCloseTo(1.5)
  })
})

describe('an on-demand stream', () => {
  it('shows the splits to come, why, and that refusals fall under no promise beyond the double', () => {
    const world = onDemandWorld(busy(1.5))
    pass(world, 10 * US_PER_MINUTE)
    expect(viewOf(world).onDemand).toMatchObject({ shardsNeeded: 4, splits: [], shrinking: null, shrinksFromMs: null, throttling: [], warm: null })
    traffic(world, busy(8))
    pass(world, 90 * US_PER_SECOND)
    const { splits, throttling, peak } = viewOf(world).onDemand!
    expect(splits.map(({ shardId }) => shardId)).toHaveLength(4)
    expect(splits[0]).toMatchObject({ because: 'bytes', dueAtMs: 21 * 60_000 + METERED_MS, seen: { atMs: 11 * 60_000 + METERED_MS } })
    expect(throttling).toHaveLength(4)
    expect(throttling[0]!.verdict).toBe('tooMuchTraffic')
    expect(throttling[0]!.timesFormerPeak).toBeGreaterThan(2)
    expect(peak!.bytes / MIB).toBeGreaterThan(3.5)
    const [{ dueAtMs }] = splits as [(typeof splits)[0]]
    pass(world, dueAtMs * 1_000 - world.nowUs - 1)
    expect(openOf(world)).toBe(4)
    pass(world, US_PER_SECOND)
    expect(openOf(world)).toBe(8)
  })

  it('knows a peak when a minute has ended, and before what there is of it', () => {
    const world = onDemandWorld(busy(6))
    pass(world, 20 * US_PER_SECOND)
    const { onDemand, lastMinute } = viewOf(world)
    expect(onDemand).toMatchObject({ peak: null, shardsNeeded: 4, neededFor: 'minimum' })
    expect(lastMinute.seconds).toBe(20)
    expect(lastMinute.bytes / MIB).toBeCloseTo(4, 0)
    expect(onDemand!.running.bytes).toBeGreaterThan(3.5 * MIB)
    pass(world, 41 * US_PER_SECOND)
    expect(viewOf(world).onDemand!.running.seconds).toBe(0)
    pass(world, 7 * US_PER_SECOND)
    const later = viewOf(world)
    expect(later.lastMinute.seconds).toBe(60)
    expect(later.onDemand!.running.seconds).toBe(7)
    expect(later.onDemand).toMatchObject({ neededFor: 'peak', shardsNeeded: later.onDemand!.shardsOfPeak })
    expect(later.onDemand!.running.bytes / later.lastMinute.bytes).toBeCloseTo(1, 1)
  })

  it('counts from the switch to it', () => {
    const world = quietWorld({ shardCount: 4 })
    pass(world, 5 * US_PER_MINUTE + 10 * US_PER_SECOND)
    get(world, 'UpdateStreamMode', { StreamARN: streamArn(StreamName), StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
    pass(world, 30 * US_PER_SECOND)
    const { onDemand, lastMinute } = viewOf(world)
    expect(onDemand!.sinceMs).toBeGreaterThan(310_000)
    expect(onDemand!.running.seconds).toBe(Math.floor((340_000 - onDemand!.sinceMs) / 1_000))
    expect(lastMinute.seconds).toBe(60)
  })

  it('says of a hot key that no split will help', () => {
    const world = onDemandWorld(busy(3, ONE_KEY))
    pass(world, 2 * US_PER_MINUTE)
    const { splits, throttling } = viewOf(world).onDemand!
    expect(splits).toMatchObject([{ hottestKeyPercent: 100 }])
    expect(throttling).toMatchObject([{ verdict: 'hotKey' }])
    expect(throttling[0]!.hottestKey).toBe(splits[0]!.hottestKey)
  })

  it('shows when it will shrink, and how far', () => {
    const world = onDemandWorld(busy(0), 10)
    pass(world, US_PER_MINUTE)
    expect(viewOf(world).onDemand).toMatchObject({ shardsNeeded: 4, shrinksFromMs: 24 * HOUR_MS })
    asIfLater(world, 24 * US_PER_HOUR)
    pass(world, US_PER_MINUTE)
    expect(viewOf(world).onDemand).toMatchObject({ shrinksFromMs: null, shrinking: { fromShards: 10, toShards: 4, endsAtMs: 24 * HOUR_MS + 60_000 + METERED_MS } })
  })

  it('shows what is warm, and the account that pays for it', () => {
    const world = onDemandWorld(busy(0))
    get(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } })
    get(world, 'UpdateStreamWarmThroughput', { StreamName, WarmThroughputMiBps: 40 })
    const { stepsFromMs, ...taken } = viewOf(world).onDemand!.warm!
    expect([taken, stepsFromMs! > 0]).toEqual([{ targetMiBps: 40, currentMiBps: 4, stepsLeft: 0 }, true])
    pass(world, stepsFromMs! * 1_000 + 1 - world.nowUs)
    const { onDemand, commitment } = viewOf(world)
    expect(onDemand!.warm).toMatchObject({ targetMiBps: 40, stepsFromMs: null })
    expect(onDemand!.warm!.stepsLeft).toBeGreaterThan(0)
    expect(commitment).toMatchObject({ status: 'ENABLED', startedAtMs: 0, earliestAllowedEndAtMs: 24 * HOUR_MS, committedBytesPerSecond: 25 * MIB, warmStreamNames: ['s'] })
    pass(world, 20 * US_PER_SECOND)
    expect(viewOf(world).onDemand!.warm).toEqual({ targetMiBps: 40, currentMiBps: 40, stepsLeft: 0, stepsFromMs: null })
    expect(viewOf(world).onDemand).toMatchObject({ shardsNeeded: 40, neededFor: 'warmThroughput', shardsOfPeak: 0 })
    expect(quota(world, 'consumers')!.max).toBe(50)
  })

  it('crosses to the page as it is: nothing in it but plain data', () => {
    const world = onDemandWorld(busy(6))
    pass(world, 12 * US_PER_MINUTE)
    const view = viewOf(world)
    expect(JSON.parse(JSON.stringify(view))).toEqual(view)
  })
})
