import fc from 'fast-check'
import { expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_SECOND } from '../../../base/units'
import { SHAPES } from '../../../kinesis/api/shapes'
import {
  AWS_MANAGED_KEY_ID,
  ENCRYPTION_STARTS_MAX,
  ENCRYPTION_STOPS_MAX,
  MODE_SWITCHES_MAX,
  RETENTION_HOURS_MAX,
  RETENTION_HOURS_MIN,
  WARM_THROUGHPUT_MIBPS_MAX,
} from '../../../kinesis/limits'
import { checkTiling } from '../../invariants'
import { streamArn } from '../../naming'
import { copyWorld, restoreWorld, saveWorld } from '../../snapshot'
import type { Stream, World } from '../../state'
import { ask, streamIn, wait } from '../../testing/caller'
import { quietWorld } from '../../testing/quietWorld'
import { metricsIn } from './shardLevelMetrics'

const s = { StreamName: 's' }
const StreamARN = streamArn('s')

type Act = (world: World) => void

const metrics = fc.subarray([...SHAPES.MetricsName.enum], { minLength: 1, maxLength: 7 })
const hours = fc.oneof(fc.integer({ min: 20, max: 80 }), fc.constantFrom(8_759, 8_760, 8_761))
const span = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 6 * US_PER_SECOND }) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 6 }).map((seconds) => seconds * US_PER_SECOND) },
  { weight: 1, arbitrary: fc.constantFrom(1, 13, 25).map((count) => count * US_PER_HOUR) },
)
const key = { EncryptionType: 'KMS', KeyId: 'arn:aws:kms:us-east-1:123456789012:alias/aws/kinesis' } as const

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: span.map((us): Act => (world) => { wait(world, us) }) },
  hours.map((RetentionPeriodHours): Act => (world) => ask(world, 'IncreaseStreamRetentionPeriod', { ...s, RetentionPeriodHours })),
  hours.map((RetentionPeriodHours): Act => (world) => ask(world, 'DecreaseStreamRetentionPeriod', { ...s, RetentionPeriodHours })),
  fc.constantFrom('PROVISIONED' as const, 'ON_DEMAND' as const).map(
    (StreamMode): Act => (world) => ask(world, 'UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode } }),
  ),
  fc.integer({ min: 0, max: 2 * WARM_THROUGHPUT_MIBPS_MAX }).map(
    (WarmThroughputMiBps): Act => (world) => ask(world, 'UpdateStreamWarmThroughput', { StreamARN, WarmThroughputMiBps }),
  ),
  fc.integer({ min: 1_000, max: 10_300 }).map((MaxRecordSizeInKiB): Act => (world) => ask(world, 'UpdateMaxRecordSize', { StreamARN, MaxRecordSizeInKiB })),
  fc.constantFrom('AUTO' as const, 'USER_PARTITION_KEY' as const).map(
    (RecordDistributionStrategy): Act => (world) => ask(world, 'UpdateStreamRecordDistributionStrategy', { StreamARN, RecordDistributionStrategy }),
  ),
  metrics.map((ShardLevelMetrics): Act => (world) => ask(world, 'EnableEnhancedMonitoring', { ...s, ShardLevelMetrics })),
  metrics.map((ShardLevelMetrics): Act => (world) => ask(world, 'DisableEnhancedMonitoring', { ...s, ShardLevelMetrics })),
  fc.constant<Act>((world) => ask(world, 'StartStreamEncryption', { ...s, ...key })),
  fc.constant<Act>((world) => ask(world, 'StopStreamEncryption', { ...s, ...key })),
  fc.integer({ min: 1, max: 6 }).map(
    (TargetShardCount): Act => (world) => ask(world, 'UpdateShardCount', { ...s, TargetShardCount, ScalingType: 'UNIFORM_SCALING' }),
  ),
  fc.string({ minLength: 1, maxLength: 3 }).map((PartitionKey): Act => (world) => ask(world, 'PutRecord', { ...s, PartitionKey, Data: Uint8Array.of(7) })),
)

function expectRising(instantsUs: readonly number[]): void {
  for (let at = 1; at < instantsUs.length; at++) expect(instantsUs[at]).toBeGreaterThan(instantsUs[at - 1] ?? NaN)
}

function expectWellFormed(world: World, stream: Stream): void {
  expect(stream.streamStatus).toBe(stream.update === null && stream.plannedSteps.length === 0 ? 'ACTIVE' : 'UPDATING')
  expect(stream.update === null || stream.plannedSteps.length === 0).toBe(true)
  if (stream.update !== null) expect(stream.update.dueUs).toBeGreaterThan(world.nowUs)
  checkTiling(stream)
  expect(stream.retentionPeriodHours).toBeGreaterThanOrEqual(RETENTION_HOURS_MIN)
  expect(stream.retentionPeriodHours).toBeLessThanOrEqual(RETENTION_HOURS_MAX)
  expect(stream.trimHorizonUs).toBeLessThanOrEqual(world.nowUs)
  expect(stream.shardLevelMetrics).toEqual(metricsIn(stream.shardLevelMetrics))
  expect(stream.modeSwitchesUs.length).toBeLessThanOrEqual(MODE_SWITCHES_MAX)
  expect(stream.encryptionStartsUs.length).toBeLessThanOrEqual(ENCRYPTION_STARTS_MAX)
  expect(stream.encryptionStopsUs.length).toBeLessThanOrEqual(ENCRYPTION_STOPS_MAX)
  expect(stream.encryptionPeriods.at(-1)?.keyName ?? null).toBe(stream.encryptionKeyId === null ? null : AWS_MANAGED_KEY_ID)
  for (const instantsUs of [stream.modeSwitchesUs, stream.encryptionStartsUs, stream.encryptionStopsUs, stream.encryptionPeriods.map(({ fromUs }) => fromUs)]) expectRising(instantsUs)
  if (stream.streamMode === 'PROVISIONED') {
    expect(stream.warmThroughputMiBps).toBeNull()
    expect(stream.recordDistributionStrategy).toBe('USER_PARTITION_KEY')
  }
}

it('whatever is changed in whatever order, the stream stays well-formed and every snapshot goes on alike', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), fc.array(fc.nat(40), { maxLength: 3 }), (acts, restoredAt) => {
      const world = quietWorld({ shardCount: 2 })
      world.account.throughputCommitment = { startedAtUs: 0, endedAtUs: null }
      let other = copyWorld(world)
      let horizonUs = -Infinity
      acts.forEach((run, at) => {
        run(world)
        run(other)
        if (restoredAt.includes(at)) other = restoreWorld(saveWorld(other))
        expectWellFormed(world, streamIn(world))
        expect(streamIn(world).trimHorizonUs).toBeGreaterThanOrEqual(horizonUs)
        horizonUs = streamIn(world).trimHorizonUs
      })
      expect(Buffer.from(saveWorld(other)).equals(Buffer.from(saveWorld(world)))).toBe(true)
    }),
    { numRuns: 30 },
  )
})
