import { describe, expect, it } from 'vitest'
import { silentSink } from '../sink'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf } from '../timeline'
import { lensView } from './lens'

/** 100 records a second, and for one second of every thirty twenty times as many. */
const BURSTS = { kind: 'synthetic' as const, ratePerSecond: 100, rate: { kind: 'burst' as const, everyMs: 30_000, forMs: 1_000, burstPercent: 2_000 }, recordBytes: 10, keys: { kind: 'uniform' as const, keyCount: 1_000 } }

function burstRun(seconds: number) {
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 1 }), producers: { count: 2, workload: BURSTS }, untilMs: 10_000_000 }), NOWHERE, silentSink)
  goTo(timeline, seconds * 1_000_000, silentSink)
  return timeline.world
}

describe('the lens', () => {
  it('shows a burst that throttles in a second and is not seen in the minute', () => {
    const world = burstRun(240)
    const lens = lensView(world, { streamName: 's', shardId: null })!
    expect(lens.limit).toEqual({ records: 1_000, bytes: 1_048_576 })
    expect(lens.minutes.map(({ atMs }) => atMs)).toEqual([0, 60_000, 120_000, 180_000])
    for (const minute of lens.minutes) {
      expect(minute.meanUse).toBeLessThan(0.3)
      expect(minute.peakUse).toBeGreaterThan(0.99)
      expect(minute.throttled).toBeGreaterThan(0)
      expect(minute.hidesThrottling).toBe(true)
    }
    expect(lens.secondsThrottled).toBeGreaterThan(0)
    expect(lens.secondsThrottled).toBeLessThan(40)
    expect(lens.shareAtLimit).toBe(lens.secondsAtLimit / lens.seconds.records.length)
    expect(lens.secondsAtLimit).toBeGreaterThanOrEqual(lens.secondsThrottled)
  })

  it('adds up: its seconds are all that was stored and refused', () => {
    const world = burstRun(200)
    const { seconds } = lensView(world, { streamName: 's', shardId: null })!
    const [shard] = world.streams[0]!.shards
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
    const { totals } = world.meters.streams[0]!
    expect([sum(seconds.records), sum(seconds.bytes), sum(seconds.throttled)]).toEqual([totals.records, totals.bytes, totals.throttled])
    expect(totals.records).toBeLessThanOrEqual(shard!.recordsStored)
    expect(seconds.fromMs).toBe(-200)
  })

  it('reaches six minutes back for a stream, one for a shard', () => {
    const world = burstRun(500)
    const ofStream = lensView(world, { streamName: 's', shardId: null })!
    expect(ofStream.seconds.records).toHaveLength(360)
    expect(ofStream.seconds.fromMs).toBe(500_000 - 200 - 360_000)
    const ofShard = lensView(world, { streamName: 's', shardId: 'shardId-000000000000' })!
    expect(ofShard.seconds.records).toHaveLength(60)
    expect(ofShard.seconds.records).toEqual(ofStream.seconds.records.slice(-60))
    expect(ofShard.seconds.throttled).toEqual(ofStream.seconds.throttled.slice(-60))
  })

  it('has nothing of what is not there', () => {
    const world = burstRun(10)
    expect(lensView(world, { streamName: 'other', shardId: null })).toBeNull()
    expect(lensView(world, { streamName: 's', shardId: 'shardId-000000000007' })).toBeNull()
    expect(lensView(world, { streamName: 's', shardId: 'nosuch' })).toBeNull()
  })
})
