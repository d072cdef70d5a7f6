import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIB, US_PER_HOUR, US_PER_MINUTE } from '../../base/units'
import { ON_DEMAND_PEAK_HOURS, ON_DEMAND_SHARDS_MAX, ON_DEMAND_SHRINK_US } from '../../kinesis/limits'
import { checkTiling } from '../invariants'
import { asIfLater, busy, EVEN, onDemandWorld, openOf, pass, streamOf, traffic } from '../testing/onDemandRun'
import { createOnDemand, type MinuteLoad } from './model'
import { notePeak, peakOf } from './peaks'
import { isTooFull, shardsFilled, shardsLeftAt, shardsNeeded } from './scalingRule'

const minute = (mibPerSecond: number, recordsPerSecond = 0): MinuteLoad => ({ bytes: 60 * mibPerSecond * MIB, records: 60 * recordsPerSecond })
const NO_MINUTE = minute(0)

describe('shards needed', () => {
  it.each([
    ['a new stream', minute(0), null, 4],
    ['up to 2 MiB/s the first 4 are enough', minute(2), null, 4],
    ['the guide: 40 MB/s, 80', minute(40), null, 80],
    ['the guide: 50 MB/s, 100', minute(50), null, 100],
    ['records count as bytes do', minute(1, 12_300), null, 25],
    ['a fraction is a shard', minute(2.001), null, 5],
    ['warm throughput is a floor', minute(1), 30, 30],
    ['and not added', minute(40), 30, 80],
    ['10 GB/s is the most', minute(9_000), null, ON_DEMAND_SHARDS_MAX],
  ])('%s', (_what, load, warm, shards) => {
    expect(shardsNeeded(load, warm)).toBe(shards)
  })

  it('never fall while the peak rises, and are twice what it fills', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.nat(1e6), (bytes, more, records) => {
        const [low, high] = [shardsNeeded({ bytes, records }, null), shardsNeeded({ bytes: bytes + more, records }, null)]
        expect(low).toBeGreaterThanOrEqual(4)
        expect(high).toBeGreaterThanOrEqual(low)
        expect(low).toBeGreaterThanOrEqual(2 * shardsFilled({ bytes, records }))
      }),
    )
  })
})

it.each([
  [minute(0.5), false],
  [minute(0.500_1), true],
  [minute(0, 500), false],
  [minute(0, 500.1), true],
])('a shard with a minute of %j is too full: %s', (load, tooFull) => {
  expect(isTooFull(load)).toBe(tooFull)
})

describe('peaks', () => {
  it('of an hour are its fullest minute; those of the last 30 days count', () => {
    const onDemand = createOnDemand(0)
    notePeak(onDemand, US_PER_MINUTE, minute(3, 10))
    notePeak(onDemand, 2 * US_PER_MINUTE, minute(2, 20))
    notePeak(onDemand, US_PER_HOUR, minute(1, 10))
    expect(onDemand.peaks).toEqual([{ hour: 0, ...minute(3, 20), atUs: US_PER_MINUTE }])
    notePeak(onDemand, US_PER_HOUR + US_PER_MINUTE, minute(1, 10))
    expect(peakOf(onDemand, US_PER_HOUR + US_PER_MINUTE, ON_DEMAND_PEAK_HOURS)).toMatchObject({ ...minute(3, 20), atUs: US_PER_MINUTE })
    const lastUs = (ON_DEMAND_PEAK_HOURS + 1) * US_PER_HOUR
    notePeak(onDemand, lastUs, NO_MINUTE)
    expect(peakOf(onDemand, lastUs, ON_DEMAND_PEAK_HOURS)).toMatchObject(minute(3, 20))
    notePeak(onDemand, lastUs + US_PER_MINUTE, NO_MINUTE)
    expect(peakOf(onDemand, lastUs + US_PER_MINUTE, ON_DEMAND_PEAK_HOURS)).toMatchObject(minute(1, 10))
    notePeak(onDemand, lastUs + 2 * US_PER_HOUR, NO_MINUTE)
    expect([onDemand.peaks, peakOf(onDemand, lastUs, 1)]).toEqual([[], null])
  })

  it('are no more than 721, however long the stream lives', () => {
    const onDemand = createOnDemand(0)
    for (let hour = 1; hour < 2_000; hour++) notePeak(onDemand, hour * US_PER_HOUR, minute(1, 10))
    expect(onDemand.peaks).toHaveLength(ON_DEMAND_PEAK_HOURS + 1)
  })
})

it('shards left while scaling down fall evenly, from what there were to what is needed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.nat(2 * ON_DEMAND_SHRINK_US), fc.nat(ON_DEMAND_SHRINK_US), (needed, tooMany, elapsedUs, moreUs) => {
      const shrinking = { sinceUs: 0, fromShards: needed + tooMany }
      const left = shardsLeftAt(elapsedUs, shrinking, needed)
      expect(left).toBeLessThanOrEqual(needed + tooMany)
      expect(left).toBeGreaterThanOrEqual(needed)
      expect(shardsLeftAt(elapsedUs + moreUs, shrinking, needed)).toBeLessThanOrEqual(left)
      expect(shardsLeftAt(ON_DEMAND_SHRINK_US, shrinking, needed)).toBe(needed)
    }),
  )
})

it('whatever the traffic, each split has had its minute, and capacity keeps to the rule', () => {
  const leg = fc.record({ mibPerSecond: fc.integer({ min: 0, max: 8 }), minutes: fc.integer({ min: 1, max: 13 }), hotPercent: fc.constantFrom(0, 0, 60), daysLater: fc.constantFrom(0, 0, 1, 40) })
  fc.assert(
    fc.property(fc.array(leg, { minLength: 1, maxLength: 3 }), (legs) => {
      const world = onDemandWorld(busy(0))
      for (const { mibPerSecond, minutes, hotPercent, daysLater } of legs) {
        traffic(world, busy(mibPerSecond, hotPercent === 0 ? EVEN : { kind: 'hot', keyCount: 1_000, hotPercent }))
        for (let at = 0; at < minutes; at++) {
          const before = openOf(world)
          const planned = new Map(streamOf(world).onDemand!.splitsDue)
          pass(world, US_PER_MINUTE)
          checkTiling(streamOf(world))
          const open = openOf(world)
          expect(open).toBeGreaterThanOrEqual(4)
          const dueNow = Array.from(planned.values()).filter(({ dueUs }) => dueUs <= world.nowUs)
          expect(dueNow.every(isTooFull)).toBe(true)
          expect(open).toBeLessThanOrEqual(before + dueNow.length)
          const peak = peakOf(streamOf(world).onDemand!, world.nowUs, ON_DEMAND_PEAK_HOURS) ?? NO_MINUTE
          if (open < before) expect(open).toBeGreaterThanOrEqual(shardsNeeded(peak, null))
          if (hotPercent === 0 && legs.every((each) => each.hotPercent === 0)) expect(open).toBeLessThanOrEqual(2 * Math.max(4, 2 * shardsNeeded(peak, null)))
        }
        if (daysLater > 0) asIfLater(world, daysLater * 24 * US_PER_HOUR)
      }
    }),
    { numRuns: 6 },
  )
})
