import { describe, expect, it } from 'vitest'
import { lambdaRun, type LambdaChange, type LambdaRun } from './testing/lambdaRun'

const POISON = 7
const DAY_MS = 86_400_000

/** A batch of so many records, the poisoned one at a place; each has its own key. */
function poisoned(settings: LambdaChange, { records = 100, at = 36 } = {}): LambdaRun {
  const run = lambdaRun({ settings: { ...settings, function: { poisonKey: `user-${POISON}`, invokeMs: 10, ...settings.function } } })
  return run.wait(5_000).put(...Array.from({ length: records }, (_, place) => (place === at ? POISON : 1_000 + place)))
}

const done = (run: LambdaRun) => run.seen.length
const attempts = ({ books }: { books: { invocations: number; failed: number; partly: number; retries: number; batchesSplit: number } }) => [books.invocations, books.failed, books.partly, books.retries, books.batchesSplit]

describe('a poisoned record', () => {
  it.each<{ name: string; settings: LambdaChange; done: number; givenUp: number; attempts: number[]; items: number[] }>([
    { name: 'with no retries takes its batch with it', settings: { maximumRetryAttempts: 0 }, done: 0, givenUp: 100, attempts: [1, 1, 0, 0, 0], items: [] },
    { name: 'is called once more than there are retries', settings: { maximumRetryAttempts: 3, onFailure: 'sqs' }, done: 0, givenUp: 100, attempts: [4, 4, 0, 3, 0], items: [100] },
    // 100, 50, 25, 13 with it, then the 12 behind it … each half is called once.
    { name: 'is isolated by bisecting, which uses no retry', settings: { maximumRetryAttempts: 0, bisectBatchOnFunctionError: true, onFailure: 's3' }, done: 99, givenUp: 1, attempts: [15, 8, 0, 0, 7], items: [1] },
    { name: 'isolated by bisecting is then retried by itself', settings: { maximumRetryAttempts: 2, bisectBatchOnFunctionError: true, onFailure: 'sqs' }, done: 99, givenUp: 1, attempts: [17, 10, 0, 2, 7], items: [1] },
    // 36 are done; the 64 from there on fail as a whole.
    { name: 'that is reported keeps what is before it', settings: { maximumRetryAttempts: 0, reportBatchItemFailures: true, onFailure: 'sqs' }, done: 36, givenUp: 64, attempts: [1, 0, 1, 0, 0], items: [64] },
    { name: 'that is reported is retried with all behind it', settings: { maximumRetryAttempts: 2, reportBatchItemFailures: true, onFailure: 'sqs' }, done: 36, givenUp: 64, attempts: [3, 2, 1, 2, 0], items: [64] },
    // Split at the number (64 left), then in halves: 32, 16, 8, 4, 2, 1.
    { name: 'that is reported and bisected is alone in the end', settings: { maximumRetryAttempts: 1, reportBatchItemFailures: true, bisectBatchOnFunctionError: true, onFailure: 'sqs' }, done: 99, givenUp: 1, attempts: [15, 8, 1, 1, 7], items: [1] },
  ])('$name', ({ settings, done: expected, givenUp, attempts: calls, items }) => {
    const run = poisoned(settings).wait(60_000)
    expect({ done: done(run), attempts: attempts(run.lambda()) }).toEqual({ done: expected, attempts: calls })
    expect(run.broken()).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: givenUp, nothingExpired: 0 })
    expect(run.lambda().checks.atLeastOnce.first?.reason).toBe('givenUp')
    expect(run.lambda().failureItems.map(({ records }) => records)).toEqual(items)
    // The shard goes on.
    run.put(1).wait(3_000)
    expect(done(run)).toBe(expected + 1)
  })

  it.each<{ name: string; settings: LambdaChange; again: number }>([
    { name: 'not at all without retries', settings: { maximumRetryAttempts: 0 }, again: 0 },
    { name: 'with all of its batch at each retry', settings: { maximumRetryAttempts: 3 }, again: 300 },
    { name: 'with what is behind it after partial responses', settings: { maximumRetryAttempts: 2, reportBatchItemFailures: true }, again: 128 },
    // Both halves of 100, 50, 25, 13, 6, 3 and 2.
    { name: 'with both halves of each split', settings: { maximumRetryAttempts: 0, bisectBatchOnFunctionError: true }, again: 199 },
  ])('is handed to the function again $name', ({ settings, again }) => {
    const run = poisoned(settings).wait(60_000)
    expect(run.lambda().books.recordsInvokedAgain).toBe(again)
    expect(run.lambda().recordsProcessedAgain).toBe(0)
  })

  it.each([2, 3, 10, 64, 100, 1_000])('of %i is found in as many halvings as it takes', (records) => {
    for (const at of [0, records - 1, Math.floor(records / 3)]) {
      const run = poisoned({ batchSize: records, maximumRetryAttempts: 0, bisectBatchOnFunctionError: true }, { records, at }).wait(60_000)
      expect(done(run)).toBe(records - 1)
      expect(run.lambda().books.failed).toBeLessThanOrEqual(Math.ceil(Math.log2(records)) + 1)
      expect(run.seen.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: records }, (_, place) => place + 1).filter((ordinal) => ordinal !== at + 1))
    }
  })

  it('is discarded once it is older than MaximumRecordAgeInSeconds, and no younger one is', () => {
    const run = poisoned({ maximumRecordAgeInSeconds: 60, onFailure: 'sqs', batchSize: 10 }, { records: 10, at: 0 })
    run.wait(30_000).put(1, 2, 3).wait(20_000)
    expect(done(run)).toBe(0)
    run.wait(80_000)
    expect(run.seen.map(({ keyId }) => keyId)).toEqual([1, 2, 3])
    expect(run.lambda().books).toMatchObject({ recordsAgeExceeded: 10, recordsRetriesExhausted: 0, recordsToDestination: 10 })
    expect(run.details().failureItems[0]).toMatchObject({ condition: 'RecordAgeExceeded', destination: 'sqs', objectKey: null, payload: null, records: 10 })
  })

  it('is what the person cures: the next call goes through, and the shard is told free', () => {
    const run = poisoned({}).wait(30_000)
    expect(run.shard().isBlocked).toBe(true)
    expect(run.of('ShardBlocked')).toMatchObject([{ retries: 2, records: 100, shardId: 'shardId-000000000000' }])
    expect(run.details().shards[0]).toMatchObject({ isBlocked: true, slots: [{ doing: 'backingOff', isBlocked: true, batch: { records: 100, retries: 5 } }] })
    run.set({ function: { poisonKey: null } }).wait(60_000)
    expect(done(run)).toBe(100)
    expect(run.shard().isBlocked).toBe(false)
    expect(run.of('ShardUnblocked')).toMatchObject([{ by: 'ok' }])
    expect(run.broken().atLeastOnce).toBe(0)
  })

  it('blocks its shard until it is past retention; other shards, and what is younger, go on', () => {
    const run = lambdaRun({ shardCount: 2, settings: { function: { poisonKey: 'user-7' } } })
    const [lower, upper] = [0, 1].map((shardIndex) => Array.from({ length: 60 }, (_, keyId) => keyId).filter((keyId) => keyId !== 7 && shardOf(run, keyId) === shardIndex)) as [number[], number[]]
    const poisonedShard = shardOf(run, 7)
    const [own, other] = poisonedShard === 0 ? [lower, upper] : [upper, lower]
    run.wait(5_000).put(own[0]!, 7, own[1]!, other[0]!).wait(3_600_000)
    run.put(own[2]!, other[1]!).wait(DAY_MS - 3_600_000 - 120_000)
    expect(run.seen.map(({ keyId }) => keyId)).toEqual([other[0], other[1]])
    expect(run.shard(poisonedShard).iteratorAgeMs).toBeGreaterThan(DAY_MS - 300_000)
    run.wait(300_000)
    // Its batch was stored together and expires together.
    expect(run.seen.map(({ keyId }) => keyId)).toEqual([other[0], other[1], own[2]])
    expect(run.broken()).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 3 })
    expect(run.of('ShardUnblocked')).toMatchObject([{ by: 'expired' }])
    expect(run.lambda().books.recordsExpired).toBe(3)
    // The pause grows to a minute: some 1,440 tries in a day, and not one a second.
    expect(run.lambda().books.failed).toBeGreaterThan(1_400)
    expect(run.lambda().books.failed).toBeLessThan(1_500)
  })

  it('is of the outer key alone where the function gets the aggregate, and of any member where it takes it apart', () => {
    const failed = (settings: LambdaChange) => {
      const run = lambdaRun({ settings: { maximumRetryAttempts: 0, ...settings, function: { poisonKey: 'user-7', ...settings.function } } })
      run.wait(10_000).store([{ keyId: 1, number: 1 }, { keyId: 7, number: 2 }]).wait(10_000)
      return run.lambda().books.failed
    }
    expect(failed({})).toBe(0)
    expect(failed({ function: { deaggregates: true } })).toBe(1)
    expect(failed({ retrieval: 'fanOut' })).toBe(1)
  })
})

function shardOf(run: LambdaRun, keyId: number): number {
  return run.hashKeyOf(keyId) < 1n << 127n ? 0 : 1
}
