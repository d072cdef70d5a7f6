/** A world with one on-demand stream `s` and traffic in MiB a second, for tests of its scaling. */
import { ensure } from '../../base/assert'
import { MIB, US_PER_HOUR, type SimUs } from '../../base/units'
import type { Workload } from '../commands'
import type { KclSettings } from '../consumers/kcl/settings'
import { runUntil } from '../engine'
import type { SimEvent } from '../events'
import { minuteOfShard } from '../onDemand/peaks'
import { shardsFilled } from '../onDemand/scalingRule'
import { silentSink } from '../sink'
import type { Stream, World } from '../state'
import { submit } from '../submit'
import { createWorld } from '../world'
import { NOWHERE } from './nowhere'
import { quietScenario } from './quietWorld'

type SyntheticKeys = Extract<Workload, { kind: 'synthetic' }>['keys']

export const EVEN: SyntheticKeys = { kind: 'uniform', keyCount: 1_000_000 }
export const ONE_KEY: SyntheticKeys = { kind: 'uniform', keyCount: 1 }

/** So large that few records carry the bytes, so small that shards fill evenly. */
const RECORDS_PER_MIB = 50

export function busy(mibPerSecond: number, keys = EVEN): Workload {
  return { kind: 'synthetic', ratePerSecond: Math.round(mibPerSecond * RECORDS_PER_MIB), recordBytes: Math.floor(MIB / RECORDS_PER_MIB), keys }
}

export function onDemandWorld(workload: Workload, shardCount = 4, applications: KclSettings[] = []): World {
  const scenario = quietScenario({ shardCount })
  const stream = { streamName: 's', shardCount, retentionPeriodHours: 24, streamMode: 'ON_DEMAND' as const }
  return createWorld({ ...scenario, stream, producers: { count: 1, workload }, applications }, silentSink)
}

export function traffic(world: World, workload: Workload): void {
  submit(world, NOWHERE, { type: 'SetWorkload', workload }, silentSink)
}

export function pass(world: World, us: SimUs): void {
  runUntil(world, NOWHERE, world.nowUs + us, silentSink)
}

/** What the stream remembers is so much longer ago than it was. */
export function asIfLater(world: World, us: SimUs): void {
  const onDemand = ensure(streamOf(world).onDemand, 'an on-demand stream')
  for (const peak of onDemand.peaks) {
    peak.atUs -= us
    peak.hour -= Math.floor(us / US_PER_HOUR)
  }
  onDemand.sinceUs -= us
  onDemand.grownUs -= us
  if (onDemand.shrinking !== null) onDemand.shrinking.sinceUs -= us
}

/** What is told in the next so many microseconds. */
export function eventsOf(world: World, us: SimUs): SimEvent[] {
  const events: SimEvent[] = []
  runUntil(world, NOWHERE, world.nowUs + us, { event: (event) => events.push(event) })
  return events
}

export function streamOf({ streams }: World): Stream {
  return streams[0]
}

export function openOf(world: World): number {
  return streamOf(world).openShards.length
}

export function refusedOf(world: World): number {
  return streamOf(world).shards.reduce((sum, { recordsThrottled }) => sum + recordsThrottled, 0)
}

/** Share of its limit that a shard took in the last minute. */
export function fillOf(world: World, shardIndex: number): number {
  return shardsFilled(minuteOfShard(world.meters, streamOf(world).shards[shardIndex]))
}
