import { describe, expect, it } from 'vitest'
import { kplRun, type KplRun, type SeenEntry } from '../../testing/kplRun'
import { checkConservation } from '../../conservation'

const MS = 1_000
/** One record a beat. */
const ONE_A_BEAT = 20

/** How long each user record was in the KPL before its request left. */
function waitsMs(seen: readonly SeenEntry[]): number[] {
  return seen.flatMap(({ members, sentUs }) => members.map(({ addedUs }) => (sentUs - addedUs) / MS))
}

function afterStart(run: KplRun): SeenEntry[] {
  const { updatedUs } = run.daemon().shardMap
  return run.seen.filter(({ members }) => members[0]!.addedUs > updatedUs)
}

describe('the pipeline of the KPL', () => {
  it('sends a record 120 ms after addUserRecord by default: RecordMaxBufferedTime, and 20 % of it in the collector', () => {
    const run = kplRun({ traffic: { ratePerSecond: 2 } })
    run.goTo(10_000)
    const waits = waitsMs(afterStart(run))
    expect(waits.length).toBeGreaterThan(15)
    expect(new Set(waits)).toEqual(new Set([120]))
    run.send({ ratePerSecond: 0 })
    run.goTo(10_200)
    const { books, meter } = run.kpl()
    expect(books.recordsAcknowledged).toBe(books.recordsMeant)
    // And each way through the network takes 5 to 15 ms.
    expect(meter.latencyUs / books.recordsAcknowledged / MS).toBeGreaterThan(130)
    expect(meter.latencyUs / books.recordsAcknowledged / MS).toBeLessThan(150)
  })

  it.each([
    { recordMaxBufferedTimeMs: 1_000, waitMs: 1_050 },
    { recordMaxBufferedTimeMs: 250, waitMs: 300 },
    { recordMaxBufferedTimeMs: 240, waitMs: 288 },
    { recordMaxBufferedTimeMs: 0, waitMs: 0 },
  ])('waits $waitMs ms where RecordMaxBufferedTime is $recordMaxBufferedTimeMs ms: at most 50 ms in the collector', ({ recordMaxBufferedTimeMs, waitMs }) => {
    const run = kplRun({ settings: { recordMaxBufferedTimeMs }, traffic: { ratePerSecond: 0.5 } })
    run.goTo(21_000)
    const waits = waitsMs(afterStart(run))
    expect(waits.length).toBeGreaterThan(7)
    expect(new Set(waits)).toEqual(new Set([waitMs]))
  })

  it('adds no wait in the collector without aggregation, and aggregates nothing', () => {
    const run = kplRun({ settings: { aggregationEnabled: false }, traffic: { ratePerSecond: 2 } })
    run.goTo(10_000)
    expect(new Set(waitsMs(run.seen))).toEqual(new Set([100]))
    run.send({ ratePerSecond: 1_000 })
    run.goTo(12_000)
    expect(run.seen.every(({ isAggregate }) => !isAggregate)).toBe(true)
    expect(run.daemon().limiters.size).toBe(0)
  })

  it('sends a lone record as it is, with its own key, and two or more as one aggregate', () => {
    const run = kplRun({ traffic: { ratePerSecond: 2, recordBytes: 100 } })
    run.goTo(5_000)
    const alone = afterStart(run)
    expect(alone.every(({ isAggregate, members, bytes }) => !isAggregate && members.length === 1 && bytes === 100 + `user-${members[0]!.keyId}`.length)).toBe(true)
    run.send({ ratePerSecond: 2 * ONE_A_BEAT, recordBytes: 100 })
    run.goTo(6_000)
    const first = run.seen.length
    run.goTo(10_000)
    const together = run.seen.slice(first)
    // Two beats of two records each.
    expect(together.length).toBeGreaterThan(30)
    expect(together.every(({ isAggregate, members }) => isAggregate && members.length === 4)).toBe(true)
  })

  it('never puts records of two predicted shards into one aggregate', () => {
    const run = kplRun({ shardCount: 7, traffic: { ratePerSecond: 3_000 } })
    run.goTo(5_000)
    const { shards } = run.timeline.world.streams[0]!
    const aggregates = run.seen.filter(({ isAggregate }) => isAggregate)
    expect(aggregates.length).toBeGreaterThan(200)
    for (const { members, shardIndex } of aggregates) {
      const { startingHashKey, endingHashKey } = shards[shardIndex]!
      for (const { hashKey } of members) expect(startingHashKey <= hashKey && hashKey <= endingHashKey).toBe(true)
    }
    expect(run.daemon().wrongShards).toBe(0)
  })

  it('sends a buffer at once that is full, by count and by size', () => {
    const byCount = kplRun({ settings: { aggregationMaxCount: 10 }, traffic: { ratePerSecond: 400 } })
    byCount.goTo(3_000)
    // 20 records a beat: two aggregates of ten, and nothing waits for a deadline.
    expect(new Set(afterStart(byCount).map(({ members }) => members.length))).toEqual(new Set([10]))
    // The collector keeps what it gets until the deadline of its records all the same.
    expect(Math.max(...waitsMs(afterStart(byCount)))).toBe(100)
    const bySize = kplRun({ traffic: { ratePerSecond: 2_000, recordBytes: 500 } })
    bySize.goTo(3_000)
    const sizes = bySize.seen.filter(({ isAggregate }) => isAggregate).map(({ bytes }) => bytes - 1)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(51_200)
    expect(Math.max(...sizes)).toBeGreaterThan(50_600)
  })

  it('sends records alone, and past the limiter, while it knows no shards', () => {
    const run = kplRun({ shardCount: 4, settings: { rateLimitPercent: 1 }, traffic: { ratePerSecond: 5_000, recordBytes: 10 } })
    run.goTo(1)
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(6_020)
    expect(run.daemon().shardMap).toMatchObject({ state: 'INVALID', failures: 1, lastFailure: 'RequestTimeout' })
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.goTo(6_999)
    expect(run.daemon().shardMap.state).toBe('INVALID')
    expect(run.seen.length).toBeGreaterThan(1_000)
    expect(run.seen.every(({ members }) => members.length === 1)).toBe(true)
    expect(run.daemon().limiters.size).toBe(0)
    // Whatever shard takes them is right.
    expect(run.kpl().books.recordsAcknowledged).toBeGreaterThan(1_000)
    run.goTo(7_100)
    expect(run.daemon().shardMap).toMatchObject({ state: 'READY', refreshes: 1, lastFailure: null })
  })

  it('has at most MaxConnections requests under way; the others wait', () => {
    const run = kplRun({ shardCount: 40, settings: { maxConnections: 2, collectionMaxCount: 5 }, traffic: { ratePerSecond: 20_000 } })
    let waiting = 0
    for (let atMs = 10; atMs < 3_000; atMs += 7) {
      run.goTo(atMs)
      expect(run.kpl().requests.size).toBeLessThanOrEqual(2)
      waiting = Math.max(waiting, run.daemon().waiting.length)
      checkConservation(run.timeline.world)
    }
    expect(waiting).toBeGreaterThan(3)
    run.set({ maxConnections: 24 })
    expect(run.kpl().requests.size).toBe(Math.min(24, 2 + waiting))
  })

  it('lets no more through a second than 1,000 records and 1 MiB × RateLimit for one shard, looked at every 25 ms', () => {
    const run = kplRun({ settings: { aggregationMaxCount: 1, rateLimitPercent: 50 }, traffic: { ratePerSecond: 3_000, recordBytes: 10 } })
    run.goTo(6_000)
    const from = run.seen.length
    run.goTo(8_000)
    expect(run.seen.length - from).toBeGreaterThan(950)
    expect(run.seen.length - from).toBeLessThan(1_050)
    const { beganUs } = run.daemon()
    const drains = new Set(run.seen.slice(from).map(({ sentUs }) => (sentUs - beganUs) % (25 * MS)))
    expect(drains.has(20 * MS)).toBe(true)
    expect(run.kpl().books.recordsThrottled).toBe(0)
  })

  it('does not learn from refusals: two of them at 150 % throttle one shard for ever', () => {
    const run = kplRun({ settings: { aggregationMaxCount: 1 }, traffic: { ratePerSecond: 1_400, recordBytes: 10 } })
    run.add()
    run.goTo(10_000)
    const before = run.kpl().books.recordsThrottled
    run.goTo(15_000)
    expect(run.kpl().books.recordsThrottled - before).toBeGreaterThan(500)
    expect(run.kpl().settings.rateLimitPercent).toBe(150)
  })

  it('fills segments of the shard by size: a thousand aggregates would be too many user records for one', () => {
    const run = kplRun({ traffic: { ratePerSecond: 5_000, recordBytes: 150 } })
    run.goTo(6_000)
    const segments = run.timeline.world.streams[0]!.shards[0]!.log.segments.slice(1, -1)
    expect(segments.length).toBeGreaterThan(1)
    for (const { bytes, count } of segments) {
      expect(bytes).toBeLessThan(1_048_576 + 52_000)
      expect(count).toBeLessThan(60)
    }
  })

  it('gives up on a record larger than 1 MiB at once', () => {
    const run = kplRun({ traffic: { ratePerSecond: 20, recordBytes: 1_048_577 } })
    run.goTo(1_000)
    expect(run.kpl().books.recordsGivenUp).toBe(run.kpl().books.recordsMeant)
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'size')).toBe(true)
  })

  it('retries to no end what the service refuses whole: an aggregate above 1 MiB', () => {
    const run = kplRun({ shardCount: 4, settings: { aggregationMaxSizeBytes: 4_000_000, recordMaxBufferedTimeMs: 500, recordTtlMs: 2_000 }, traffic: { ratePerSecond: 40, recordBytes: 400_000 } })
    run.goTo(8_000)
    expect([...run.daemon().metrics.errors.keys()]).toEqual(['ValidationException'])
    expect(run.kpl().books.recordsExpired).toBeGreaterThan(20)
    checkConservation(run.timeline.world)
    // Or a request above 10 MiB.
    run.set({ aggregationMaxSizeBytes: 51_200, collectionMaxSizeBytes: 50_000_000, aggregationEnabled: false })
    run.goTo(12_000)
    expect([...run.daemon().metrics.errors.keys()]).toContain('InvalidArgumentException')
  })
})
