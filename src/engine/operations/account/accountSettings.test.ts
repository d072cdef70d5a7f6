import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { runUntil } from '../../engine'
import { silentSink } from '../../sink'
import type { World } from '../../state'
import { get, outcomeOf } from '../../testing/caller'
import { EPOCH_MS, quietWorld } from '../../testing/quietWorld'
import { hasAdvantage } from '../../throughputCommitment'

const HOUR_US = 3_600_000_000

function hours(world: World, count: number): void {
  runUntil(world, NOWHERE, world.nowUs + count * HOUR_US, silentSink)
}

function set(world: World, Status: 'ENABLED' | 'DISABLED') {
  return get(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status } }).MinimumThroughputBillingCommitment
}

function now(world: World) {
  return get(world, 'DescribeAccountSettings', {}).MinimumThroughputBillingCommitment
}

describe('the commitment of On-demand Advantage', () => {
  it('was never made at first, and ending it changes nothing', () => {
    const world = quietWorld({ shardCount: 1 })
    expect(now(world)).toEqual({ Status: 'DISABLED' })
    expect(set(world, 'DISABLED')).toEqual({ Status: 'DISABLED' })
    expect(hasAdvantage(world)).toBe(false)
  })

  it('ended within its first 24 h, goes on until they are over', () => {
    const world = quietWorld({ shardCount: 1 })
    const since = { StartedAt: EPOCH_MS / 1_000, EarliestAllowedEndAt: EPOCH_MS / 1_000 + 86_400 }
    expect(set(world, 'ENABLED')).toEqual({ Status: 'ENABLED', ...since })
    hours(world, 1)
    expect(set(world, 'ENABLED')).toEqual({ Status: 'ENABLED', ...since })
    expect(set(world, 'DISABLED')).toEqual({ Status: 'ENABLED_UNTIL_EARLIEST_ALLOWED_END', ...since })
    expect(set(world, 'DISABLED')).toEqual({ Status: 'ENABLED_UNTIL_EARLIEST_ALLOWED_END', ...since })
    hours(world, 22.5)
    expect(hasAdvantage(world)).toBe(true)
    hours(world, 0.5)
    expect(now(world)).toEqual({ Status: 'DISABLED', ...since, EndedAt: EPOCH_MS / 1_000 + 86_400 })
    expect(hasAdvantage(world)).toBe(false)
    // A new one, not the old one.
    expect(set(world, 'ENABLED')).toMatchObject({ Status: 'ENABLED', StartedAt: EPOCH_MS / 1_000 + 86_400 })
  })

  it('may be taken up again before it ends, and ends at once after 24 h', () => {
    const world = quietWorld({ shardCount: 1 })
    set(world, 'ENABLED')
    set(world, 'DISABLED')
    expect(set(world, 'ENABLED')).toMatchObject({ Status: 'ENABLED', StartedAt: EPOCH_MS / 1_000 })
    hours(world, 30)
    expect(now(world)).toMatchObject({ Status: 'ENABLED' })
    expect(set(world, 'DISABLED')).toMatchObject({ Status: 'DISABLED', EndedAt: EPOCH_MS / 1_000 + 30 * 3_600 })
  })

  it('is not left while a stream is warm', () => {
    const world = quietWorld({ shardCount: 1 })
    set(world, 'ENABLED')
    get(world, 'CreateStream', { StreamName: 'warm', StreamModeDetails: { StreamMode: 'ON_DEMAND' }, WarmThroughputMiBps: 6 })
    hours(world, 1)
    expect(outcomeOf(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } })).toMatch(/^ValidationException: Stream warm /)
    get(world, 'DeleteStream', { StreamName: 'warm' })
    hours(world, 1)
    expect(set(world, 'DISABLED')).toMatchObject({ Status: 'ENABLED_UNTIL_EARLIEST_ALLOWED_END' })
  })

  it('is not left while a stream is being warmed', () => {
    const world = quietWorld({ shardCount: 1 })
    set(world, 'ENABLED')
    get(world, 'CreateStream', { StreamName: 'warm', StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
    hours(world, 25)
    const disable = () => outcomeOf(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } })
    get(world, 'UpdateStreamWarmThroughput', { StreamName: 'warm', WarmThroughputMiBps: 6 })
    expect(disable()).toMatch(/^ValidationException: Stream warm /)
    hours(world, 1)
    get(world, 'UpdateStreamWarmThroughput', { StreamName: 'warm', WarmThroughputMiBps: 0 })
    hours(world, 1)
    expect(disable()).toBe('ok')
  })
})

describe('DescribeLimits', () => {
  it('counts what exists', () => {
    const world = quietWorld({ shardCount: 3 })
    world.account.throttling = false
    const limits = (OpenShardCount: number, OnDemandStreamCount: number) => ({ ShardLimit: 20_000, OpenShardCount, OnDemandStreamCount, OnDemandStreamCountLimit: 50 })
    expect(get(world, 'DescribeLimits', {})).toEqual(limits(3, 0))
    get(world, 'CreateStream', { StreamName: 'd', StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
    expect(get(world, 'DescribeLimits', {})).toEqual(limits(3, 1))
    hours(world, 1)
    expect(get(world, 'DescribeLimits', {})).toEqual(limits(7, 1))
    get(world, 'DeleteStream', { StreamName: 'd' })
    hours(world, 1)
    expect(get(world, 'DescribeLimits', {})).toEqual(limits(3, 0))
  })
})
