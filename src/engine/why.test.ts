import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../base/units'
import { formatShardId } from '../kinesis/shardId'
import type { Cause } from './cause'
import type { Command, LoggedCommand } from './commands'
import { FIREHOSE_DEFAULTS, type FirehoseSettings } from './consumers/firehose/settings'
import { FLINK_READER_DEFAULTS } from './consumers/flink/settings'
import { CONNECTOR_LIBRARY_DEFAULTS, KCL_DEFAULTS, type ConnectorSettings, type KclSettings } from './consumers/kcl/settings'
import { LAMBDA_DEFAULTS, type LambdaSettings } from './consumers/lambda/settings'
import { SDK_READER_DEFAULTS } from './consumers/sdk/settings'
import type { ApplicationSettings } from './consumers/settings'
import { SDK_DEFAULTS } from './producers/sdk/settings'
import { silentSink } from './sink'
import { NOWHERE } from './testing/nowhere'
import { quietScenario } from './testing/quietWorld'
import { goTo, openTimeline, recordingOf } from './timeline'
import { whyBehind } from './why'

const at = (second: number, command: Command): LoggedCommand => ({ atUs: second * US_PER_SECOND, command })
const traffic = (ratePerSecond: number) => at(0, { type: 'AddProducer', producer: { settings: SDK_DEFAULTS, trafficPercent: 100, workload: { kind: 'synthetic', ratePerSecond, recordBytes: 200, keys: { kind: 'uniform', keyCount: 500 } } } })
const split = (second: number) => at(second, { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' } })

function run(commands: LoggedCommand[], applications: Partial<KclSettings>[], untilSecond: number, shardCount = 1) {
  const all = applications.map((settings) => ({ ...KCL_DEFAULTS, name: 'reader', workerCount: 1, workUs: 100, initialPosition: 'TRIM_HORIZON' as const, ...settings }))
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount }), applications: all, commands }), NOWHERE, silentSink)
  goTo(timeline, untilSecond * US_PER_SECOND, silentSink)
  const { world } = timeline
  return (shardIndex: number | null = null, name = 'reader') => whyBehind(world, NOWHERE, { name, shardIndex })
}

const kinds = (causes: readonly Cause[]) => causes.map(({ kind }) => kind)

describe('why an application is behind', () => {
  it('is a question without an answer where nobody has that name, or nothing is owed', () => {
    const why = run([], [{}], 60)
    expect(why(null, 'nobody')).toEqual([])
    expect(why()).toEqual([{ kind: 'caughtUp' }])
  })

  it('leads from a child over its parent to the work that is too slow', () => {
    const why = run([traffic(400), split(60)], [{ workUs: 4_000, threadsPerWorker: 1 }], 100)
    const causes = why(2)
    expect(kinds(causes).slice(0, 3)).toEqual(['behind', 'parentUnfinished', 'behind'])
    expect(causes[1]).toMatchObject({ shardId: formatShardId(2), parentShardId: formatShardId(0) })
    expect(kinds(why(0))).toEqual(['behind', 'catchingUp'])
  })

  it('names work that can never keep up', () => {
    const why = run([traffic(400)], [{ workUs: 4_000, threadsPerWorker: 4 }], 90)
    expect(why().at(-1)).toMatchObject({ kind: 'tooMuchWork', perSecondMax: 250, workUs: 4_000 })
  })

  it('finds the worker that is gone, until another takes its lease', () => {
    const commands = [traffic(100), at(60, { type: 'CrashWorker', application: 'reader', workerId: 'w-1' }), at(61, { type: 'AddWorker', application: 'reader' })]
    expect(run(commands, [{}], 66)().at(-1)).toEqual({ kind: 'ownerSilent', shardId: formatShardId(0), workerId: 'w-1', failoverMs: 10_000 })
    expect(kinds(run(commands, [{}], 200)())).not.toContain('ownerSilent')
  })

  it('tells refused calls and who shares the limit', () => {
    const readers = Array.from({ length: 6 }, (_, place) => at(0, { type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: `r-${place}`, pollIntervalMs: 50, workUs: 0 } }))
    const why = run([traffic(100), ...readers], [], 60)
    expect(why(null, 'r-0').at(-1)).toMatchObject({ kind: 'readRefused', readers: 6 })
  })

  it('says that it has crashed', () => {
    const why = run([traffic(100), at(0, { type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'alone' } }), at(30, { type: 'CrashApplication', application: 'alone' })], [], 60)
    expect(kinds(why(null, 'alone'))).toEqual(['behind', 'applicationCrashed'])
  })
})

describe('whether what comes can be worked off', () => {
  const add = (settings: ApplicationSettings) => at(0, { type: 'AddApplication', settings })
  const lambda = (change: Partial<LambdaSettings>, invokeMs = 0) =>
    add({ ...LAMBDA_DEFAULTS, name: 'f', workUs: 4_000, ...change, function: { ...LAMBDA_DEFAULTS.function, timeoutSeconds: 900, ...change.function, invokeMs } })

  it.each([
    // 4 ms a record: 250 a second in each slot.
    [{ batchSize: 100 }, 0, { kind: 'functionTooSlow', perSecondMax: 250, invocationsAtOnce: 1, batchRecords: 100, invocationMs: 400 }],
    [{ parallelizationFactor: 2 }, 0, { kind: 'catchingUp' }],
    // Small batches pay for each call: 10 records in 50 ms.
    [{ batchSize: 10, parallelizationFactor: 2, workUs: 4_000 }, 20, { kind: 'catchingUp' }],
    [{ batchSize: 10, parallelizationFactor: 2, workUs: 4_000 }, 60, { kind: 'functionTooSlow', perSecondMax: 200, invocationsAtOnce: 2, batchRecords: 10, invocationMs: 100 }],
    // One call at a time for the state of a window, whatever the factor.
    [{ parallelizationFactor: 10, tumblingWindowInSeconds: 30 }, 0, { kind: 'functionTooSlow', invocationsAtOnce: 1 }],
  ] as const)('is told of a function by its batches and slots: %j, %i ms a call', (change, invokeMs, expected) => {
    expect(run([traffic(300), lambda(change, invokeMs)], [], 60)(null, 'f').at(-1)).toMatchObject(expected)
  })

  it.each([
    [2, 6_000, { kind: 'subtaskTooSlow', shards: 2, perSecondMax: 1_000_000 / 6_000, workUs: 6_000 }],
    [4, 6_000, { kind: 'catchingUp' }],
    [2, 4_000, { kind: 'catchingUp' }],
  ])('is told of a Flink subtask by all its shards: parallelism %i, %i µs a record', (parallelism, workUs, expected) => {
    const job = at(60, { type: 'AddApplication', settings: { ...FLINK_READER_DEFAULTS, name: 'job', retrieval: 'fanOut', parallelism, workUs, initialPosition: 'LATEST', outputStreamName: null } })
    const last = run([traffic(400), job], [], 120, 4)(null, 'job').at(-1)!
    expect(last).toMatchObject(expected)
    if (last.kind === 'subtaskTooSlow') expect(last.arrivingPerSecond).toBeGreaterThan(150)
  })
})

describe('a shard that is not read, and records that are not delivered', () => {
  it('waits for the next look at the list of shards', () => {
    const reader = at(0, { type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'r', workUs: 5_000, shardOrder: 'atOnce', discoveryIntervalMs: 3_600_000 } })
    const why = run([traffic(400), reader, split(60)], [], 100)
    expect(why(2, 'r')).toMatchObject([{ kind: 'behind' }, { kind: 'shardDiscovery', shardId: formatShardId(2), looksAtMs: 3_600_000 }])
    expect(kinds(why(0, 'r'))).toEqual(['behind', 'catchingUp'])
  })

  it('waits in the buffer before a transform function, as in the one before S3', () => {
    const transform = { bufferSizeInMBs: 3, invokeMs: 10, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 }
    const firehose = (more: Partial<FirehoseSettings>) => at(0, { type: 'AddApplication', settings: { ...FIREHOSE_DEFAULTS, name: 'f', bufferIntervalInSeconds: 900, ...more } })
    const transforms = run([traffic(50), firehose({ transform })], [], 40)(null, 'f').at(-1)!
    expect(transforms).toMatchObject({ kind: 'buffering' })
    if (transforms.kind === 'buffering') expect(transforms.untilMs! - 60_000).toBeLessThan(40_000)
    expect(run([traffic(50), firehose({})], [], 40)(null, 'f').at(-1)).toMatchObject({ kind: 'buffering' })
  })

  it('waits in the buffer of the Connector Library, read and not emitted, or for a destination that fails', () => {
    const connector = CONNECTOR_LIBRARY_DEFAULTS.connector!
    const last = (change: Partial<ConnectorSettings>, ratePerSecond: number, untilSecond: number) => run([traffic(ratePerSecond)], [{ ...CONNECTOR_LIBRARY_DEFAULTS, connector: { ...connector, ...change } }], untilSecond)().at(-1)!
    expect(last({}, 5, 90)).toMatchObject({ kind: 'buffering', untilMs: null })
    const timed = last({ bufferMsMax: 60_000 }, 5, 90)
    expect(timed.kind === 'buffering' && timed.untilMs! > 90_000).toBe(true)
    expect(last({ emitFailsPercent: 100 }, 500, 65)).toMatchObject({ kind: 'destinationFails' })
  })
})
