import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIB } from '../../../base/units'
import type { SettingName } from '../../refusalReasons'
import { BATCH_SIZE_MAX, MAPPING_START_US, PAYLOAD_BYTES_MAX, POLL_EVERY_US, POLL_MORE_EVERY_US, RETRY_FIRST_US, RETRY_LONGEST_US, SLOTS_APART_RECORDS_MAX } from './constants'
import { append, countIn, cutAfter, cutBefore, merged, type Runs } from './runs'
import { LAMBDA_DEFAULTS } from './settings'
import { settingsProblem } from './settingsProblem'
import { lambdaRun, lambdaSettings, type LambdaChange, type LambdaRun } from './testing/lambdaRun'

const sizes = (run: LambdaRun) => run.details().invocations.map(({ records }) => records).reverse()
const KEYS = (count: number) => Array.from({ length: count }, (_, keyId) => keyId)

describe('what the guide states of an event source mapping', () => {
  it('are its defaults', () => {
    expect(LAMBDA_DEFAULTS).toMatchObject({ batchSize: 100, maximumBatchingWindowInSeconds: 0, parallelizationFactor: 1, maximumRecordAgeInSeconds: -1, maximumRetryAttempts: -1, bisectBatchOnFunctionError: false, tumblingWindowInSeconds: 0, reportBatchItemFailures: false })
    expect([PAYLOAD_BYTES_MAX, POLL_EVERY_US, BATCH_SIZE_MAX]).toEqual([6 * MIB, 1_000_000, 10_000])
  })

  it.each<[LambdaChange, SettingName]>([
    [{ batchSize: 0 }, 'lambda.batchSize'],
    [{ batchSize: 10_001 }, 'lambda.batchSize'],
    [{ maximumBatchingWindowInSeconds: 301 }, 'lambda.maximumBatchingWindowInSeconds'],
    [{ parallelizationFactor: 11 }, 'lambda.parallelizationFactor'],
    [{ maximumRecordAgeInSeconds: 59 }, 'lambda.maximumRecordAgeInSeconds'],
    [{ maximumRecordAgeInSeconds: 604_801 }, 'lambda.maximumRecordAgeInSeconds'],
    [{ maximumRetryAttempts: -2 }, 'lambda.maximumRetryAttempts'],
    [{ tumblingWindowInSeconds: 901 }, 'lambda.tumblingWindowInSeconds'],
    [{ function: { timeoutSeconds: 0 } }, 'lambda.timeoutSeconds'],
    [{ function: { timeoutSeconds: 901 } }, 'lambda.timeoutSeconds'],
    [{ function: { reservedConcurrentExecutions: 901 } }, 'lambda.reservedConcurrentExecutions'],
    [{ startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp: 1 }, 'lambda.startingPositionTimestamp'],
  ])('are its ranges: %o', (change, setting) => {
    const { world } = lambdaRun().timeline
    expect(settingsProblem(lambdaSettings(change), world)?.values).toMatchObject({ setting })
    expect(settingsProblem(lambdaSettings(), world)).toBeNull()
  })
})

describe('batches', () => {
  it('are polled for once a second, and go out as they come', () => {
    const run = lambdaRun().wait(30_000)
    expect(run.lambda().reads.getRecordsCalls).toBeGreaterThanOrEqual(30)
    expect(run.lambda().reads.getRecordsCalls).toBeLessThanOrEqual(31)
    expect(run.lambda().books.invocations).toBe(0)
    run.put(1, 2, 3).wait(1_100).put(4).wait(1_100)
    expect(sizes(run)).toEqual([3, 1])
    // 20 ms and 200 us a record, in the sequence of the call.
    expect(run.details().invocations.map(({ durationUs }) => durationUs).reverse()).toEqual([20_600, 20_200])
  })

  it('are cut at BatchSize, one after the other, the position behind each', () => {
    const run = lambdaRun({ settings: { batchSize: 40, function: { invokeMs: 500 } } }).wait(5_000).put(...KEYS(100))
    run.wait(1_100)
    expect(run.details().shards[0]).toMatchObject({ recordsRead: 20, slots: [{ doing: 'invoking', recordsWaiting: 40, batch: { records: 40, attempt: 1 } }] })
    run.wait(5_000)
    expect(sizes(run)).toEqual([40, 40, 20])
    expect(run.seen.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 100 }, (_, place) => place + 1))
    expect(run.shard().saved).toBe(101)
  })

  it('wait for more as long as the window says, and no longer than until they are full', () => {
    const run = lambdaRun({ settings: { maximumBatchingWindowInSeconds: 10, batchSize: 5 } }).wait(5_000)
    run.put(1).wait(4_000).put(2).wait(4_000)
    expect(run.details().shards[0]?.slots[0]).toMatchObject({ doing: 'gathering', recordsWaiting: 2 })
    expect(run.lambda().books.invocations).toBe(0)
    run.wait(3_500)
    expect(sizes(run)).toEqual([2])
    run.put(1, 2, 3, 4, 5).wait(1_500)
    expect(sizes(run)).toEqual([2, 5])
    run.put(1).wait(3_000)
    expect(sizes(run)).toEqual([2, 5])
  })

  it('hold 6 MB at most', () => {
    const run = lambdaRun({ settings: { batchSize: 1_000, maximumBatchingWindowInSeconds: 60 } })
    run.timeline.world.account.throttling = false
    run.wait(2_000).putLarge(1, 14, MIB).wait(10_000)
    expect(sizes(run)).toEqual([6, 6])
    run.wait(60_000)
    expect(sizes(run)).toEqual([6, 6, 2])
  })

  it('do without a record that is larger than that: it goes to the destination untried', () => {
    const run = lambdaRun({ settings: { onFailure: 's3', batchSize: 10 } })
    run.timeline.world.account.throttling = false
    run.wait(2_000).putLarge(1, 1, 100).putLarge(2, 1, 7 * MIB).putLarge(3, 1, 100).wait(10_000)
    expect(run.seen.map(({ keyId }) => keyId)).toEqual([1, 3])
    expect(run.details().failureItems).toMatchObject([{ condition: 'RecordTooLarge', records: 1, payload: [{ partitionKey: 'user-2', bytes: 7 * MIB, data: null }] }])
    expect(run.broken().atLeastOnce).toBe(1)
  })

  it('come as fast as the shard gives while more is available', () => {
    const run = lambdaRun({ settings: { batchSize: 1_000, function: { invokeMs: 0 }, workUs: 0 } })
    run.timeline.world.account.throttling = false
    run.wait(10_000).act({ type: 'CrashApplication', application: 'function-1' })
    for (let burst = 0; burst < 6; burst++) run.put(...KEYS(1_000))
    run.timeline.world.account.throttling = true
    run.act({ type: 'RestartApplication', application: 'function-1' }).wait(MAPPING_START_US / 1_000)
    const before = run.seen.length
    run.wait(2_000)
    expect(before).toBeLessThan(2_000)
    expect(run.seen.length).toBe(6_000)
    expect(run.lambda().reads.callsRefused).toBe(0)
    expect(POLL_MORE_EVERY_US).toBe(200_000)
  })
})

describe('the on-failure destination', () => {
  it('is told of S3 objects with the batch, by their real name, as JSON', () => {
    const run = lambdaRun({ settings: { onFailure: 's3', maximumRetryAttempts: 1, function: { poisonKey: 'user-7' } } })
    run.wait(5_000).act({ type: 'Call', operation: 'PutRecord', input: { StreamName: 's', PartitionKey: 'user-7', Data: new TextEncoder().encode('{"bad":1}') } }).wait(5_000)
    const [item] = run.details().failureItems
    expect(item!.objectKey).toMatch(/^aws\/lambda\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\/shardId-000000000000\/2026\/01\/05\/2026-01-05T09\.00\.0\d-[0-9a-f-]{36}$/)
    expect(item!.objectKey).toContain(run.details().uuid)
    const [record] = item!.payload!
    expect(record).toMatchObject({ partitionKey: 'user-7', data: btoa('{"bad":1}') })
    const document = JSON.parse(item!.document) as Record<string, unknown>
    expect(document).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2, functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:function-1' },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      KinesisBatchInfo: { shardId: 'shardId-000000000000', batchSize: 1, startSequenceNumber: record!.sequenceNumber, endSequenceNumber: record!.sequenceNumber, streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s' },
    })
    expect(run.of('RecordsToDestination')).toMatchObject([{ destination: 's3', records: 1, condition: 'RetryAttemptsExhausted' }])
  })

  it('is a bounded list, and the totals go on', () => {
    const run = lambdaRun({ settings: { onFailure: 'sqs', batchSize: 1, maximumRetryAttempts: 0, function: { poisonKey: 'user-7', invokeMs: 1 } } })
    run.wait(2_000).put(...new Array<number>(150).fill(7)).wait(10_000)
    expect(run.details().failureItems).toHaveLength(100)
    expect(run.lambda().books).toMatchObject({ itemsToDestination: 150, recordsToDestination: 150 })
    expect(run.details().invocations).toHaveLength(50)
    expect(run.of('InvocationFailed')).toHaveLength(1)
    expect(run.broken().atLeastOnce).toBe(150)
  })
})

describe('a function that fails after its work', () => {
  it('gets all of the batch again, and processes it again: it had better be idempotent', () => {
    const run = lambdaRun({ settings: { function: { failsPerThousand: 1_000 } } }).wait(5_000).put(1, 2, 3).wait(1_200)
    run.set({ function: { failsPerThousand: 0 } }).wait(10_000)
    expect(run.lambda().books).toMatchObject({ invocations: 2, failed: 1, retries: 1 })
    expect(run.lambda()).toMatchObject({ recordsProcessed: 6, recordsProcessedAgain: 3, tally: { duplicatesProcessed: 3 } })
    expect(run.broken()).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 })
  })

  it('is tried again after pauses that double up to a minute', () => {
    const run = lambdaRun({ settings: { function: { failsPerThousand: 1_000, invokeMs: 0 }, workUs: 0 } }).wait(5_000).put(1).wait(600_000)
    const ends = run.details().invocations.map(({ endedAtMs }) => endedAtMs).reverse()
    const pauses = ends.slice(1).map((atMs, place) => Math.round(atMs - ends[place]!))
    expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000))
    expect([RETRY_FIRST_US, RETRY_LONGEST_US]).toEqual([1_000_000, 60_000_000])
  })

  it('gives nothing up where all was written before it failed', () => {
    const run = lambdaRun({ settings: { maximumRetryAttempts: 0, onFailure: 'sqs', function: { failsPerThousand: 1_000 } } }).wait(5_000).put(1, 2).wait(3_000)
    expect(run.lambda().books.recordsToDestination).toBe(2)
    expect(run.broken().atLeastOnce).toBe(0)
  })
})

describe('slots', () => {
  it('keep the order of each key, and work side by side', () => {
    const run = lambdaRun({ settings: { parallelizationFactor: 10, batchSize: 10, function: { invokeMs: 500 } } }).wait(5_000)
    for (let round = 0; round < 5; round++) run.put(...Array.from({ length: 100 }, (_, place) => (place * 7) % 23)).wait(300)
    run.wait(60_000)
    expect(run.seen).toHaveLength(500)
    expect(lateOfKey(run)).toEqual([])
    expect(run.broken()).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 })
    const ordinals = run.seen.map(({ ordinal }) => ordinal)
    expect(ordinals).not.toEqual([...ordinals].sort((left, right) => left - right))
    expect(new Set(run.details().invocations.map(({ slot }) => slot)).size).toBeGreaterThan(5)
  })

  it('that hold a poisoned key stand still alone; the others get so far ahead and no further', () => {
    const run = lambdaRun({ settings: { parallelizationFactor: 10, batchSize: 100, function: { poisonKey: 'user-7' } } })
    run.timeline.world.account.throttling = false
    run.wait(2_000).put(7)
    for (let burst = 0; burst < 24; burst++) run.put(...Array.from({ length: 500 }, (_, place) => 100 + place)).wait(1_000)
    run.wait(30_000)
    expect(lateOfKey(run)).toEqual([])
    const last = Math.max(...run.seen.map(({ ordinal }) => ordinal))
    expect(last).toBeGreaterThan(SLOTS_APART_RECORDS_MAX - 50)
    expect(last).toBeLessThanOrEqual(SLOTS_APART_RECORDS_MAX)
    expect(run.shard().saved).toBe(1)
    expect(run.details().shards[0]!.slots.filter(({ isBlocked }) => isBlocked)).toHaveLength(1)
    expect(run.of('ShardBlocked')).toHaveLength(1)
    run.set({ function: { poisonKey: null } }).wait(120_000)
    expect(new Set(run.seen.map(({ ordinal }) => ordinal)).size).toBe(12_001)
    expect(lateOfKey(run)).toEqual([])
    expect(run.broken()).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 })
  })

  it.each([
    [1, 10],
    [10, 1],
    [3, 7],
  ])('change from %i to %i in mid-work without losing a record or an order', (before, after) => {
    const run = lambdaRun({ settings: { parallelizationFactor: before, batchSize: 20, function: { invokeMs: 700 } } }).wait(3_000)
    run.put(...Array.from({ length: 300 }, (_, place) => place % 17)).wait(1_900)
    run.set({ parallelizationFactor: after })
    run.put(...Array.from({ length: 300 }, (_, place) => place % 17)).wait(120_000)
    expect(run.seen.map(({ ordinal }) => ordinal).sort((left, right) => left - right)).toEqual(Array.from({ length: 600 }, (_, place) => place + 1))
    expect(lateOfKey(run)).toEqual([])
    expect(run.shard().slots).toHaveLength(after)
    expect(run.lambda().recordsProcessedAgain).toBe(0)
    expect(run.broken()).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 })
  })

  it('are by partition key, whatever explicit hash keys go with it', () => {
    const run = lambdaRun({ settings: { parallelizationFactor: 10, batchSize: 1, function: { invokeMs: 300 } } }).wait(3_000)
    const entries = Array.from({ length: 40 }, (_, place) => ({ PartitionKey: 'same', ExplicitHashKey: String(BigInt(place * 7) << 100n), Data: new Uint8Array([place]) }))
    run.act({ type: 'Call', operation: 'PutRecords', input: { StreamName: 's', Records: entries } }).wait(60_000)
    expect(run.seen.map(({ ordinal }) => ordinal)).toEqual(entries.map((_, place) => place + 1))
  })

  it('break the order of user records within aggregates, as the guide warns', () => {
    const run = lambdaRun({ settings: { parallelizationFactor: 10, batchSize: 1, function: { invokeMs: 1_000, deaggregates: true } } }).wait(3_000)
    // Of outer keys 0, 1, 2 …; each holds key 500 too.
    run.store(...Array.from({ length: 30 }, (_, place) => [{ keyId: place, number: 2 * place }, { keyId: 500, number: 2 * place + 1 }])).wait(60_000)
    expect(run.broken().orderPerKey).toBeGreaterThan(5)
    expect(run.broken().atLeastOnce).toBe(0)
  })
})

/** Ordinals at which a key went back; read again is not back. */
function lateOfKey({ seen }: LambdaRun): number[] {
  const newest = new Map<string, number>()
  return seen.flatMap(({ shardIndex, keyId, ordinal }) => {
    const key = `${shardIndex}/${keyId}`
    const isLate = ordinal < (newest.get(key) ?? 0)
    newest.set(key, Math.max(ordinal, newest.get(key) ?? 0))
    return isLate ? [ordinal] : []
  })
}

describe('runs', () => {
  const runs = fc.uniqueArray(fc.nat(60), { maxLength: 40 }).map((ordinals) => asRuns(ordinals.sort((left, right) => left - right)))
  const asRuns = (ordinals: readonly number[]) => {
    const all: Runs = []
    for (const ordinal of ordinals) append(all, ordinal, ordinal + 1)
    return all
  }
  const ordinalsOf = (all: Runs) => all.flatMap((from, at) => (at % 2 === 0 ? Array.from({ length: all[at + 1]! - from }, (_, place) => from + place) : []))

  it('are cut and merged as sets of ordinals are', () => {
    fc.assert(
      fc.property(runs, fc.nat(60), (all, at) => {
        const ordinals = ordinalsOf(all)
        expect(countIn(all)).toBe(ordinals.length)
        expect(cutAfter(all, at).map(ordinalsOf)).toEqual([ordinals.slice(0, at), ordinals.slice(at)])
        expect(cutBefore(all, at).map(ordinalsOf)).toEqual([ordinals.filter((ordinal) => ordinal < at), ordinals.filter((ordinal) => ordinal >= at)])
        const [even, odd] = [0, 1].map((rest) => asRuns(ordinals.filter((ordinal) => ordinal % 2 === rest)))
        expect(merged([odd!, [], even!])).toEqual(all)
      }),
    )
  })
})
