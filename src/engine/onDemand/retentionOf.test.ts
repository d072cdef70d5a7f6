import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HASH_KEY_MAX } from '../../kinesis/hashKey'
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../base/units'
import type { Input, OperationName } from '../../kinesis/api/types'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { streamArn } from '../naming'
import type { World } from '../state'
import { ask, get, outcomeOf } from '../testing/caller'
import { eventsOf, pass, streamOf } from '../testing/onDemandRun'
import { quietScenario, quietWorld } from '../testing/quietWorld'
import { createWorld } from '../world'
import { silentSink } from '../sink'
import { capacityViewOf } from './capacityViewOf'
import { retentionOf } from './retentionOf'

const StreamName = 's'
const HOUR_MS = 3_600_000
const put = (world: World, PartitionKey: string, bytes = 100) => get(world, 'PutRecord', { StreamName, PartitionKey, Data: new Uint8Array(bytes) })
const held = (world: World) => retentionOf(world, streamOf(world))

/** One record an hour, at the end of each. */
function putHourly(world: World, hours: number): void {
  for (let hour = 0; hour < hours; hour++) {
    pass(world, US_PER_HOUR)
    put(world, `key-${hour}`)
  }
}

describe('retention over days', () => {
  it('holds what came in the last 24 h, to the record and the byte', () => {
    const world = quietWorld({ shardCount: 3 })
    putHourly(world, 60)
    const stored = streamOf(world).shards.reduce((sum, { bytesStored }) => sum + bytesStored, 0)
    expect(held(world)).toMatchObject({ hours: 24, recordsHeld: 25, recordsExpired: 35, oldestRecordAgeMs: 24 * HOUR_MS, toMinimum: null, lostAtMinimum: { records: 0, bytes: 0 } })
    expect(held(world).bytesHeld).toBe(stored - 35 * 100 - 10 * 'key-0'.length - 25 * 'key-10'.length)
    pass(world, US_PER_SECOND)
    expect(held(world)).toMatchObject({ recordsHeld: 24, recordsExpired: 36, oldestRecordAgeMs: 23 * HOUR_MS + 1_000 })
    pass(world, 24 * US_PER_HOUR)
    expect(held(world)).toMatchObject({ recordsHeld: 0, bytesHeld: 0, recordsExpired: 60, oldestRecordAgeMs: null })
  })

  it('says what the minimum would take, and takes just that', () => {
    const world = quietWorld({ shardCount: 1 })
    get(world, 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 8_760 })
    pass(world, US_PER_MINUTE)
    putHourly(world, 50)
    const before = held(world)
    expect(before).toMatchObject({ hours: 8_760, recordsHeld: 50, lostAtMinimum: { records: 25 } })
    get(world, 'DecreaseStreamRetentionPeriod', before.toMinimum!.input)
    pass(world, US_PER_MINUTE)
    expect(held(world)).toMatchObject({ hours: 24, recordsHeld: 24, recordsExpired: 26, toMinimum: null })
    // What is gone does not come back.
    get(world, 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 100 })
    pass(world, US_PER_MINUTE)
    expect(held(world)).toMatchObject({ hours: 100, recordsHeld: 24, recordsExpired: 26 })
  })

  it('lets a drained parent go at the instant that was foretold, and not before', () => {
    const world = quietWorld({ shardCount: 1 })
    pass(world, US_PER_HOUR)
    put(world, 'a')
    get(world, 'SplitShard', { StreamName, ShardToSplit: '0', NewStartingHashKey: String(HASH_KEY_MAX / 2n) })
    pass(world, US_PER_MINUTE)
    const { leavesAtMs, state } = held(world).shards[0]!
    expect(state).toBe('CLOSED')
    const events = eventsOf(world, 26 * US_PER_HOUR)
    expect(events.filter(({ kind }) => kind === 'ShardExpired').map(({ at }) => Math.floor((at - leavesAtMs!) / 1_000))).toEqual([0])
    expect(held(world).shards.map((shard) => [shard.state, shard.recordsExpired, shard.leavesAtMs])).toEqual([
      ['EXPIRED', 1, null],
      ['OPEN', 0, null],
      ['OPEN', 0, null],
    ])
  })

  it('counts what it takes from an application that is too slow', () => {
    const scenario = quietScenario({ shardCount: 1 })
    const reader = { ...KCL_DEFAULTS, name: 'slow', workerCount: 1, workUs: 60 * US_PER_SECOND, maxRecords: 10, initialPosition: 'TRIM_HORIZON' as const }
    const workload = { kind: 'synthetic' as const, ratePerSecond: 1, recordBytes: 100, keys: { kind: 'uniform' as const, keyCount: 10 } }
    const world = createWorld({ ...scenario, producers: { count: 1, workload }, applications: [reader] }, silentSink)
    pass(world, 23 * US_PER_HOUR)
    expect(held(world).applications).toMatchObject([{ application: 'slow', recordsExpiredUnread: 0 }])
    const failed = eventsOf(world, 4 * US_PER_HOUR).filter((event) => event.kind === 'CheckFailed')
    expect(failed[0]).toMatchObject({ application: 'slow', check: 'nothingExpired', reason: 'expired' })
    const { recordsExpired, applications } = held(world)
    const [{ recordsExpiredUnread, oldestUnreadAgeMs }] = applications as [(typeof applications)[0]]
    expect(recordsExpiredUnread).toBeGreaterThan(0)
    // All that has expired was processed before, is in its hands, or is counted as lost.
    expect(recordsExpiredUnread).toBeLessThan(recordsExpired)
    expect(recordsExpiredUnread).toBeGreaterThanOrEqual(recordsExpired - world.applications[0]!.recordsProcessed - 3 * 10)
    expect(oldestUnreadAgeMs / HOUR_MS).toBeCloseTo(24, 0)
  })
})

describe('a period that was asked for', () => {
  it('is pending until the stream is ACTIVE again, and the one in force stays what it was', () => {
    const world = quietWorld({ shardCount: 1 })
    expect(held(world)).toMatchObject({ hours: 24, pending: null })
    get(world, 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 72 })
    const { pending } = held(world)
    expect([held(world).hours, pending?.hours, streamOf(world).streamStatus]).toEqual([24, 72, 'UPDATING'])
    expect(outcomeOf(world, 'DecreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 24 })).toMatch(/^ResourceInUseException/)
    expect(held(world).pending).toEqual(pending)
    pass(world, 1_000 * pending!.atMs - world.nowUs - 1)
    expect(held(world)).toMatchObject({ hours: 24, pending })
    pass(world, 1)
    expect(held(world)).toMatchObject({ hours: 72, pending: null })
  })

  it('is not pending where another setting is changed', () => {
    const world = quietWorld({ shardCount: 1 })
    get(world, 'EnableEnhancedMonitoring', { StreamName, ShardLevelMetrics: ['IncomingBytes'] })
    expect(held(world).pending).toBeNull()
    expect(capacityViewOf(world, streamOf(world))!).toMatchObject({ shardLevelMetrics: [], pendingShardLevelMetrics: { names: ['IncomingBytes'] } })
    pass(world, US_PER_MINUTE)
    expect(capacityViewOf(world, streamOf(world))!).toMatchObject({ shardLevelMetrics: ['IncomingBytes'], pendingShardLevelMetrics: null })
  })
})

describe('nothing deletes a record before it is 24 hours old', () => {
  it.each([
    [23, 'InvalidArgumentException: Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.'],
    [0, 'InvalidArgumentException: Minimum allowed retention period is 24 hours. Requested retention period (0 hours) is too short.'],
  ])('a period of %i h is refused', (RetentionPeriodHours, sentence) => {
    const world = quietWorld({ shardCount: 1 })
    expect(outcomeOf(world, 'DecreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours })).toBe(sentence)
  })

  it('whatever is done to the stream, but to delete it', () => {
    type Act = { [Name in OperationName]: { operation: Name; input: Input<Name> } }[OperationName]
    const StreamARN = streamArn(StreamName)
    const shardId = fc.integer({ min: 0, max: 9 }).map(String)
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.constantFrom(24, 25, 48, 8_760).map((RetentionPeriodHours): Act => ({ operation: 'DecreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours } })),
      fc.constantFrom(24, 25, 48, 8_760).map((RetentionPeriodHours): Act => ({ operation: 'IncreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours } })),
      fc.tuple(shardId, fc.bigInt({ min: 1n, max: HASH_KEY_MAX })).map(([ShardToSplit, cut]): Act => ({ operation: 'SplitShard', input: { StreamName, ShardToSplit, NewStartingHashKey: String(cut) } })),
      fc.tuple(shardId, shardId).map(([ShardToMerge, AdjacentShardToMerge]): Act => ({ operation: 'MergeShards', input: { StreamName, ShardToMerge, AdjacentShardToMerge } })),
      fc.integer({ min: 1, max: 6 }).map((TargetShardCount): Act => ({ operation: 'UpdateShardCount', input: { StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' } })),
      fc.constantFrom('PROVISIONED' as const, 'ON_DEMAND' as const).map((StreamMode): Act => ({ operation: 'UpdateStreamMode', input: { StreamARN, StreamModeDetails: { StreamMode } } })),
      fc.constantFrom(1_024, 2_048).map((MaxRecordSizeInKiB): Act => ({ operation: 'UpdateMaxRecordSize', input: { StreamARN, MaxRecordSizeInKiB } })),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.integer({ min: 1, max: 90 })), { minLength: 1, maxLength: 20 }), (acts) => {
        const world = quietWorld({ shardCount: 2 })
        const { ShardId, SequenceNumber } = put(world, 'kept', 7)
        const untilUs = world.nowUs + 24 * US_PER_HOUR
        for (const [{ operation, input }, minutes] of acts) {
          if (world.nowUs + minutes * US_PER_MINUTE >= untilUs) break
          ask(world, operation, input)
          pass(world, minutes * US_PER_MINUTE)
          const { ShardIterator } = get(world, 'GetShardIterator', { StreamName, ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: SequenceNumber })
          expect(get(world, 'GetRecords', { ShardIterator: ShardIterator! }).Records.map((record) => record.SequenceNumber)).toEqual([SequenceNumber])
        }
      }),
      { numRuns: 25 },
    )
  })
})
