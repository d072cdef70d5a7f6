import { describe, expect, it } from 'vitest'
import { restoreWorld, saveWorld } from '../../snapshot'
import { silentSink } from '../../sink'
import { NOWHERE } from '../../testing/nowhere'
import { goTo, openTimeline, recordingOf, resumeTimeline, submitNow } from '../../timeline'
import { quietScenario } from '../../testing/quietWorld'
import { quantileMs } from '../latency'
import { MAPPING_START_US } from './constants'
import { lambdaRun, lambdaSettings, NAME, type LambdaRun } from './testing/lambdaRun'

const KEPT = { orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 }
const START_MS = MAPPING_START_US / 1_000
const KEYS = (count: number, from = 0) => Array.from({ length: count }, (_, keyId) => from + keyId)

describe('enhanced fan-out', () => {
  it('brings records in a fraction of the time that polling takes, without a call of GetRecords', () => {
    const medians = (['polling', 'fanOut'] as const).map((retrieval) => {
      const run = lambdaRun({ settings: { retrieval } }).wait(20_000)
      for (let second = 0; second < 60; second++) run.put(...KEYS(3, 3 * second)).wait(1_037)
      expect(run.wait(5_000).seen).toHaveLength(180)
      expect(run.lambda().reads.getRecordsCalls > 0).toBe(retrieval === 'polling')
      return quantileMs(run.lambda().latencies[retrieval], 0.5)!
    })
    expect(medians[0]).toBeGreaterThan(350)
    expect(medians[1]).toBeLessThan(150)
  })

  it('takes aggregates apart and drops members outside the shard; the standard mapping hands them over as they are', () => {
    const told = (retrieval: 'polling' | 'fanOut', deaggregates = false) => {
      const run = lambdaRun({ shardCount: 2, settings: { retrieval, onFailure: 'sqs', function: { deaggregates } } }).wait(20_000)
      const [own, foreign] = [true, false].map((isOwn) => KEYS(100).filter((keyId) => run.hashKeyOf(keyId) < 1n << 127n === isOwn)) as [number[], number[]]
      run.store([{ keyId: own[0]!, number: 1 }, { keyId: foreign[0]!, number: 2 }, { keyId: own[1]!, number: 3 }]).wait(10_000)
      const { tally, failureItems } = run.lambda()
      expect(failureItems).toEqual([])
      return [tally.userRecordsProcessed, tally.recordsDiscarded, tally.recordsUnread, run.details().invocations[0]!.durationUs]
    }
    expect(told('fanOut')).toEqual([2, 1, 0, 20_400])
    expect(told('polling')).toEqual([0, 0, 3, 20_200])
    expect(told('polling', true)).toEqual([3, 0, 0, 20_600])
  })

  it('is flipped on and off while records come, and none is lost or read twice', () => {
    const run = lambdaRun({ settings: { batchSize: 10, function: { invokeMs: 300 } } }).wait(5_000)
    for (let round = 0; round < 6; round++) {
      run.put(...KEYS(50, 50 * round)).wait(1_700)
      run.set({ retrieval: round % 2 === 0 ? 'fanOut' : 'polling' })
    }
    run.wait(120_000)
    expect(run.seen.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 300 }, (_, place) => place + 1))
    expect(run.broken()).toEqual(KEPT)
  })

  it('stays bounded while its shard is blocked: no more is pushed than is read ahead', () => {
    const run = lambdaRun({ settings: { retrieval: 'fanOut', function: { poisonKey: 'user-7' } } }).wait(20_000).put(7)
    for (let round = 0; round < 40; round++) run.put(...KEYS(100)).wait(20_000)
    expect(run.lambda().reads.recordsRead).toBeLessThan(1_400)
    run.set({ function: { poisonKey: null } }).wait(120_000)
    expect(run.seen).toHaveLength(4_001)
    expect(run.broken()).toEqual(KEPT)
  })
})

describe('a mapping that is created', () => {
  it('in the run takes its time, and at LATEST misses what comes meanwhile', () => {
    const run = lambdaRun({ createdAtMs: 10_000, settings: { startingPosition: 'LATEST' } })
    expect(run.details().mapping).toBe('Creating')
    run.put(1, 2, 3).wait(START_MS + 1_000)
    expect(run.details().mapping).toBe('Enabled')
    run.put(4).wait(3_000)
    expect(run.seen.map(({ keyId }) => keyId)).toEqual([4])
    expect(run.broken()).toEqual({ ...KEPT, atLeastOnce: 3 })
    expect(run.lambda().checks.atLeastOnce.first?.reason).toBe('latest')
  })

  it('at TRIM_HORIZON misses nothing, nor owes at LATEST what was there before', () => {
    const horizon = lambdaRun({ createdAtMs: 10_000 }).put(1, 2, 3).wait(START_MS + 3_000)
    expect(horizon.seen).toHaveLength(3)
    expect(horizon.broken()).toEqual(KEPT)
    const latest = lambdaRun({ settings: { startingPosition: 'LATEST' } }).wait(10).put(1, 2).wait(3_000)
    expect(latest.seen).toHaveLength(2)
    expect(latest.broken()).toEqual(KEPT)
  })

  it('begins with the children where its shards were split meanwhile', () => {
    const run = lambdaRun({ createdAtMs: 10_000, settings: { startingPosition: 'LATEST' } }).put(1).split().wait(START_MS + 5_000)
    run.put(...KEYS(20)).wait(5_000)
    expect(run.seen).toHaveLength(20)
    expect(run.broken().atLeastOnce).toBe(1)
  })
})

describe('a mapping that is disabled and enabled again', () => {
  it.each(['polling', 'fanOut'] as const)('goes on from its position, and calls again what was under way (%s)', (retrieval) => {
    const run = lambdaRun({ settings: { retrieval, batchSize: 10, function: { invokeMs: 1_000 } } }).wait(20_000).put(...KEYS(100)).wait(3_600)
    const before = run.seen.length
    expect(before).toBeGreaterThan(0)
    expect(before % 10).toBe(0)
    run.act({ type: 'CrashApplication', application: NAME })
    expect(run.details()).toMatchObject({ mapping: 'Disabled', shards: [{ slots: [] }] })
    run.put(...KEYS(20)).wait(60_000)
    expect(run.seen).toHaveLength(before)
    run.act({ type: 'RestartApplication', application: NAME }).wait(START_MS + 60_000)
    expect(run.seen.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 120 }, (_, place) => place + 1))
    expect(run.broken()).toEqual(KEPT)
  })

  it('with slots processes again what was done behind the oldest that was not', () => {
    const run = lambdaRun({ settings: { parallelizationFactor: 10, batchSize: 5, function: { poisonKey: 'user-7' } } }).wait(3_000).put(7, ...KEYS(200, 100)).wait(20_000)
    const before = run.seen.length
    expect(before).toBeGreaterThan(150)
    run.act({ type: 'CrashApplication', application: NAME }).act({ type: 'RestartApplication', application: NAME })
    run.set({ function: { poisonKey: null } }).wait(START_MS + 60_000)
    expect(run.seen).toHaveLength(201 + before)
    expect(run.lambda().recordsProcessedAgain).toBe(before)
    expect(run.broken()).toEqual(KEPT)
  })
})

describe('resharding', () => {
  it.each([1, 10])('keeps the children waiting until the parent is through, with %i slots', (parallelizationFactor) => {
    const run = lambdaRun({ settings: { parallelizationFactor, batchSize: 10, function: { invokeMs: 400 } } }).wait(5_000)
    run.put(...Array.from({ length: 200 }, (_, place) => place % 30)).split().wait(2_000)
    run.put(...Array.from({ length: 200 }, (_, place) => place % 30)).wait(1_500)
    expect(run.shard(1).state).toBe('WAITING')
    expect(run.lambda().progress.get(1)?.phase).toBe('waiting')
    run.wait(30_000).merge(1, 2).wait(3_000).put(...KEYS(30)).wait(60_000)
    expect(run.seen).toHaveLength(430)
    expect(run.details().shards.map(({ state }) => state)).toEqual(['ENDED', 'ENDED', 'ENDED', 'READING'])
    const lastOfParent = run.seen.findLastIndex(({ shardIndex }) => shardIndex === 0)
    expect(run.seen.findIndex(({ shardIndex }) => shardIndex === 1)).toBeGreaterThan(lastOfParent)
    expect(run.broken()).toEqual(KEPT)
  })

  it('does not help while a poisoned record blocks the parent', () => {
    const run = lambdaRun({ settings: { function: { poisonKey: 'user-7' } } }).wait(5_000).put(7).split().wait(5_000).put(...KEYS(50, 100)).wait(600_000)
    expect(run.seen).toEqual([])
    run.set({ maximumRetryAttempts: 0 }).wait(70_000)
    expect(run.seen).toHaveLength(50)
    expect(run.broken()).toEqual({ ...KEPT, atLeastOnce: 1 })
  })

  it('of a shard whose records all expired unread is survived', () => {
    const run = lambdaRun({ settings: { function: { poisonKey: 'user-7' } } }).wait(5_000).put(7, 1).split().wait(86_400_000 + 200_000)
    run.put(...KEYS(20, 100)).wait(120_000)
    expect(run.seen).toHaveLength(20)
    expect(run.broken()).toEqual({ ...KEPT, nothingExpired: 2 })
  })
})

describe('a stream that is deleted', () => {
  it('leaves nothing under way, and one of its name is read from its beginning', () => {
    const run = lambdaRun({ settings: { retrieval: 'fanOut', function: { invokeMs: 5_000 } } }).wait(20_000).put(1, 2, 3).wait(1_000)
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's', EnforceConsumerDeletion: true } }).wait(60_000)
    expect(run.lambda().shards.size).toBe(0)
    run.act({ type: 'Call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }).wait(120_000)
    run.put(1, 2).wait(20_000)
    expect(run.seen.slice(-2).map(({ ordinal }) => ordinal)).toEqual([1, 2])
  })
})

describe('tumbling windows', () => {
  const windowed = (change = {}) => lambdaRun({ settings: { tumblingWindowInSeconds: 30, batchSize: 10, ...change } })

  it('count by key, and end with a last call of their own once a record of the next one comes', () => {
    const run = windowed().wait(5_000).put(1, 1, 2).wait(10_000).put(3).wait(5_000)
    expect(run.details().shards[0]!.window).toMatchObject({ records: 4, keys: 3, stateBytes: 2 + 3 * 32 })
    run.wait(20_000).put(4).wait(5_000)
    expect(run.details().windows).toMatchObject([{ records: 4, keys: 3, isWindowTerminatedEarly: false, isGivenUp: false }])
    const { startMs, endMs } = run.details().windows[0]!
    expect([startMs % 30_000, endMs - startMs]).toEqual([0, 30_000])
    const calls = run.details().invocations.map(({ records, isFinalInvokeForWindow }) => [records, isFinalInvokeForWindow])
    expect(calls.reverse()).toEqual([
      [3, false],
      [1, false],
      [0, true],
      [1, false],
    ])
  })

  it('cut a batch where one ends', () => {
    const run = windowed({ function: { invokeMs: 6_000 } }).wait(1_000).put(9).wait(26_500).put(1, 2).wait(4_000).put(3, 4).wait(300_000)
    expect(run.details().windows.map(({ records }) => records).reverse()).toEqual([3, 2])
    expect(run.seen.map(({ keyId }) => keyId)).toEqual([9, 1, 2, 3, 4])
  })

  it('end by themselves after two minutes without records', () => {
    const run = windowed().wait(5_000).put(1).wait(130_000)
    expect(run.details().windows).toEqual([])
    run.wait(30_000)
    expect(run.details().windows).toMatchObject([{ records: 1 }])
    // The window ends at 30 s.
    expect(run.details().windows[0]!.closedAtMs).toBeGreaterThanOrEqual(150_000)
    expect(run.details().windows[0]!.closedAtMs).toBeLessThan(151_000)
  })

  it('end with their shard, and children begin without a state', () => {
    const run = windowed().wait(5_000).put(...KEYS(20)).split().wait(4_000).put(...KEYS(20)).wait(10_000)
    expect(run.details().windows).toMatchObject([{ shardId: 'shardId-000000000000', records: 20, keys: 20 }])
    const open = run.details().shards.slice(1).map(({ window }) => window!.records)
    expect(open[0]! + open[1]!).toBe(20)
  })

  it('end early where the state outgrows 1 MB, and the same window begins anew', () => {
    const run = windowed({ tumblingWindowInSeconds: 900, batchSize: 10_000 })
    run.timeline.world.account.throttling = false
    run.wait(2_000)
    for (let burst = 0; burst < 60; burst++) run.put(...KEYS(1_000, 1_000 * burst))
    run.wait(60_000)
    const [window] = run.details().windows
    expect(window).toMatchObject({ isWindowTerminatedEarly: true })
    expect(window!.stateBytes).toBeGreaterThan(1_048_576)
    expect(run.details().shards[0]!.window!.records + window!.records).toBe(60_000)
    expect(run.details().shards[0]!.window!.startAt).toBe(window!.startMs)
  })

  it('do not take a failed batch into their state, and keep it while the mapping is disabled', () => {
    const run = windowed({ tumblingWindowInSeconds: 900, function: { poisonKey: 'user-7' } }).wait(5_000).put(1).wait(3_000).put(7).wait(20_000)
    expect(run.details().shards[0]!.window).toMatchObject({ records: 1 })
    run.act({ type: 'CrashApplication', application: NAME }).act({ type: 'RestartApplication', application: NAME })
    run.set({ function: { poisonKey: null } }).wait(START_MS + 10_000)
    expect(run.details().shards[0]!.window).toMatchObject({ records: 2, keys: 2 })
    expect(run.broken()).toEqual(KEPT)
  })

  it('whose last call keeps failing block their shard until the attempts are used up', () => {
    const run = windowed({ maximumRetryAttempts: 3 }).wait(5_000).put(1).wait(20_000)
    run.set({ function: { failsPerThousand: 1_000 } }).wait(10_000).put(2).wait(1_100)
    run.set({ function: { failsPerThousand: 0 } })
    const [first] = run.details().invocations
    expect(first).toMatchObject({ isFinalInvokeForWindow: true, outcome: 'failed' })
    expect(run.seen.map(({ keyId }) => keyId)).toEqual([1])
    run.wait(10_000)
    expect(run.seen.map(({ keyId }) => keyId)).toEqual([1, 2])
    const forever = windowed({ maximumRetryAttempts: 1 }).wait(5_000).put(1).wait(20_000)
    forever.set({ function: { failsPerThousand: 1_000 } }).wait(10_000).put(2).wait(60_000)
    expect(forever.details().windows).toMatchObject([{ isGivenUp: true }])
    expect(forever.lambda().books.windowsGivenUp).toBe(1)
  })
})

describe('a run of every trouble', () => {
  const SETTINGS = lambdaSettings({
    batchSize: 25,
    parallelizationFactor: 4,
    maximumBatchingWindowInSeconds: 1,
    maximumRetryAttempts: 2,
    bisectBatchOnFunctionError: true,
    reportBatchItemFailures: true,
    onFailure: 's3',
    function: { poisonKey: 'user-7', failsPerThousand: 100, invokeMs: 300, deaggregates: true },
  })
  const recording = () => {
    const at = (ms: number, command: object) => ({ atUs: ms * 1_000, command })
    const commands = [
      at(0, { type: 'AddApplication', settings: SETTINGS }),
      at(0, { type: 'AddApplication', settings: { ...SETTINGS, name: 'windows', tumblingWindowInSeconds: 10, retrieval: 'fanOut', batchSize: 100, function: { ...SETTINGS.function, invokeMs: 50 } } }),
      at(20_000, { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(2n ** 127n) } }),
      at(30_000, { type: 'SetApplicationSettings', application: NAME, settings: { ...SETTINGS, parallelizationFactor: 10, retrieval: 'fanOut' } }),
      at(40_000, { type: 'CrashApplication', application: 'windows' }),
      at(45_000, { type: 'RestartApplication', application: 'windows' }),
    ]
    const scenario = { ...quietScenario({ shardCount: 1 }), producers: { count: 2, workload: { kind: 'synthetic', ratePerSecond: 60, recordBytes: 200, keys: { kind: 'uniform', keyCount: 400 } } }, commands }
    return recordingOf(scenario as Parameters<typeof recordingOf>[0])
  }

  it('goes on from saved bytes of any instant as if nothing had been, and keeps the order of each key', () => {
    const straight = openTimeline(recording(), NOWHERE, silentSink)
    let restored = openTimeline(recording(), NOWHERE, silentSink)
    for (const ms of [3_333, 7_100, 12_345, 20_001, 22_750, 30_000, 31_111, 42_000, 50_000, 77_777, 90_000]) {
      goTo(straight, ms * 1_000, silentSink)
      goTo(restored, ms * 1_000, silentSink)
      const bytes = saveWorld(restored.world)
      expect(Buffer.from(bytes).equals(Buffer.from(saveWorld(straight.world))), `at ${ms} ms`).toBe(true)
      restored = resumeTimeline(recording(), NOWHERE, restoreWorld(bytes))
    }
    const [plain, windows] = straight.world.applications as [LambdaApplicationOf, LambdaApplicationOf]
    for (const { books, checks, failureItems } of [plain, windows]) {
      expect(Math.min(books.failed, books.partly, books.batchesSplit, books.retries, books.itemsToDestination, failureItems.length)).toBeGreaterThan(0)
      expect(checks).toMatchObject({ orderPerKey: { records: 0 }, parentsFirst: { records: 0 }, nothingExpired: { records: 0 } })
    }
    expect(windows.books.windowsClosed).toBeGreaterThan(2)
    // Once all is calm, what was not given up was processed.
    submitNow(straight, { type: 'SetProducerCount', producerCount: 0 }, silentSink)
    goTo(straight, 400_000_000, silentSink)
    for (const { progress } of [plain, windows]) {
      straight.world.streams[0]!.shards.forEach(({ log }, shardIndex) => {
        expect(progress.get(shardIndex)?.done).toEqual([1, log.nextOrdinal])
      })
    }
  })
})

type LambdaApplicationOf = ReturnType<LambdaRun['lambda']>
