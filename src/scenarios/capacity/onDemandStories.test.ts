/** How an on-demand stream follows its traffic, against facts §7: twice the peak, fifteen minutes, one megabyte for a key, and what is warm. */
import { describe, expect, it } from 'vitest'
import { MIB } from '../../base/units'
import { capacityViewOf } from '../../engine/onDemand/capacityViewOf'
import { openStory, type Story } from '../../hosts/testing/storyRun'

function capacity({ world, stream }: Story) {
  return capacityViewOf(world, stream)!
}

describe('on-demand capacity', () => {
  it('has room for traffic that doubles, and soon for twice as much again', async () => {
    const story = await openStory('on-demand-doubles')
    story.goTo(299)
    expect(capacity(story)).toMatchObject({ mode: 'ON_DEMAND', openShardCount: 4, capacity: { write: { records: 4_000, bytes: 4 * MIB } } })
    const formerPeak = capacity(story).onDemand!.peak!.bytes
    story.goTo(500)
    expect(capacity(story).onDemand!.peak!.bytes / formerPeak).toBeCloseTo(2, 1)
    expect(capacity(story).onDemand!.splits).toHaveLength(4)
    const { totals } = story.goTo(300 + 15 * 60)
    expect(capacity(story).openShardCount).toBe(8)
    expect(totals.recordsThrottled).toBe(0)
    expect(story.eventsOf('OnDemandScaled')).toMatchObject([{ from: 4, to: 8 }])
  })

  it('refuses traffic that more than doubles until it has grown, which is within 15 minutes', async () => {
    const story = await openStory('on-demand-too-fast')
    story.goTo(119)
    expect(story.books()).toMatchObject({ recordsThrottled: 0, recordsGivenUp: 0 })
    story.goTo(600)
    const [throttling] = capacity(story).onDemand!.throttling
    expect(throttling!.verdict).toBe('tooMuchTraffic')
    expect(throttling!.timesFormerPeak).toBeGreaterThan(2)
    // Four of seven MiB a second go in.
    const { recordsMeant, recordsThrottled } = story.books()
    expect(recordsThrottled / (recordsMeant - 119 * 80)).toBeCloseTo(3 / 7, 1)
    const grownMs = story.goTo(120 + 15 * 60).atMs
    expect(capacity(story).openShardCount).toBe(8)
    const scaled = story.eventsOf('OnDemandScaled')
    expect(scaled).toMatchObject([{ from: 4, to: 8 }])
    expect(scaled[0]!.at).toBeLessThan(grownMs)
    const refused = story.books().recordsThrottled
    story.goTo(1_080)
    expect(story.books().recordsThrottled).toBe(refused)
  })

  it('splits a shard for a hot key, again and again, and refuses what that key has too much', async () => {
    const story = await openStory('on-demand-hot-key')
    story.goTo(120)
    expect(capacity(story).onDemand!.throttling).toMatchObject([{ verdict: 'hotKey', hottestKey: 'user-0' }])
    const early = story.books().recordsThrottled / 120
    story.goTo(1_380)
    const before = story.books().recordsThrottled
    expect(capacity(story).openShardCount).toBe(6)
    expect(story.eventsOf('OnDemandScaled').map(({ from, to }) => [from, to])).toEqual([[4, 5], [5, 6]])
    const late = story.goTo(1_500)
    expect((story.books().recordsThrottled - before) / 120).toBeGreaterThan(0.7 * early)
    const [hot, ...others] = late.shards.filter(({ throttledPerSecond }) => throttledPerSecond > 0)
    expect(others).toEqual([])
    expect(hot!.writeBytesPerSecond / MIB).toBeCloseTo(1, 1)
    // 1.5 MiB a second of it are asked for, and one is taken.
    expect(early / (0.75 * 100 - 50)).toBeGreaterThan(0.8)
  })
})

describe('warm throughput', () => {
  it('takes eight times the traffic at once, and keeps the commitment from ending', async () => {
    const story = await openStory('warm-before-a-sale')
    story.goTo(40)
    expect(capacity(story)).toMatchObject({ openShardCount: 16, commitment: { status: 'ENABLED', warmStreamNames: ['orders'] }, onDemand: { warm: { targetMiBps: 16, currentMiBps: 16 } } })
    const { totals } = story.goTo(149)
    expect(capacity(story).lastMinute.bytes / MIB).toBeCloseTo(12, 0)
    expect(totals.recordsThrottled).toBe(0)
    story.goTo(180)
    const [refused] = story.eventsOf('CallRefused')
    expect(refused).toMatchObject({ at: 160_000, operation: 'UpdateAccountSettings', exception: 'ValidationException' })
    expect(refused!.message).toContain('warm throughput')
    const { commitment } = capacity(story)
    expect(commitment.status).toBe('ENABLED')
    expect(commitment.earliestAllowedEndAtMs! - commitment.startedAtMs!).toBe(24 * 3_600_000)
  })
})
