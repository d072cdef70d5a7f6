import { describe, expect, it } from 'vitest'
import type { RefusalReason, SettingName } from '../../refusalReasons'
import { EPOCH_MS } from '../../testing/quietWorld'
import { FLINK_DEFAULTS, type FlinkSettings } from './settings'
import { problemOfFlink } from './settingsProblem'
import { detailsOf, resultsOf, runJob, total } from './testing/jobRun'

describe('a job', () => {
  it('writes for each key and window how many events there were, and how large they were', () => {
    const run = runJob()
    run.goTo(36_000)
    const results = resultsOf(run)
    expect(results).toHaveLength(3 * 50)
    expect(new Set(results.map(({ windowStart }) => windowStart - EPOCH_MS))).toEqual(new Set([0, 10_000, 20_000]))
    expect(results.every((result) => result.windowEnd - result.windowStart === 10_000 && result.partitionKey === result.key && result.bytes === 100 * result.count)).toBe(true)
    // A beat that falls on a window's end counts for the next one.
    expect(Math.abs(total(results, 'count') - 30_000)).toBeLessThanOrEqual(50)
    expect(run.books).toMatchObject({ recordsMeant: 150, recordsAcknowledged: 150, recordsInFlight: 0, recordsWaiting: 0 })
    expect(detailsOf(run).eventsRead).toBeGreaterThan(35_900)
  })

  it('loses no event between windows of different lengths, and counts none twice', () => {
    const run = runJob({ windowMs: 7_000 })
    const lengths = [3_000, 500, 9_000, 1_000]
    lengths.forEach((windowMs, at) => {
      run.goTo(4_300 * (at + 1))
      run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...FLINK_DEFAULTS, windowMs } })
    })
    run.goTo(25_200)
    run.submit({ type: 'RemoveProducer', producerIndex: 0 })
    run.goTo(30_000)
    const results = resultsOf(run)
    expect(total(results, 'count')).toBe(detailsOf(run).eventsRead)
    const spans = Array.from(new Map(results.map((result) => [result.windowStart, result.windowEnd]))).sort(([one], [other]) => one - other)
    expect(spans.every(([start, end], at) => start < end && (at === 0 || start >= spans[at - 1]![1]))).toBe(true)
    expect(spans.length).toBeGreaterThan(8)
  })

  it('spreads its results by their keys, or puts all of them into one shard', () => {
    const shardsOf = (partitionKey: FlinkSettings['partitionKey']) => {
      const run = runJob({ partitionKey, shardCount: 4 })
      run.goTo(20_000)
      if (partitionKey === 'constant') expect(new Set(resultsOf(run).map((result) => result.partitionKey))).toEqual(new Set(['window-results']))
      return run.world.streams[0]!.shards.filter(({ recordsStored }) => recordsStored > 0).length
    }
    expect([shardsOf('key'), shardsOf('constant')]).toEqual([4, 1])
  })

  it('closes its window and writes the rest when somebody stops it, and goes on when it is started again', () => {
    const run = runJob()
    run.goTo(4_000)
    run.submit({ type: 'RemoveProducer', producerIndex: 0 })
    run.goTo(4_100)
    expect(run.books.recordsAcknowledged).toBe(50)
    run.goTo(6_000)
    run.submit({ type: 'RestartProducer', producerIndex: 0 })
    run.goTo(100_000)
    expect(detailsOf(run).checkpoint.completed).toBeGreaterThanOrEqual(1)
    const results = resultsOf(run)
    expect(total(results, 'count')).toBeLessThanOrEqual(detailsOf(run).eventsRead)
    expect(results.filter(({ windowEnd }) => windowEnd === EPOCH_MS + 10_000)).toHaveLength(100)
    expect(run.books.recordsCopied).toBe(0)
  })
})

describe('settings of a job', () => {
  it.each<[Partial<FlinkSettings>, RefusalReason['key'] | SettingName | null]>([
    [{}, null],
    [{ maxBatchSize: 501 }, 'flinkSink.maxBatchSize'],
    [{ maxBatchSize: 0 }, 'flinkSink.maxBatchSize'],
    [{ maxBatchSize: 500, maxBufferedRequests: 500 }, 'bufferNotAboveBatch'],
    [{ maxBatchSize: 500, maxBufferedRequests: 501 }, null],
    [{ maxInFlightRequests: 0 }, 'flinkSink.maxInFlightRequests'],
    [{ maxTimeInBufferMs: 0 }, 'flinkSink.maxTimeInBufferMs'],
    [{ requestTimeoutMs: NaN }, 'flinkSink.requestTimeoutMs'],
    [{ windowMs: 99 }, 'flinkSink.windowMs'],
    [{ windowMs: 100 }, null],
    [{ windowMs: 1_000.5 }, 'flinkSink.windowMs'],
  ])('%o', (changed, problem) => {
    const found = problemOfFlink({ ...FLINK_DEFAULTS, ...changed })
    expect(found === null ? null : 'setting' in found.values ? found.values.setting : found.key).toBe(problem)
  })
})
