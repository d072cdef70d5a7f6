import { describe, expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../base/units'
import { ON_DEMAND_SHRINK_AFTER_US, ON_DEMAND_SHRINK_US, ON_DEMAND_SPLIT_US } from '../../kinesis/limits'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { restoreWorld, saveWorld } from '../snapshot'
import type { World } from '../state'
import { get, outcomeOf } from '../testing/caller'
import { asIfLater, EVEN, ONE_KEY, busy, eventsOf, fillOf, onDemandWorld, openOf, pass, refusedOf, streamOf, traffic } from '../testing/onDemandRun'

const DAY_US = 24 * US_PER_HOUR
/** From traffic that fills a shard too much to its split: the minute in which it came, and the next one in full. */
const ABSORBED_US = ON_DEMAND_SPLIT_US + 2 * US_PER_MINUTE
const StreamName = 's'

describe('the rule of on-demand capacity', () => {
  it.each([
    ['what a new stream takes leaves it alone', 4, [[1.8, 30, 4]]],
    ['half of all shards is not yet too much', 8, [[3.7, 30, 8]]],
    ['one minute above half of every shard doubles them, also when it is over', 4, [[3, 2, 4], [0.1, 8, 4], [0.1, 3, 8], [0.1, 20, 8]]],
    ['a little above half of every shard doubles them too, and then no shard is above half', 4, [[2.25, 15, 8], [2.25, 20, 8]]],
    ['a new peak within the double is absorbed, and capacity doubles again', 4, [[1.8, 5, 4], [3.5, 15, 8], [7, 15, 16]]],
    ['traffic beyond it is taken on in doublings', 4, [[7, 10, 4], [7, 5, 8], [7, 8, 16], [7, 15, 16]]],
    ['the guide: 40 MB/s has room for 80', 80, [[36, 5, 80], [10, 5, 80], [36, 5, 80]]],
    ['the guide: a peak of 50 MB/s makes room for 100 at least', 80, [[38, 2, 80], [50, 15, 160]]],
  ])('%s', (_what, shardCount, legs) => {
    const world = onDemandWorld(busy(0), shardCount)
    const seen = legs.map(([mibPerSecond = 0, minutes = 0]) => {
      traffic(world, busy(mibPerSecond))
      pass(world, minutes * US_PER_MINUTE)
      return [mibPerSecond, minutes, openOf(world)]
    })
    expect(seen).toEqual(legs)
  })

  it('counts records as it counts bytes', () => {
    const world = onDemandWorld({ kind: 'synthetic', ratePerSecond: 2_600, recordBytes: 20, keys: EVEN })
    pass(world, ABSORBED_US)
    expect(openOf(world)).toBe(8)
    expect(refusedOf(world)).toBe(0)
  })

  it.each([1.6, 2, 5])('refuses nothing when an even peak of %s MiB/s doubles', (peakMibPerSecond) => {
    const world = onDemandWorld(busy(peakMibPerSecond))
    pass(world, 30 * US_PER_MINUTE)
    const before = refusedOf(world)
    traffic(world, busy(2 * peakMibPerSecond))
    pass(world, 15 * US_PER_MINUTE)
    expect(refusedOf(world) - before).toBe(0)
  })

  it('refuses nothing when traffic doubles, and for less than 15 minutes when it grows by more', () => {
    const world = onDemandWorld(busy(1.8))
    pass(world, 30 * US_PER_MINUTE)
    traffic(world, busy(3.4))
    pass(world, 15 * US_PER_MINUTE)
    expect(refusedOf(world)).toBe(0)
    traffic(world, busy(12))
    pass(world, 2 * US_PER_MINUTE)
    const atOnce = refusedOf(world)
    expect(atOnce).toBeGreaterThan(0)
    pass(world, 13 * US_PER_MINUTE)
    const afterQuarter = refusedOf(world)
    expect(afterQuarter).toBeGreaterThan(atOnce)
    pass(world, 2 * US_PER_MINUTE)
    expect(refusedOf(world)).toBe(afterQuarter)
    expect(openOf(world)).toBe(16)
  })

  it('splits a shard with a hot key again and again, and the key still has one shard', () => {
    const world = onDemandWorld(busy(2, ONE_KEY))
    pass(world, 2 * US_PER_MINUTE)
    const perMinute = refusedOf(world) / 2
    pass(world, 23 * US_PER_MINUTE)
    expect(openOf(world)).toBe(4 + 2)
    const before = refusedOf(world)
    pass(world, 2 * US_PER_MINUTE)
    expect((refusedOf(world) - before) / 2).toBeGreaterThan(0.8 * perMinute)
    const hot = streamOf(world).openShards.filter((shardIndex) => fillOf(world, shardIndex) > 0)
    expect(hot).toHaveLength(1)
  })

  it('halves a shard as the child ranges of a split, and stays ACTIVE', () => {
    const world = onDemandWorld(busy(3))
    const events = eventsOf(world, ABSORBED_US)
    expect(events.filter(({ kind }) => kind === 'StreamStatusChanged')).toEqual([])
    expect(events.filter(({ kind }) => kind === 'OnDemandScaled')).toMatchObject([{ streamName: 's', from: 4, to: 8 }])
    const { shards } = streamOf(world)
    for (const parent of shards.slice(0, 4)) {
      const [lower, upper] = parent.childShardIndexes.map((index) => shards[index]!)
      expect(lower!.parentShardIndex).toBe(parent.shardIndex)
      expect(upper!.endingHashKey - upper!.startingHashKey).toBe(lower!.endingHashKey - lower!.startingHashKey)
      expect(lower!.createdSecond).toBe(parent.closedSecond! + 1)
    }
  })

  it('can be told in two halves: a saved world goes on as if nothing had been', () => {
    const world = onDemandWorld(busy(6))
    pass(world, 7 * US_PER_MINUTE)
    const restored = restoreWorld(saveWorld(world))
    for (const each of [world, restored]) pass(each, 20 * US_PER_MINUTE)
    expect(openOf(world)).toBe(16)
    expect(Buffer.compare(Buffer.from(saveWorld(restored)), Buffer.from(saveWorld(world)))).toBe(0)
  })

  it('is followed by an application on the KCL, parents before children, none missed', () => {
    const world = onDemandWorld(busy(6), 4, [{ ...KCL_DEFAULTS, name: 'reader', workerCount: 1, workUs: 100, initialPosition: 'TRIM_HORIZON' }])
    pass(world, 30 * US_PER_MINUTE)
    traffic(world, busy(0))
    pass(world, 3 * US_PER_MINUTE)
    const [application] = world.applications
    const { checks } = application!
    expect(Object.values(checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
    expect(application!.recordsProcessed).toBe(streamOf(world).shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0))
    expect(streamOf(world).shards.filter(({ recordsStored }) => recordsStored > 0).length).toBeGreaterThan(16)
  })
})

describe('other changes of an on-demand stream', () => {
  it('go first: a split that falls due meanwhile waits, and UPDATING ends when it should', () => {
    const world = onDemandWorld(busy(3))
    pass(world, ON_DEMAND_SPLIT_US + US_PER_MINUTE - 2 * US_PER_SECOND)
    get(world, 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 48 })
    pass(world, 2 * US_PER_SECOND)
    expect([openOf(world), streamOf(world).streamStatus]).toEqual([4, 'UPDATING'])
    pass(world, US_PER_MINUTE + US_PER_SECOND)
    expect([openOf(world), streamOf(world).streamStatus, streamOf(world).retentionPeriodHours]).toEqual([8, 'ACTIVE', 48])
  })

  it('of the mode keep its shards, and end its scaling', () => {
    const world = onDemandWorld(busy(3))
    pass(world, 5 * US_PER_MINUTE)
    expect(streamOf(world).onDemand!.splitsDue.size).toBe(4)
    const StreamARN = get(world, 'DescribeStreamSummary', { StreamName }).StreamDescriptionSummary.StreamARN
    get(world, 'UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode: 'PROVISIONED' } })
    pass(world, 20 * US_PER_MINUTE)
    expect([openOf(world), streamOf(world).onDemand]).toEqual([4, null])
    get(world, 'UpdateShardCount', { StreamName, TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' })
    traffic(world, busy(0.1))
    pass(world, US_PER_MINUTE)
    get(world, 'UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
    pass(world, 20 * US_PER_MINUTE)
    expect(openOf(world)).toBe(2)
    expect(outcomeOf(world, 'SplitShard', { StreamName, ShardToSplit: '0', NewStartingHashKey: '5' })).toMatch(/^ValidationException/)
  })

  it('leave nothing behind: a stream in the place of a deleted one knows no peak', () => {
    const world = onDemandWorld(busy(3))
    pass(world, 5 * US_PER_MINUTE)
    traffic(world, busy(0))
    get(world, 'DeleteStream', { StreamName })
    pass(world, US_PER_MINUTE)
    get(world, 'CreateStream', { StreamName: 'next', StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
    pass(world, 30 * US_PER_MINUTE)
    expect(world.streams).toHaveLength(1)
    expect([openOf(world), streamOf(world).onDemand!.peaks]).toEqual([4, []])
  })
})

describe('scaling down', () => {
  /** 16 shards, of a peak of 5.6 MiB/s; then hardly any traffic. */
  function grown(): World {
    const world = onDemandWorld(busy(3))
    pass(world, 15 * US_PER_MINUTE)
    traffic(world, busy(5.6))
    pass(world, 10 * US_PER_MINUTE)
    traffic(world, busy(0.5))
    pass(world, 5 * US_PER_MINUTE)
    expect(openOf(world)).toBe(16)
    return world
  }

  it('begins a day after the last shard was added, and stops at the double of the peak of 30 days', () => {
    const world = grown()
    asIfLater(world, ON_DEMAND_SHRINK_AFTER_US - 2 * US_PER_HOUR)
    pass(world, US_PER_MINUTE)
    expect([openOf(world), streamOf(world).onDemand!.shrinking]).toEqual([16, null])
    asIfLater(world, 2 * US_PER_HOUR)
    pass(world, US_PER_MINUTE)
    expect(streamOf(world).onDemand!.shrinking).toMatchObject({ fromShards: 16 })
    asIfLater(world, ON_DEMAND_SHRINK_US / 2)
    pass(world, US_PER_MINUTE)
    expect(openOf(world)).toBe(14)
    asIfLater(world, 10 * ON_DEMAND_SHRINK_US)
    pass(world, 3 * US_PER_MINUTE)
    expect([openOf(world), streamOf(world).onDemand!.shrinking]).toEqual([12, null])
  })

  it('takes a day, evenly, once the peak is forgotten, and leaves 4', () => {
    const world = grown()
    asIfLater(world, 31 * DAY_US)
    pass(world, US_PER_MINUTE)
    const seen = [1, 2, 3, 4, 5, 6].map(() => {
      asIfLater(world, ON_DEMAND_SHRINK_US / 4)
      pass(world, 2 * US_PER_MINUTE)
      return openOf(world)
    })
    expect(seen).toEqual([13, 10, 7, 4, 4, 4])
  })

  it('ends with the first shard that is too full', () => {
    const world = grown()
    asIfLater(world, 31 * DAY_US)
    pass(world, US_PER_MINUTE)
    asIfLater(world, ON_DEMAND_SHRINK_US / 2)
    pass(world, 2 * US_PER_MINUTE)
    expect(openOf(world)).toBe(10)
    traffic(world, busy(8))
    pass(world, 2 * US_PER_MINUTE)
    expect(streamOf(world).onDemand!.shrinking).toBeNull()
    pass(world, 10 * US_PER_MINUTE)
    expect(openOf(world)).toBeGreaterThan(15)
  })

  it('never joins what would be split again', () => {
    const world = grown()
    traffic(world, busy(7))
    pass(world, 2 * US_PER_MINUTE)
    asIfLater(world, 2 * DAY_US)
    // As if the present were no peak.
    streamOf(world).onDemand!.peaks = []
    streamOf(world).onDemand!.shrinking = { sinceUs: -DAY_US, fromShards: 16 }
    pass(world, US_PER_MINUTE)
    expect(openOf(world)).toBe(16)
  })
})
