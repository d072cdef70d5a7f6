import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIB, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../base/units'
import { call } from '../call'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import type { KclSettings } from '../consumers/kcl/settings'
import { runUntil } from '../engine'
import { streamArn } from '../naming'
import { storeBatch } from '../operations/records/storeBatch'
import { createBatch } from '../recordBatch'
import { silentSink } from '../sink'
import { copyWorld, restoreWorld, saveWorld } from '../snapshot'
import type { World } from '../state'
import { pass } from '../testing/onDemandRun'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario, quietWorld } from '../testing/quietWorld'
import { randomScenario } from '../testing/randomRuns'
import { goTo, openTimeline, recordingOf } from '../timeline'
import { createWorld } from '../world'
import type { Plan, StreamUsage } from './model'
import { sumOfPlans } from '../cost/usageSums'
import { act, api, put } from './testing/usageRun'

function used(world: World, plan: Plan = 'provisioned', name = 's'): StreamUsage {
  const usage = world.usage.totals.streams.get(name)?.get(plan)
  if (usage === undefined) throw new Error(`nothing was used as ${plan}`)
  return usage
}

describe('records that come in', () => {
  // Pricing page: 4.5 KB count as 5 KB on demand; 5 KB are one PUT payload unit, 45 KB two, 1 MB 40 (here 41: MiB in chunks of 25 KiB).
  it.each([
    [1, 1, 1],
    [1_024, 1, 1],
    [1_025, 2, 1],
    [4_608, 5, 1],
    [5 * 1_024, 5, 1],
    [25 * 1_024, 25, 1],
    [25 * 1_024 + 1, 26, 2],
    [45 * 1_024, 45, 2],
    [1_000 * 1_024, 1_000, 40],
    [MIB, 1_024, 41],
  ])('of %i bytes are %i KB and %i payload units', (bytes, kibibytes, units) => {
    const world = quietWorld({ shardCount: 1 })
    put(world, [bytes])
    expect(used(world)).toMatchObject({ recordsIn: 1, bytesIn: bytes, kibibytesIn: kibibytes, payloadUnits: units })
  })

  it('are rounded one by one, however they are batched', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        const [together, alone] = [quietWorld({ shardCount: 3 }), quietWorld({ shardCount: 3 })]
        put(together, sizes)
        for (const size of sizes) put(alone, [size])
        expect(used(together)).toEqual(used(alone))
        expect(used(together).kibibytesIn).toBe(sizes.reduce((sum, size) => sum + Math.ceil(size / 1_024), 0))
        expect(used(together).payloadUnits).toBe(sizes.reduce((sum, size) => sum + Math.ceil(size / 25_600), 0))
      }),
      { numRuns: 40 },
    )
  })

  it('that are refused cost nothing', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, [10])
    world.account.throttling = true
    const batch = createBatch(500)
    batch.keyIds.fill(1)
    batch.bytes.fill(60_000)
    batch.count = 500
    const { storedCount } = storeBatch(world, world.streams[0]!, batch, silentSink)
    expect(storedCount).toBeLessThan(500)
    expect(used(world).recordsIn).toBe(1 + storedCount)
  })
})

describe('what is billed by time', () => {
  it('follows the open shards second by second', () => {
    const world = quietWorld({ shardCount: 2 })
    pass(world, 10 * US_PER_SECOND)
    expect(used(world)).toMatchObject({ seconds: 10, shardSeconds: 20, extendedShardSeconds: 0, metricSeconds: 0 })
    api(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' })
    pass(world, US_PER_MINUTE)
    const before = used(world).shardSeconds
    pass(world, 5 * US_PER_SECOND)
    expect(used(world).shardSeconds - before).toBe(20)
    expect(used(world).seconds).toBe(75)
  })

  it('counts longer retention, shard-level metrics and consumers only while they are there', () => {
    const world = quietWorld({ shardCount: 3 })
    api(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 48 })
    pass(world, US_PER_MINUTE)
    api(world, 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['IncomingBytes', 'OutgoingBytes'] })
    pass(world, US_PER_MINUTE)
    api(world, 'RegisterStreamConsumer', { StreamARN: streamArn('s'), ConsumerName: 'c' })
    pass(world, US_PER_MINUTE)
    const before = structuredClone(used(world))
    pass(world, 100 * US_PER_SECOND)
    const now = used(world)
    expect(now.extendedShardSeconds - before.extendedShardSeconds).toBe(300)
    expect(now.metricSeconds - before.metricSeconds).toBe(600)
    expect(now.consumers.get('c')!.shardSeconds - before.consumers.get('c')!.shardSeconds).toBe(300)
    api(world, 'DecreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 24 })
    pass(world, US_PER_MINUTE)
    const ended = used(world).extendedShardSeconds
    pass(world, US_PER_MINUTE)
    expect(used(world).extendedShardSeconds).toBe(ended)
  })

  it('goes to the plan of the moment, and outlives the stream', () => {
    const world = quietWorld({ shardCount: 2 })
    pass(world, 10 * US_PER_SECOND)
    put(world, [100])
    api(world, 'UpdateStreamMode', { StreamARN: streamArn('s'), StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
    pass(world, 5 * US_PER_MINUTE)
    put(world, [3_000])
    const provisioned = structuredClone(used(world))
    expect(used(world, 'onDemand')).toMatchObject({ recordsIn: 1, kibibytesIn: 3 })
    act(world, { type: 'Call', operation: 'UpdateAccountSettings', input: { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } } })
    put(world, [5_000])
    pass(world, 10 * US_PER_SECOND)
    expect(used(world, 'advantage')).toMatchObject({ recordsIn: 1, kibibytesIn: 5, seconds: 10 })
    expect(world.usage.totals.account.advantageSeconds).toBe(10)
    expect(used(world)).toEqual(provisioned)
    api(world, 'DeleteStream', { StreamName: 's' })
    pass(world, 5 * US_PER_MINUTE)
    const gone = structuredClone(used(world, 'advantage'))
    pass(world, US_PER_MINUTE)
    expect(used(world, 'advantage')).toEqual(gone)
  })
})

describe('what is held', () => {
  /** 1 MiB in the first hour of the run, then nothing. */
  function kept(hours: number): World {
    const world = quietWorld({ shardCount: 1 })
    api(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: hours })
    pass(world, US_PER_MINUTE)
    put(world, Array.from({ length: 16 }, () => MIB / 16))
    return world
  }

  it('beyond 24 hours and up to 7 days is extended, beyond that long-term, and beyond retention nothing', { timeout: 120_000 }, () => {
    const world = kept(170)
    const at = (hour: number) => pass(world, hour * US_PER_HOUR - world.nowUs)
    at(25)
    expect(used(world)).toMatchObject({ extendedByteSeconds: 0, longTermByteSeconds: 0 })
    at(26)
    expect(used(world)).toMatchObject({ extendedByteSeconds: 3_600 * MIB, longTermByteSeconds: 0 })
    at(169)
    expect(used(world)).toMatchObject({ extendedByteSeconds: 144 * 3_600 * MIB, longTermByteSeconds: 0 })
    at(180)
    expect(used(world)).toMatchObject({ extendedByteSeconds: 144 * 3_600 * MIB, longTermByteSeconds: 2 * 3_600 * MIB })
  })

  it('and read when it is older than 7 days is counted apart', { timeout: 120_000 }, () => {
    const world = kept(200)
    pass(world, 169 * US_PER_HOUR)
    put(world, [1_000])
    const iterator = call(world, { operation: 'GetShardIterator', input: { StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } }, silentSink)
    if (!iterator.ok) throw new Error(iterator.refusal.message)
    api(world, 'GetRecords', { ShardIterator: iterator.value.ShardIterator })
    expect(used(world).bytesRead).toEqual(new Map([['you', MIB + 1_000]]))
    expect(used(world).oldBytesRead).toBe(MIB)
  })
})

describe('in any history', () => {
  const SEEDS = [3, 14, 15, 92, 65]

  it.each(SEEDS)('of seed %i usage is what the engine has stored and given, copies and snapshots included', (seed) => {
    const scenario = randomScenario(seed, { actSeconds: 20 })
    const timeline = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
    goTo(timeline, 30 * US_PER_SECOND, silentSink)
    const { world } = timeline
    const sum = sumOfPlans(world.usage.totals.streams.get('s')!.values())
    const shards = world.streams[0]!.shards
    expect(sum.recordsIn).toBe(shards.reduce((total, { recordsStored }) => total + recordsStored, 0))
    expect(sum.bytesIn).toBe(shards.reduce((total, { bytesStored }) => total + bytesStored, 0))
    for (const { settings } of world.applications) expect([...sum.bytesRead.keys(), `application/${settings.name}`]).toContain(`application/${settings.name}`)
    expect(sum.seconds).toBe(30)
    expect(copyWorld(world).usage).toEqual(world.usage)
    expect(restoreWorld(saveWorld(world)).usage).toEqual(world.usage)
    const again = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
    for (let second = 1; second <= 30; second++) goTo(again, second * US_PER_SECOND, silentSink)
    expect(again.world.usage).toEqual(world.usage)
  })
})

describe('a lease table', () => {
  function application(change: Partial<KclSettings>): KclSettings {
    return { ...KCL_DEFAULTS, name: 'app', workerCount: 1, workUs: 0, initialPosition: 'TRIM_HORIZON', ...change }
  }

  function readFor(seconds: number, change: Partial<KclSettings>, shardCount = 4): World {
    const world = createWorld({ ...quietScenario({ shardCount }), applications: [application(change)] }, silentSink)
    runUntil(world, NOWHERE, seconds * US_PER_SECOND, silentSink)
    return world
  }

  it('is written once a renewal of each lease, more often with a shorter failover time', () => {
    const [slow, fast] = [readFor(600, { version: '2.x', failoverTimeMs: 10_000 }), readFor(600, { version: '2.x', failoverTimeMs: 5_000 })]
    const writes = (world: World) => world.usage.totals.applications[0]!.tableWrites
    // Four leases, each about every 3.308 s; creating and taking them beside.
    const ticks = Math.floor(560 / 3.308)
    expect(writes(slow)).toBeGreaterThan(4 * ticks)
    expect(writes(slow)).toBeLessThan(4 * (600 / 3.308) + 20)
    expect(writes(fast) / writes(slow)).toBeCloseTo(2, 1)
  })

  it('of KCL 3.x takes workers\' metrics and the leader\'s heartbeat beside, and is scanned by the leader alone', () => {
    const [one, three] = [readFor(600, { version: '3.x' }), readFor(600, { version: '3.x', workerCount: 3 })]
    const [{ tableWrites, tableReads }, more] = [one.usage.totals.applications[0]!, three.usage.totals.applications[0]!]
    expect(more.tableWrites).toBeGreaterThan(tableWrites + 2 * 15)
    expect(more.tableReads).toBeLessThan(3 * tableReads)
  })

  it('takes half a read unit for each 4 KB begun', () => {
    const [few, many] = [readFor(300, { version: '2.x' }, 8), readFor(300, { version: '2.x' }, 9)]
    const reads = (world: World) => world.usage.totals.applications[0]!.tableReads
    expect(reads(few) % 0.5).toBe(0)
    expect(reads(many)).toBeGreaterThan(1.7 * reads(few))
  })
})

describe('records that are refused', () => {
  it('count where a shard was full, though an experiment strikes another one by the same requests', () => {
    const world = quietWorld({ shardCount: 2 })
    act(world, { type: 'StartExperiment', action: 'aws:kinesis:stream-provisioned-throughput-exception', parameters: { duration: 'PT1M', percentage: '100' }, target: { streamName: 's', shardIds: ['shardId-000000000001'] } })
    const Records = Array.from({ length: 500 }, (_, at) => ({ Data: new Uint8Array(1), PartitionKey: 'a', ExplicitHashKey: at < 400 ? '0' : String(3n << 126n) }))
    for (let request = 0; request < 5; request++) api(world, 'PutRecords', { StreamName: 's', Records })
    const [full, struck] = world.streams[0]!.shards
    expect([full!.recordsThrottled > 0, struck!.recordsThrottled]).toEqual([true, 500])
    expect(used(world).recordsRefused).toBe(full!.recordsThrottled)
  })
})
