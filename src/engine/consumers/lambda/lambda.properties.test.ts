import { afterAll, describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { lambdaRun, NAME, type LambdaChange, type LambdaRun } from './testing/lambdaRun'

const FIXED = [1, 2, 3, 4, 5, 6, 7, 8]
/** More of them in a long run: `SEEDS=200 npx vitest run src/engine/consumers/lambda`. */
const SEEDS = [...FIXED, ...Array.from({ length: Number(process.env.SEEDS ?? 2) }, () => Math.floor(Math.random() * 2 ** 31))]
const POISON = 3
/** What came about in all runs together: otherwise they were too tame to tell anything. */
const met = { again: 0, failed: 0, partly: 0, split: 0, crashes: 0, reshards: 0, windows: 0, givenUp: 0, throttles: 0, timedOut: 0, slots: new Set<number>(), blocked: 0 }

function pick<T>(prng: Prng, items: readonly T[]): T {
  return items[nextBelow(prng, items.length)]!
}

function randomChange(prng: Prng): LambdaChange {
  return {
    retrieval: pick(prng, ['polling', 'fanOut']),
    batchSize: pick(prng, [1, 7, 100, 1_000]),
    maximumBatchingWindowInSeconds: pick(prng, [0, 0, 3]),
    parallelizationFactor: pick(prng, [1, 2, 5, 10]),
    bisectBatchOnFunctionError: pick(prng, [true, true, false]),
    reportBatchItemFailures: pick(prng, [true, true, false]),
    tumblingWindowInSeconds: pick(prng, [0, 0, 10]),
    workUs: pick(prng, [0, 500, 5_000, 20_000]),
    function: { invokeMs: pick(prng, [0, 20, 900]), poisonKey: pick(prng, [null, `user-${POISON}`]), failsPerThousand: pick(prng, [0, 0, 200]), timeoutSeconds: pick(prng, [1, 3, 900]), reservedConcurrentExecutions: pick(prng, [null, null, 1, 3]) },
  }
}

/** Acts of a minute or two, and then such calm that whatever can be processed is. */
function randomRun(seed: number, endless: boolean): LambdaRun {
  const prng = createPrng(seed, 'lambda')
  const forEver = endless ? { maximumRetryAttempts: -1 } : { maximumRetryAttempts: nextBelow(prng, 3), onFailure: pick(prng, ['none', 'sqs', 's3'] as const) }
  const run = lambdaRun({ shardCount: nextBetween(prng, { min: 1, max: 3 }), settings: { ...randomChange(prng), ...forEver } })
  for (let act = 0; act < 50; act++) {
    run.wait(nextBetween(prng, { min: 1, max: 4_000 }))
    run.put(...Array.from({ length: nextBelow(prng, 120) }, () => nextBelow(prng, 25)))
    if (nextBelow(prng, 5) === 0) run.set({ ...randomChange(prng), ...forEver })
    if (nextBelow(prng, 10) === 0) reshard(prng, run)
    if (nextBelow(prng, 25) === 0) {
      run.act({ type: 'CrashApplication', application: NAME })
      met.crashes++
    }
    if (nextBelow(prng, 3) === 0) run.act({ type: 'RestartApplication', application: NAME })
    met.slots.add(run.lambda().settings.parallelizationFactor)
    expectConcurrency(run)
  }
  run.act({ type: 'RestartApplication', application: NAME })
  run.set({ function: { poisonKey: null, failsPerThousand: 0, invokeMs: 1, timeoutSeconds: 900, reservedConcurrentExecutions: null }, workUs: 0, batchSize: 1_000 })
  return run.wait(600_000)
}

/** What counts against the limit is what is under way. */
function expectConcurrency(run: LambdaRun): void {
  const { executions, shards } = run.lambda()
  const invoking = Array.from(shards.values()).flatMap(({ slots }) => slots.filter(({ doing }) => doing === 'invoking'))
  expect(executions).toBe(invoking.length)
}

function reshard(prng: Prng, run: LambdaRun): void {
  const { shards, openShards } = run.timeline.world.streams[0]!
  const at = nextBelow(prng, openShards.length)
  const { shardIndex, startingHashKey, endingHashKey } = shards[openShards[at]!]!
  const [first, second] = [openShards[at]!, openShards[at + 1]]
  if (second !== undefined && nextBelow(prng, 2) === 0) run.merge(first, second)
  else run.act({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: String(shardIndex), NewStartingHashKey: String((startingHashKey + endingHashKey) / 2n) } })
  met.reshards++
}

function note({ lambda, of }: LambdaRun): void {
  const { books, recordsProcessedAgain, checks } = lambda()
  met.again += recordsProcessedAgain
  met.failed += books.failed
  met.partly += books.partly
  met.split += books.batchesSplit
  met.throttles += books.throttles
  met.timedOut += books.timedOut
  met.windows += books.windowsClosed
  met.givenUp += checks.atLeastOnce.records
  met.blocked += of('ShardBlocked').length
}

/** By shard, how often each record was processed. */
function timesProcessed(run: LambdaRun): Map<string, number> {
  const times = new Map<string, number>()
  for (const { shardIndex, ordinal } of run.seen) times.set(`${shardIndex}/${ordinal}`, (times.get(`${shardIndex}/${ordinal}`) ?? 0) + 1)
  return times
}

/** Records that were first processed before an earlier one of their key, that was stored before them. */
function overtaking(run: LambdaRun): string[] {
  const first = new Map<string, number>()
  run.seen.forEach(({ shardIndex, ordinal }, at) => {
    const name = `${shardIndex}/${ordinal}`
    if (!first.has(name)) first.set(name, at)
  })
  const late: string[] = []
  const newest = new Map<string, number>()
  const sorted = [...run.seen].sort((left, right) => left.shardIndex - right.shardIndex || left.ordinal - right.ordinal)
  for (const { shardIndex, ordinal, keyId } of sorted) {
    const at = first.get(`${shardIndex}/${ordinal}`)!
    // A key's shards are numbered in order of its records: each one's child comes after it.
    if (at < (newest.get(String(keyId)) ?? -1)) late.push(`${shardIndex}/${ordinal} of user-${keyId}`)
    newest.set(String(keyId), Math.max(at, newest.get(String(keyId)) ?? -1))
  }
  return late
}

describe.each(SEEDS)('any history of a Lambda function, seed %i', (seed) => {
  it('without a limit of retries loses nothing and keeps the order of each key', { timeout: 60_000 }, () => {
    const run = randomRun(seed, true)
    const stored = run.timeline.world.streams[0]!.shards.flatMap(({ shardIndex, recordsStored }) => Array.from({ length: recordsStored }, (_, place) => `${shardIndex}/${place + 1}`))
    const times = timesProcessed(run)
    expect(stored.filter((name) => !times.has(name))).toEqual([])
    expect(times.size).toBe(stored.length)
    expect(run.seen.length - times.size).toBe(run.lambda().recordsProcessedAgain)
    expect(overtaking(run)).toEqual([])
    expect(run.broken()).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 })
    for (const { state, slots, recordsRead, window } of run.details().shards) {
      expect([state === 'READING' || state === 'ENDED', recordsRead, window === null || state === 'READING']).toEqual([true, 0, true])
      for (const { doing, recordsWaiting, batch } of slots) expect([doing, recordsWaiting, batch]).toEqual(['idle', 0, null])
    }
    note(run)
  })

  it('with one gives up exactly what it never processes, and says so', { timeout: 60_000 }, () => {
    const run = randomRun(seed, false)
    const storedCount = run.timeline.world.streams[0]!.shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0)
    const { checks, books } = run.lambda()
    expect(storedCount - timesProcessed(run).size).toBeLessThanOrEqual(checks.atLeastOnce.records)
    expect(checks.atLeastOnce.records).toBeLessThanOrEqual(books.recordsRetriesExhausted)
    if (run.lambda().settings.onFailure !== 'none') expect(books.recordsToDestination).toBe(books.recordsRetriesExhausted)
    expect(run.broken()).toMatchObject({ orderPerKey: 0, parentsFirst: 0, nothingExpired: 0 })
    expect(overtaking(run)).toEqual([])
    note(run)
  })
})

afterAll(() => {
  expect(Math.min(met.again, met.failed, met.partly, met.split, met.windows, met.givenUp, met.throttles, met.timedOut)).toBeGreaterThan(10)
  expect(Math.min(met.crashes, met.reshards, met.blocked)).toBeGreaterThan(2)
  expect(met.slots.size).toBe(4)
})
