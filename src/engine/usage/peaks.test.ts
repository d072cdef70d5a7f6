import { describe, expect, it } from 'vitest'
import { US_PER_MINUTE, US_PER_SECOND } from '../../base/units'
import { findStream } from '../naming'
import { restoreWorld, saveWorld } from '../snapshot'
import type { World } from '../state'
import { EVEN, onDemandWorld, pass } from '../testing/onDemandRun'
import { quietWorld } from '../testing/quietWorld'
import { act, api, put } from './testing/usageRun'

describe('the fullest spells', () => {
  it('are those of one second and one minute', () => {
    const world = onDemandWorld({ kind: 'synthetic', ratePerSecond: 0, recordBytes: 100, keys: EVEN })
    put(world, [1_000, 1_000])
    pass(world, US_PER_SECOND)
    put(world, [1_500])
    pass(world, US_PER_SECOND)
    expect(world.usage.peaks.get('s')).toMatchObject({ bytesInPerSecond: 2_000, recordsInPerSecond: 2, bytesReadPerMinute: 0 })
  })

  it('count what was refused once, however often it is sent again', () => {
    const world = onDemandWorld({ kind: 'synthetic', ratePerSecond: 5_000, recordBytes: 100, keys: EVEN }, 1)
    pass(world, 30 * US_PER_SECOND)
    const stream = world.streams[0]!
    expect(stream.shards[0]!.recordsThrottled).toBeGreaterThan(10_000)
    const { recordsInPerSecond, bytesInPerSecond } = world.usage.peaks.get('s')!
    expect(recordsInPerSecond).toBeGreaterThan(4_500)
    expect(recordsInPerSecond).toBeLessThan(6_500)
    expect(bytesInPerSecond).toBeGreaterThan(100 * 4_500)
  })
  const peakOf = (world: World) => world.usage.peaks.get('s')!.recordsInPerSecond
  const ones = (count: number) => Array.from({ length: count }, () => 1)

  it('begin anew with a stream made again under its name, and stay the fullest of both', () => {
    const world = quietWorld({ shardCount: 1 })
    pass(world, US_PER_SECOND)
    for (let second = 0; second < 3; second++) {
      put(world, ones(20))
      pass(world, US_PER_SECOND)
    }
    api(world, 'DeleteStream', { StreamName: 's' })
    pass(world, US_PER_MINUTE)
    expect([findStream(world, 's'), peakOf(world)]).toEqual([null, 20])
    api(world, 'CreateStream', { StreamName: 's', ShardCount: 1 })
    while (findStream(world, 's')!.streamStatus === 'CREATING') pass(world, 1_000)
    put(world, ones(50))
    pass(world, US_PER_SECOND)
    expect(peakOf(world)).toBe(50)
    put(world, ones(10))
    pass(world, US_PER_SECOND)
    expect(peakOf(world)).toBe(50)
  })

  it('count what was in shards that are closed now neither twice nor never, after saved bytes too', () => {
    let world = quietWorld({ shardCount: 2 })
    pass(world, US_PER_SECOND)
    for (let second = 0; second < 5; second++) {
      put(world, ones(20))
      pass(world, US_PER_SECOND)
    }
    api(world, 'SplitShard', { StreamName: 's', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '12345' })
    pass(world, US_PER_MINUTE)
    expect([peakOf(world), world.usage.peaks.get('s')!.closed.shards]).toEqual([20, 1])
    world = restoreWorld(saveWorld(world))
    put(world, ones(21))
    pass(world, US_PER_SECOND)
    expect(peakOf(world)).toBe(21)
    put(world, ones(20))
    pass(world, US_PER_SECOND)
    expect([peakOf(world), world.usage.peaks.get('s')!.before.recordsIn]).toEqual([21, 5 * 20 + 21 + 20])
  })

  it('count what an experiment struck once, as it was to come in', () => {
    const world = onDemandWorld({ kind: 'synthetic', ratePerSecond: 1_000, recordBytes: 100, keys: EVEN })
    act(world, { type: 'StartExperiment', action: 'aws:kinesis:stream-provisioned-throughput-exception', parameters: { duration: 'PT5M', percentage: '100' }, target: { streamName: 's', shardIds: ['shardId-000000000001'] } })
    pass(world, 30 * US_PER_SECOND)
    expect(world.streams[0]!.shards[1]!.recordsThrottled).toBeGreaterThan(1_000)
    expect(peakOf(world)).toBeGreaterThan(900)
    expect(peakOf(world)).toBeLessThan(1_200)
  })
})
