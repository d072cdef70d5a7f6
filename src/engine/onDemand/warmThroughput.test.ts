/** Warm throughput of on-demand streams under On-demand Advantage: shards that are there before the traffic. */
import { describe, expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../base/units'
import type { World } from '../state'
import { ask, get, outcomeOf } from '../testing/caller'
import { asIfLater, busy, EVEN, onDemandWorld, openOf, pass, refusedOf, streamOf, traffic } from '../testing/onDemandRun'

const DAY_US = 24 * US_PER_HOUR
const StreamName = 's'

describe('warm throughput', () => {
  const advantage = (world: World) => get(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } })
  const warm = (world: World, WarmThroughputMiBps: number) => {
    const answer = ask(world, 'UpdateStreamWarmThroughput', { StreamName, WarmThroughputMiBps })
    pass(world, 30 * US_PER_SECOND)
    return answer.ok
  }
  const described = (world: World) => get(world, 'DescribeStreamSummary', { StreamName }).StreamDescriptionSummary

  it('brings shards, UPDATING until they are there', () => {
    const world = onDemandWorld(busy(0))
    advantage(world)
    get(world, 'UpdateStreamWarmThroughput', { StreamName, WarmThroughputMiBps: 100 })
    pass(world, 6 * US_PER_SECOND)
    expect(described(world)).toMatchObject({ StreamStatus: 'UPDATING', WarmThroughput: { TargetMiBps: 100, CurrentMiBps: described(world).OpenShardCount } })
    pass(world, 20 * US_PER_SECOND)
    expect(described(world)).toMatchObject({ StreamStatus: 'ACTIVE', OpenShardCount: 100, WarmThroughput: { TargetMiBps: 100, CurrentMiBps: 100 } })
    traffic(world, busy(70))
    pass(world, US_PER_MINUTE)
    expect(refusedOf(world)).toBe(0)
  })

  it('is a floor of scaling down by itself, and lowered by call goes down at once', () => {
    const world = onDemandWorld(busy(0))
    advantage(world)
    expect(warm(world, 32)).toBe(true)
    asIfLater(world, 31 * DAY_US)
    pass(world, 3 * US_PER_MINUTE)
    expect([openOf(world), streamOf(world).onDemand!.shrinking]).toEqual([32, null])
    expect(warm(world, 10)).toBe(true)
    expect(openOf(world)).toBe(10)
    expect(warm(world, 0)).toBe(true)
    expect([openOf(world), described(world).WarmThroughput]).toEqual([4, undefined])
  })

  it('lowered by call leaves what the last hour needs', () => {
    const world = onDemandWorld(busy(0))
    advantage(world)
    warm(world, 32)
    traffic(world, { kind: 'synthetic', ratePerSecond: 5_900, recordBytes: 20, keys: EVEN })
    pass(world, 2 * US_PER_MINUTE)
    traffic(world, busy(0))
    warm(world, 2)
    expect(openOf(world)).toBe(12)
    pass(world, 2 * US_PER_MINUTE)
    asIfLater(world, 3 * US_PER_HOUR)
    warm(world, 2)
    expect(openOf(world)).toBe(4)
  })

  it('raised takes no shard away', () => {
    const world = onDemandWorld(busy(0), 30)
    advantage(world)
    expect(warm(world, 40)).toBe(true)
    expect(warm(world, 32)).toBe(true)
    expect(openOf(world)).toBe(32)
    streamOf(world).warmThroughputMiBps = 8
    expect(warm(world, 12)).toBe(true)
    expect(openOf(world)).toBe(32)
    expect(warm(world, 12)).toBe(true)
    expect(openOf(world)).toBe(12)
  })

  it('is not to be had any more while Advantage is being left', () => {
    const world = onDemandWorld(busy(0))
    advantage(world)
    expect(warm(world, 8)).toBe(true)
    expect(outcomeOf(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } })).toMatch(/^ValidationException: .*removed first/)
    expect(warm(world, 0)).toBe(true)
    const left = get(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } })
    expect(left.MinimumThroughputBillingCommitment?.Status).toBe('ENABLED_UNTIL_EARLIEST_ALLOWED_END')
    expect(outcomeOf(world, 'UpdateStreamWarmThroughput', { StreamName, WarmThroughputMiBps: 32 })).toMatch(/^ValidationException: /)
    pass(world, DAY_US)
    expect(warm(world, 32)).toBe(false)
    advantage(world)
    expect(warm(world, 32)).toBe(true)
  })

  it('comes with the mode, and never takes shards from a stream that was provisioned', () => {
    const world = onDemandWorld(busy(0), 8)
    advantage(world)
    const { StreamARN } = described(world)
    const switchTo = (StreamMode: 'PROVISIONED' | 'ON_DEMAND', more = {}) => {
      get(world, 'UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode }, ...more })
      pass(world, 30 * US_PER_SECOND)
    }
    switchTo('PROVISIONED')
    switchTo('ON_DEMAND', { WarmThroughputMiBps: 5 })
    expect(openOf(world)).toBe(8)
    pass(world, DAY_US)
    switchTo('PROVISIONED')
    switchTo('ON_DEMAND', { WarmThroughputMiBps: 11 })
    expect(openOf(world)).toBe(11)
    expect(world.nowUs % US_PER_MS).toBe(0)
  })
})
