import { describe, expect, it } from 'vitest'
import { EPOCH_MS } from '../../testing/quietWorld'
import { problemOfFlinkReader } from './settingsProblem'
import { EMPTY_FETCH_PAUSE_US, FETCH_RECORDS_MAX, FETCHED_BATCHES_MAX } from './constants'
import { distinct, drain, JOB, runCounting, sorted } from './testing/countingRun'

describe('a Flink job', () => {
  it('counts each key in each window once, and writes each result once', () => {
    const run = drain(runCounting().goTo(60_000))
    const results = run.results()
    expect(results.length).toBeGreaterThan(80)
    expect(new Set(results.map(({ windowStart }) => (windowStart - EPOCH_MS) % 10_000))).toEqual(new Set([0]))
    expect(results.every(({ windowStart, windowEnd }) => windowEnd - windowStart === 10_000)).toBe(true)
    expect(distinct(results).size).toBe(results.length)
    expect(sorted(distinct(results))).toEqual(sorted(run.expected()))
    expect(run.details().totals).toMatchObject({ recordsLate: 0, resultsWritten: results.length, resultsWrittenAgain: 0, resultsMade: results.length })
    expect(run.details().firedWindows[0]!.top[0]!.count).toBe(Math.max(...results.filter(({ windowEnd }) => windowEnd === run.application.windows.firedToMs).map(({ count }) => count)))
  })

  it.each(['polling', 'fanOut'] as const)('counts in sliding windows what each of them holds, %s', (retrieval) => {
    const run = drain(runCounting({ window: { kind: 'sliding', sizeMs: 9_000, slideMs: 3_000 }, shardCount: 3, parallelism: 2, retrieval }).goTo(40_000))
    const results = run.results()
    expect(sorted(distinct(results))).toEqual(sorted(run.expected()))
    expect(distinct(results).size).toBe(results.length)
    expect(new Set(results.map(({ windowStart }) => windowStart)).size).toBeGreaterThan(10)
  })

  it('begins at LATEST with what comes from its start on', () => {
    const run = runCounting({ outputShards: 0, outputStreamName: null }).goTo(30_000)
    run.act({ type: 'AddApplication', settings: { ...JOB, name: 'late', initialPosition: 'LATEST' } }).goTo(60_000)
    const [first, second] = run.world.applications
    expect(second!.recordsProcessed).toBeGreaterThan(5_000)
    expect(first!.recordsProcessed - second!.recordsProcessed).toBeGreaterThanOrEqual(6_000 - 20)
    expect(second!.checks.atLeastOnce.records).toBe(0)
  })

  it('has subtasks that do not depend on shards: each shard is with the one in whose share of the hash keys its middle lies', () => {
    const run = runCounting({ shardCount: 4, parallelism: 3 }).goTo(5_000)
    expect(run.details().subtasks.map(({ shards }) => shards.map(({ shardId }) => shardId.slice(-1)))).toEqual([['0'], ['1', '2'], ['3']])
    expect(runCounting({ shardCount: 2, parallelism: 4 }).goTo(5_000).details().subtasks.map(({ shards }) => shards.length)).toEqual([1, 0, 1, 0])
  })

  it('leaves a shard alone for 250 ms after an empty answer, and asks for at most 10,000 records', () => {
    const run = runCounting({ ratePerSecond: 0 }).goTo(1_000)
    const before = run.application.reads.getRecordsCalls
    run.goTo(11_000)
    const calls = run.application.reads.getRecordsCalls - before
    expect(EMPTY_FETCH_PAUSE_US).toBe(250_000)
    // And 10 to 30 ms for each answer.
    expect(calls).toBeGreaterThanOrEqual(Math.floor(10_000 / 280))
    expect(calls).toBeLessThanOrEqual(Math.ceil(10_000 / 260))
    expect([...run.application.readers.values()].map(({ maxRecords }) => maxRecords)).toEqual([FETCH_RECORDS_MAX])
  })

  it('fetches from one shard of a subtask at a time', () => {
    const run = runCounting({ shardCount: 8, ratePerSecond: 4_000 })
    for (let ms = 500; ms < 3_000; ms += 7) {
      run.goTo(ms)
      expect(Array.from(run.application.readers.values()).filter(({ isCalling }) => isCalling).length).toBeLessThanOrEqual(1)
    }
    expect(run.application.recordsProcessed).toBeGreaterThan(5_000)
  })

  it('fetches no further than two batches ahead of its work', () => {
    const run = runCounting({ shardCount: 4, ratePerSecond: 2_000, workUs: 10_000 })
    for (let ms = 1_000; ms < 20_000; ms += 500) {
      run.goTo(ms)
      expect(run.application.subtasks[0]!.batches.length).toBeLessThanOrEqual(FETCHED_BATCHES_MAX)
      expect(run.application.subtasks[0]!.isBusy).toBe(true)
    }
    // One record takes a hundredth of a second.
    expect(run.application.recordsProcessed).toBeLessThanOrEqual(2_000)
    expect(run.application.recordsProcessed).toBeGreaterThan(1_800)
  })

  it('holds a subscription whose queue is full', () => {
    const run = runCounting({ shardCount: 2, ratePerSecond: 2_000, workUs: 10_000, retrieval: 'fanOut' }).goTo(60_000)
    expect(run.application.subtasks[0]!.batches.length).toBeLessThanOrEqual(2 * (FETCHED_BATCHES_MAX + 1))
    expect(run.application.recordsProcessed).toBeGreaterThan(5_000)
    expect(run.details().subtasks[0]!.shards.some(({ recordsPending }) => recordsPending > 0)).toBe(true)
  })

  it('registers a consumer for enhanced fan-out, and takes it away again', () => {
    const run = runCounting({ retrieval: 'fanOut' }).goTo(40_000)
    const { consumers } = run.world.streams[0]!
    expect(consumers.map(({ consumerName, consumerStatus }) => [consumerName, consumerStatus])).toEqual([['job', 'ACTIVE']])
    run.act({ type: 'RemoveApplication', application: 'job' }).goTo(80_000)
    expect(consumers).toEqual([])
  })

  it('takes no settings that Flink or this world would not', () => {
    expect(problemOfFlinkReader(JOB)).toBeNull()
    expect(problemOfFlinkReader({ ...JOB, window: { kind: 'sliding', sizeMs: 10_000, slideMs: 10_000 } })).toBeNull()
    for (const [change, named] of [
      [{ parallelism: 0 }, 'flink.parallelism'],
      [{ parallelism: 65 }, 'flink.parallelism'],
      [{ window: { kind: 'tumbling', sizeMs: 0 } }, 'flink.windowSizeMs'],
      [{ window: { kind: 'sliding', sizeMs: 10_000, slideMs: 3_000 } }, 'slide'],
      [{ window: { kind: 'sliding', sizeMs: 1_000_000, slideMs: 100 } }, 'windowsOfRecord'],
      [{ outOfOrdernessMs: -1 }, 'flink.outOfOrdernessMs'],
      [{ idlenessMs: 0.5 }, 'flink.idlenessMs'],
      [{ checkpointIntervalMs: 1 }, 'flink.checkpointIntervalMs'],
      [{ minPauseBetweenCheckpointsMs: NaN }, 'flink.minPauseBetweenCheckpointsMs'],
      [{ shardDiscoveryIntervalMs: 0 }, 'flink.shardDiscoveryIntervalMs'],
    ] as const) {
      const found = problemOfFlinkReader({ ...JOB, ...change })
      expect(found !== null && 'setting' in found.values ? found.values.setting : found?.key).toBe(named)
    }
  })
})
