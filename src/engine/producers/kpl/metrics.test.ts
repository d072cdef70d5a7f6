import { describe, expect, it } from 'vitest'
import { kplRun, type KplRun } from '../../testing/kplRun'
import { kplDetails } from './details'
import { createMetrics, putMetric, recentStats, statsOf, uploadWhenDue, type KplMetricName } from './metrics'

const SECOND = 1_000_000
const MINUTE = 60 * SECOND

function detailsOf(run: KplRun) {
  return kplDetails(run.timeline.world, run.kpl()).daemon!
}

function totalOf(run: KplRun, name: KplMetricName) {
  return detailsOf(run).metrics.find((metric) => metric.name === name && metric.shardId === null)?.total ?? null
}

describe('the KPL\'s metrics', () => {
  it('count, sum and bound what is put, in all and over the last seconds', () => {
    const metrics = createMetrics(0)
    for (const [atSecond, value] of [[0, 7], [0, 3], [30, 50], [61, 1]]) putMetric(metrics, atSecond! * SECOND, 'BufferingTime', value!, 2)
    expect(statsOf(metrics.total, 'BufferingTime')).toEqual({ count: 4, sum: 61, min: 1, max: 50 })
    expect(statsOf(metrics.total, 'RequestTime')).toBeNull()
    expect(recentStats(metrics, 61 * SECOND, 'BufferingTime', 60)).toEqual({ count: 2, sum: 51, min: 1, max: 50 })
    expect(recentStats(metrics, 61 * SECOND, 'BufferingTime', 1)).toEqual({ count: 1, sum: 1, min: 1, max: 1 })
    expect(recentStats(metrics, 89 * SECOND, 'BufferingTime', 60)).toEqual({ count: 2, sum: 51, min: 1, max: 50 })
    expect(recentStats(metrics, 90 * SECOND, 'BufferingTime', 60)).toEqual({ count: 1, sum: 1, min: 1, max: 1 })
    expect(recentStats(metrics, 121 * SECOND, 'BufferingTime', 60)).toBeNull()
  })

  it('go to CloudWatch every minute, a bucket each', () => {
    const metrics = createMetrics(5 * SECOND)
    putMetric(metrics, 6 * SECOND, 'UserRecordsPut', 1, 0)
    uploadWhenDue(metrics, 5 * SECOND + MINUTE - 1)
    expect(metrics.uploads).toHaveLength(0)
    uploadWhenDue(metrics, 5 * SECOND + MINUTE)
    putMetric(metrics, 66 * SECOND, 'UserRecordsPut', 1, 1)
    expect(metrics.uploads.map(({ atUs, cells }) => [atUs, statsOf(cells, 'UserRecordsPut')])).toEqual([[65 * SECOND, { count: 1, sum: 1, min: 1, max: 1 }]])
    expect(statsOf(metrics.minute, 'UserRecordsPut')).toMatchObject({ count: 1 })
    uploadWhenDue(metrics, 5 * SECOND + 2 * MINUTE)
    // A shard that was silent for a minute is not listed any more.
    expect([...metrics.shards.keys()]).toEqual([1])
    for (let minute = 3; minute < 100; minute++) uploadWhenDue(metrics, 5 * SECOND + minute * MINUTE)
    expect(metrics.uploads).toHaveLength(60)
  })

  it('have the names and levels of the KPL', () => {
    const run = kplRun({ shardCount: 2, traffic: { ratePerSecond: 100 }, settings: { metricsLevel: 'summary', metricsGranularity: 'stream' } })
    run.goTo(3_000)
    expect(detailsOf(run).metrics.map(({ name }) => name)).toEqual(['UserRecordsPut', 'KinesisRecordsPut', 'AllErrors', 'UserRecordExpired', 'BufferingTime'])
    run.set({ metricsLevel: 'none' })
    expect(detailsOf(run).metrics).toEqual([])
    run.set({ metricsLevel: 'detailed', metricsGranularity: 'shard' })
    const shown = detailsOf(run).metrics
    expect(shown.filter(({ shardId }) => shardId === null)).toHaveLength(14)
    expect(new Set(shown.filter(({ shardId }) => shardId !== null).map(({ name }) => name))).toEqual(
      new Set(['UserRecordsPut', 'UserRecordsDataPut', 'KinesisRecordsPut', 'KinesisRecordsDataPut', 'AllErrors', 'RetriesPerRecord', 'UserRecordExpired', 'BufferingTime', 'UserRecordsPerKinesisRecord']),
    )
  })

  it('say the same as the books and the stream', () => {
    const run = kplRun({ shardCount: 2, traffic: { ratePerSecond: 12_000, recordBytes: 500 }, settings: { recordTtlMs: 1_500, rateLimitPercent: 400 } })
    run.goTo(9_000)
    const { books, meter } = run.kpl()
    expect(books.recordsThrottled).toBeGreaterThan(100)
    expect(books.recordsExpired).toBeGreaterThan(100)
    expect(totalOf(run, 'UserRecordsReceived')).toMatchObject({ sum: books.recordsMeant })
    expect(totalOf(run, 'UserRecordsPut')).toEqual({ count: books.recordsAcknowledged + books.recordsExpired, sum: books.recordsAcknowledged, min: 0, max: 1 })
    expect(totalOf(run, 'UserRecordsDataPut')).toMatchObject({ count: books.recordsAcknowledged, sum: 500 * books.recordsAcknowledged })
    expect(totalOf(run, 'UserRecordExpired')!.sum).toBe(books.recordsExpired)
    const answered = run.seen.filter(({ requestNumber }) => !run.kpl().requests.has(requestNumber))
    expect(totalOf(run, 'AllErrors')).toMatchObject({ count: answered.length, sum: answered.filter(({ isStored }) => !isStored).length })
    expect(detailsOf(run).errors.reduce((sum, { total }) => sum + total, 0)).toBe(totalOf(run, 'AllErrors')!.sum)
    expect(new Set(detailsOf(run).errors.map(({ code }) => code))).toEqual(new Set(['ProvisionedThroughputExceededException']))
    expect(totalOf(run, 'UserRecordsPerKinesisRecord')).toMatchObject({ count: answered.length, sum: answered.reduce((sum, { members }) => sum + members.length, 0) })
    expect(totalOf(run, 'KinesisRecordsPerPutRecordsRequest')!.count).toBe(meter.calls - run.kpl().requests.size)
    expect(totalOf(run, 'RequestTime')!.min).toBeGreaterThanOrEqual(10)
    expect(totalOf(run, 'RequestTime')!.max).toBeLessThanOrEqual(30)
    // As many by shard as in all.
    const byShard = detailsOf(run).metrics.filter(({ name, shardId }) => name === 'UserRecordsPut' && shardId !== null)
    expect(byShard).toHaveLength(2)
    expect(byShard.reduce((sum, { minute }) => sum + minute!.sum, 0)).toBe(books.recordsAcknowledged)
  })

  it('measure how long records were buffered before each attempt', () => {
    const run = kplRun({ traffic: { ratePerSecond: 2 } })
    run.goTo(1_000)
    const before = totalOf(run, 'BufferingTime')!
    run.goTo(11_000)
    const { count, sum } = totalOf(run, 'BufferingTime')!
    expect((sum - before.sum) / (count - before.count)).toBe(120)
    expect(totalOf(run, 'RetriesPerRecord')).toMatchObject({ sum: 0, max: 0 })
  })

  it('are seen in what an inspector is shown, with each stage of the pipeline', () => {
    const run = kplRun({ shardCount: 2, traffic: { ratePerSecond: 20_000, recordBytes: 1_000 } })
    run.goTo(4_000)
    const shown = detailsOf(run)
    expect(shown.shardMap).toMatchObject({ state: 'READY', isStale: false, openShardIds: ['shardId-000000000000', 'shardId-000000000001'], lastFailure: null })
    expect(shown.limiters.every(({ kinesisRecords, userRecords, byteTokens }) => kinesisRecords > 50 && userRecords > 30 * kinesisRecords && byteTokens < 60_000)).toBe(true)
    expect(shown.outstandingRecords).toBe(run.kpl().books.recordsInFlight + run.kpl().books.recordsWaiting)
    expect(shown.memoryBytes).toBeGreaterThan(2_000 * shown.outstandingRecords)
    expect(shown.oldestRecordAgeMs).toBeGreaterThan(1_000)
    run.split(0, 2n ** 125n)
    const { openShards } = run.timeline.world.streams[0]!
    for (let atMs = 4_000; openShards.length === 2; atMs++) run.goTo(atMs)
    expect(detailsOf(run).shardMap).toMatchObject({ isStale: true, refreshes: 1 })
    run.goTo(9_000)
    expect(detailsOf(run).shardMap).toMatchObject({ isStale: false, refreshes: 2 })
    run.act({ type: 'CrashProducer', producerIndex: 0 })
    expect(kplDetails(run.timeline.world, run.kpl())).toMatchObject({ kind: 'kpl', daemon: null })
  })
})
