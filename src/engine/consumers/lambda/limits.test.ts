import { describe, expect, it } from 'vitest'
import type { LambdaApplication } from './model'
import { CONCURRENT_EXECUTIONS_MAX, RETRY_FIRST_US } from './constants'
import { concurrencyOf } from './concurrency'
import { LAMBDA_DEFAULTS } from './settings'
import { lambdaRun, lambdaSettings, type LambdaRun } from './testing/lambdaRun'
import { whyLambdaBehind } from './whyBehind'

const KEPT = { orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 }
const KEYS = (count: number) => Array.from({ length: count }, (_, keyId) => keyId)
const seenKeys = (run: LambdaRun) => run.seen.map(({ keyId }) => keyId)
/** Of two keys, one in each of two shards. */
const oneOfEach = (run: LambdaRun) => [true, false].map((isFirst) => KEYS(100).find((keyId) => run.hashKeyOf(keyId) < 1n << 127n === isFirst)!) as [number, number]

describe('a mapping that begins at a timestamp', () => {
  it.each(['polling', 'fanOut'] as const)('reads what is not older, and owes nothing else (%s)', (retrieval) => {
    const run = lambdaRun().wait(9_990).put(1, 2).wait(20).put(3).wait(5_000).put(4).wait(5_000)
    run.act({ type: 'RemoveApplication', application: 'function-1' })
    run.act({ type: 'AddApplication', settings: { ...lambdaSettings({ retrieval, startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp: 10 }), name: 'function-2' } })
    const before = run.seen.length
    run.wait(50_000).put(5).wait(5_000)
    expect(run.seen.slice(before).map(({ keyId }) => keyId)).toEqual([3, 4, 5])
    const second = run.timeline.world.applications[1] as LambdaApplication
    expect(Object.values(second.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
  })

  it('finds shards empty that were closed before, and reads all of those that were opened since', () => {
    const run = lambdaRun({ shardCount: 1, createdAtMs: 1 })
    run.act({ type: 'RemoveApplication', application: 'function-1' })
    run.put(1, 2).wait(10_000).split().wait(10_000).put(3, 4).wait(20_000)
    run.act({ type: 'AddApplication', settings: { ...lambdaSettings({ startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp: 15 }), name: 'function-2' } })
    run.wait(60_000)
    expect(seenKeys(run).toSorted()).toEqual([3, 4])
    const second = run.timeline.world.applications[1] as LambdaApplication
    expect(Array.from(second.shards.values(), ({ shardIndex, state }) => [shardIndex, state])).toEqual([[0, 'ENDED'], [1, 'READING'], [2, 'READING']])
  })

  it('goes on where it was after it was disabled, and not at the timestamp', () => {
    const run = lambdaRun({ settings: { startingPosition: 'AT_TIMESTAMP' } }).put(1, 2).wait(5_000)
    run.act({ type: 'CrashApplication', application: 'function-1' }).put(3).act({ type: 'RestartApplication', application: 'function-1' }).wait(60_000)
    expect(seenKeys(run)).toEqual([1, 2, 3])
  })

  it('is refused where that has not come yet', () => {
    const run = lambdaRun().wait(20_500)
    const add = (startingPositionTimestamp: number) => run.act({ type: 'AddApplication', settings: { ...lambdaSettings({ startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp }), name: `at-${startingPositionTimestamp}` } })
    add(21)
    add(20)
    expect(run.of('CommandRefused')).toMatchObject([{ reason: { key: 'notWhole', values: { setting: 'lambda.startingPositionTimestamp', value: 21, min: 0, max: 20 } } }])
    expect(run.timeline.world.applications.map(({ settings }) => settings.name)).toEqual(['function-1', 'at-20'])
  })
})

describe("a function's timeout", () => {
  it('is 3 s unless it is set, and cuts off an invocation that takes longer: what it was through with comes again', () => {
    expect(LAMBDA_DEFAULTS.function.timeoutSeconds).toBe(3)
    const run = lambdaRun({ settings: { batchSize: 10, workUs: 400_000, function: { invokeMs: 100, timeoutSeconds: 3 }, maximumRetryAttempts: 1, onFailure: 'sqs' } }).put(...KEYS(10)).wait(30_000)
    // 100 ms and seven records of 400 ms fit.
    expect(seenKeys(run)).toEqual([...KEYS(7), ...KEYS(7)])
    expect(run.details().books).toMatchObject({ invocations: 2, failed: 2, timedOut: 2, retries: 1, recordsRetriesExhausted: 10, durationUs: 6_000_000 })
    expect(run.details().invocations.map(({ outcome, durationUs }) => [outcome, durationUs])).toEqual([['timedOut', 3_000_000], ['timedOut', 3_000_000]])
    // Seven were written, though the mapping gave up all ten.
    expect(run.broken()).toEqual({ ...KEPT, atLeastOnce: 3 })
    expect(run.of('InvocationFailed').length).toBeGreaterThan(0)
  })

  it('is met by a batch that takes just so long', () => {
    const run = lambdaRun({ settings: { batchSize: 10, workUs: 290_000, function: { invokeMs: 100, timeoutSeconds: 3 } } }).put(...KEYS(10)).wait(10_000)
    expect(run.details().books).toMatchObject({ invocations: 1, failed: 0, timedOut: 0 })
  })

  it('is got round by smaller halves', () => {
    const run = lambdaRun({ settings: { batchSize: 16, workUs: 500_000, bisectBatchOnFunctionError: true, function: { invokeMs: 0, timeoutSeconds: 3 } } }).put(...KEYS(16)).wait(60_000)
    expect(run.details().books).toMatchObject({ timedOut: 3, batchesSplit: 3, retries: 0, recordsRetriesExhausted: 0 })
    expect(new Set(seenKeys(run)).size).toBe(16)
    expect(run.lambda().recordsProcessedAgain).toBe(3 * 6)
    expect(run.broken()).toEqual(KEPT)
  })

  it('leaves nothing written where the batch is poisoned, or where starting takes all the time', () => {
    for (const change of [{ poisonKey: 'user-2', invokeMs: 0 }, { invokeMs: 4_000 }]) {
      const run = lambdaRun({ settings: { batchSize: 10, workUs: 400_000, reportBatchItemFailures: true, function: { timeoutSeconds: 3, ...change } } }).put(...KEYS(10)).wait(9_000)
      expect(run.details().books.timedOut).toBeGreaterThan(1)
      expect(run.details().books.partly).toBe(0)
      expect(run.seen).toEqual([])
    }
  })
})

describe('concurrency', () => {
  const slow = { invokeMs: 2_000, timeoutSeconds: 900 }

  it('that is reserved is the most that runs at once: the other shard is throttled, tries again, and keeps its order', () => {
    const run = lambdaRun({ shardCount: 2, settings: { function: { ...slow, reservedConcurrentExecutions: 1 } } }).wait(500)
    const [first, second] = oneOfEach(run)
    run.put(first, second, first, second)
    let most = 0
    let throttledMs = 0
    for (let ms = 0; ms < 12_000; ms += 100) {
      run.wait(100)
      most = Math.max(most, run.details().concurrency.inUse)
      if (run.details().shards.some(({ slots }) => slots[0]?.doing === 'throttled')) throttledMs += 100
    }
    expect(most).toBe(1)
    expect(throttledMs).toBeGreaterThan(1_000)
    expect(run.details().books).toMatchObject({ invocations: 2, failed: 0, retries: 0 })
    // After a second or less it is still busy, and maybe the time after.
    expect([2, 3]).toContain(run.details().books.throttles)
    expect(seenKeys(run)).toHaveLength(4)
    expect(run.broken()).toEqual(KEPT)
  })

  it('of 0 stops the function, whatever is retried: no attempt is counted, and records grow too old for it', () => {
    const run = lambdaRun({ settings: { maximumRetryAttempts: 0, maximumRecordAgeInSeconds: 60, onFailure: 'sqs', function: { reservedConcurrentExecutions: 0 } } }).put(1, 2).wait(40_000)
    const { concurrency, books, shards } = run.details()
    expect(concurrency).toEqual({ own: 0, inUse: 0, limit: 0, isReserved: true })
    expect(books).toMatchObject({ invocations: 0, retries: 0, recordsAgeExceeded: 0 })
    expect(books.throttles).toBeGreaterThan(3)
    expect(shards[0]!.slots[0]).toMatchObject({ doing: 'throttled', batch: { records: 2, attempt: 1, retries: 0 } })
    expect(shards[0]!.isBlocked).toBe(false)
    expect(whyLambdaBehind(run.timeline.world, run.lambda(), 0)).toEqual({ kind: 'functionThrottled', shardId: 'shardId-000000000000', inUse: 0, limit: 0 })
    run.wait(90_000)
    expect(run.details().books).toMatchObject({ invocations: 0, recordsAgeExceeded: 2, recordsToDestination: 2 })
    run.set({ function: { reservedConcurrentExecutions: null } }).put(3).wait(70_000)
    expect(seenKeys(run)).toEqual([3])
  })

  it('that nobody has reserved is shared, and shrinks by what others reserve', () => {
    const run = lambdaRun({ settings: { function: slow } }).put(1).wait(500)
    expect(run.details().concurrency).toEqual({ own: 1, inUse: 1, limit: CONCURRENT_EXECUTIONS_MAX, isReserved: false })
    const add = (name: string, reservedConcurrentExecutions: number | null) => run.act({ type: 'AddApplication', settings: { ...lambdaSettings({ startingPosition: 'LATEST', function: { ...slow, reservedConcurrentExecutions } }), name } })
    add('reserves', 800)
    add('too-much', 101)
    add('shares', null)
    expect(run.of('CommandRefused')).toMatchObject([{ reason: { values: { setting: 'lambda.reservedConcurrentExecutions', value: 101, max: 100 } } }])
    run.wait(40_000).put(2).wait(1_500)
    expect(run.details().concurrency).toEqual({ own: 1, inUse: 2, limit: 200, isReserved: false })
    const [, reserves] = run.timeline.world.applications as LambdaApplication[]
    expect(concurrencyOf(run.timeline.world, reserves!)).toEqual({ own: 1, inUse: 1, limit: 800, isReserved: true })
    // A reservation may be kept as it is, and a function that is gone has none.
    run.act({ type: 'SetApplicationSettings', application: 'reserves', settings: { ...reserves!.settings, batchSize: 7 } })
    expect(run.of('CommandRefused')).toHaveLength(1)
    run.act({ type: 'RemoveApplication', application: 'reserves' })
    expect(run.details().concurrency.limit).toBe(CONCURRENT_EXECUTIONS_MAX)
  })

  it('is given back when the mapping is disabled, or the stream is gone', () => {
    for (const command of [{ type: 'CrashApplication', application: 'function-1' }, { type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }] as const) {
      const run = lambdaRun({ settings: { function: slow } }).wait(5_000).put(1).wait(1_500)
      expect(run.lambda().executions).toBe(1)
      expect(run.act(command).wait(120_000).lambda().executions).toBe(0)
    }
  })

  it('that is lowered lets what runs run on', () => {
    const run = lambdaRun({ settings: { parallelizationFactor: 10, function: slow } }).put(...KEYS(40)).wait(1_500)
    const { own } = run.details().concurrency
    expect(own).toBeGreaterThan(3)
    run.set({ function: { reservedConcurrentExecutions: 2 } })
    expect(run.details().concurrency).toEqual({ own, inUse: own, limit: 2, isReserved: true })
    run.wait(RETRY_FIRST_US / 1_000 + 3_000)
    run.put(...KEYS(40)).wait(1_500)
    expect(run.details().concurrency.inUse).toBe(2)
    run.wait(200_000)
    expect(seenKeys(run)).toHaveLength(80)
    expect(run.broken()).toEqual(KEPT)
  })
})
