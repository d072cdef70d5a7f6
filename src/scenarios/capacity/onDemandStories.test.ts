/** How an on-demand stream follows its traffic, against facts §7: twice the peak, fifteen minutes, one megabyte for a key, and what is warm. */
import { describe, expect, it } from 'vitest'
import { MIB } from '../../base/units'
import { usageLines } from '../../engine/cost/usageLines'
import { capacityViewOf } from '../../engine/onDemand/capacityViewOf'
import { openDays } from '../../hosts/testing/daysRun'
import { openStory, type Story } from '../../hosts/testing/storyRun'

const HOUR_MS = 3_600_000

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

describe('scaling down', () => {
  it('begins a day after the last split, keeps twice the peak for 30 days, and leaves a small stream to the next sale', { timeout: 300_000 }, async () => {
    const story = await openDays('on-demand-scales-down')
    story.at(0.42)
    expect(story.capacity()).toMatchObject({ openShardCount: 16, onDemand: { shardsNeeded: 14 } })
    expect(story.capacity().onDemand!.peak!.bytes / MIB).toBeCloseTo(7, 0)
    expect(story.throttled()).toBe(0)
    const [, grown] = story.eventsOf('OnDemandScaled')
    expect(grown).toMatchObject({ from: 8, to: 16 })
    const grownHour = grown!.at / HOUR_MS
    story.at(grownHour + 23.9)
    expect(story.capacity()).toMatchObject({ openShardCount: 16, lastMinute: { bytes: 0 }, onDemand: { shrinking: null, shrinksFromMs: grown!.at + 24 * HOUR_MS } })
    story.at(grownHour + 24.1)
    expect(story.capacity().onDemand!.shrinking).toMatchObject({ fromShards: 16, toShards: 14, endsAtMs: grown!.at + 48 * HOUR_MS })
    story.at(720)
    const steps = () => story.eventsOf('OnDemandScaled').slice(2).map(({ at, to }) => [at / HOUR_MS, to] as const)
    expect(steps().map(([hour, to]) => [hour - grownHour, to])).toEqual([[36, 15], [48, 14]])
    expect(story.capacity()).toMatchObject({ openShardCount: 14, onDemand: { shardsNeeded: 14, shrinking: null } })
    story.at(32 * 24 - 1)
    expect(story.capacity()).toMatchObject({ openShardCount: 4, onDemand: { shardsNeeded: 4, peak: null } })
    const late = steps().slice(2)
    expect(late.map(([, to]) => to)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4])
    expect(late[0]![0]).toBeGreaterThan(720)
    expect(late.at(-1)![0]).toBeLessThan(720 + 26)
    const before = story.stored()
    story.at(32 * 24 + 4 / 60)
    // Four of seven MiB a second go in: what is refused is sent again, and refused again.
    expect((story.stored() - before) / (240 * 7 * 50)).toBeCloseTo(4 / 7, 1)
    expect(story.throttled()).toBeGreaterThan(0)
  })
})

describe('leaving Advantage', () => {
  it('waits for warm throughput to be removed and for its earliest end, and its minimum is billed till then', async () => {
    const story = await openDays('leaving-advantage')
    story.at(80 / 3_600)
    expect(story.capacity()).toMatchObject({ openShardCount: 16, commitment: { status: 'ENABLED', warmStreamNames: ['orders'] } })
    story.at(200 / 3_600)
    expect(story.eventsOf('CallRefused').map(({ at, operation, exception }) => `${at / 1_000} s ${operation} ${exception}`)).toEqual([
      '60 s UpdateAccountSettings ValidationException',
      '150 s UpdateStreamWarmThroughput ValidationException',
    ])
    expect(story.capacity()).toMatchObject({
      openShardCount: 4,
      commitment: { status: 'ENABLED_UNTIL_EARLIEST_ALLOWED_END', startedAtMs: 10_000, earliestAllowedEndAtMs: 10_000 + 24 * HOUR_MS, warmStreamNames: [] },
      onDemand: { warm: null },
    })
    story.at(24 + 9 / 3_600)
    expect(story.capacity().commitment.status).toBe('ENABLED_UNTIL_EARLIEST_ALLOWED_END')
    story.at(24 + 11 / 3_600)
    expect(story.capacity().commitment.status).toBe('DISABLED')
    story.at(26)
    const { account, streams } = story.world.usage.totals
    const ofStream = streams.get('orders')!
    expect(account.advantageSeconds / 86_400).toBeCloseTo(1, 3)
    expect(ofStream.get('onDemand')!.seconds / 7_200).toBeCloseTo(1, 2)
    // Facts §7 and §10: 25 MiB/s in and out for a day come to about 100 USD; what was put is a part of it.
    const gigabytesIn = ofStream.get('advantage')!.kibibytesIn / 1_048_576
    const floor = (25 * 86_400) / 1_024
    const lines = usageLines(story.world.usage.totals, [])
    const quantity = (item: string) => lines.find((line) => line.item === item)?.quantity ?? 0
    expect(quantity('advantageIn')).toBeCloseTo(gigabytesIn, 6)
    expect((quantity('advantageIn') + quantity('advantageInShortfall')) / floor).toBeCloseTo(1, 3)
    expect(quantity('advantageOutShortfall') / floor).toBeCloseTo(1, 3)
    expect(0.032 * (quantity('advantageIn') + quantity('advantageInShortfall')) + 0.016 * quantity('advantageOutShortfall')).toBeCloseTo(101.25, 0)
  })
})
