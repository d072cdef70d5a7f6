import { describe, expect, it } from 'vitest'
import { silentSink } from '../sink'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
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
    expect(new Set(lens.seconds.shards)).toEqual(new Set([1]))
    expect(lens.seconds.use).toEqual(lens.seconds.records.map((records, at) => Math.max(records / 1_000, lens.seconds.bytes[at]! / 1_048_576)))
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

  it.each<[string, number, number, number]>([
    ['more', 2, 3, 0.85 / 2],
    ['fewer', 3, 2, 0.85 / 3],
  ])('measures each second against the shards of that second: to %s of them', (_, before, after, useBefore) => {
    const workload = { kind: 'synthetic' as const, ratePerSecond: 850, recordBytes: 10, keys: { kind: 'uniform' as const, keyCount: 100_000 } }
    const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: before }), producers: { count: 2, workload }, untilMs: 10_000_000 }), NOWHERE, silentSink)
    goTo(timeline, 120_000_000, silentSink)
    submitNow(timeline, { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: after, ScalingType: 'UNIFORM_SCALING' } }, silentSink)
    goTo(timeline, 300_000_000, silentSink)
    const { seconds, minutes } = lensView(timeline.world, { streamName: 's', shardId: null })!
    expect([seconds.shards[5], seconds.shards.at(-1)]).toEqual([before, after])
    // Shards are cut over on whole seconds, seconds of the meters end 0.2 s before them.
    const { shards } = timeline.world.streams[0]!
    seconds.shards.forEach((open, at) => {
      const fromUs = 1_000 * seconds.fromMs + 1_000_000 * at
      const openAt = (us: number) => shards.filter(({ openedAtUs, closedAtUs }) => openedAtUs <= us && (closedAtUs ?? Infinity) > us).length
      if (fromUs >= 0) expect(open).toBeCloseTo(0.2 * openAt(fromUs) + 0.8 * openAt(fromUs + 200_000), 9)
      expect(seconds.use[at]).toBeCloseTo(seconds.records[at]! / (1_000 * open), 9)
    })
    expect(minutes[0]!.meanUse).toBeCloseTo(useBefore, 1)
    expect(minutes.at(-1)!.meanUse).toBeCloseTo(0.85 / after, 1)
    const ofChild = lensView(timeline.world, { streamName: 's', shardId: `shardId-${String(shards.length - 1).padStart(12, '0')}` })!
    expect(ofChild.seconds.shards.at(-1)).toBe(1)
  })

  it('has nothing of what is not there', () => {
    const world = burstRun(10)
    expect(lensView(world, { streamName: 'other', shardId: null })).toBeNull()
    expect(lensView(world, { streamName: 's', shardId: 'shardId-000000000007' })).toBeNull()
    expect(lensView(world, { streamName: 's', shardId: 'nosuch' })).toBeNull()
  })
})
