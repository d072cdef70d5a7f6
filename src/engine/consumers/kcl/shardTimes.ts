/** When each shard was drained, ended, leased and begun: noted as it happens, for `parentWaits`. */
import { findStream } from '../../naming'
import type { World } from '../../state'
import { SHARD_TIMES_MAX } from './defaults'
import type { KclApplication, ShardConsumer, ShardTimes } from './model'

/** Only the first time counts: after a crash the wait is over already. Leases that outlive their stream tell nothing. */
export function noteTime(world: World, { shardTimes, streamName }: KclApplication, shardIndex: number, station: keyof ShardTimes): void {
  if (findStream(world, streamName) === null) return
  let times = shardTimes.get(shardIndex)
  if (times === undefined) {
    times = { drainedUs: null, endedUs: null, leasedUs: null, startedUs: null }
    shardTimes.set(shardIndex, times)
    if (shardTimes.size > SHARD_TIMES_MAX) for (const oldest of shardTimes.keys()) if (shardTimes.delete(oldest)) break
  }
  times[station] ??= world.nowUs
}

/** The end of a closed shard is read, and nothing of it waits any more. */
export function noteIfDrained(world: World, application: KclApplication, { childShards, pending, shardIndex }: ShardConsumer): void {
  if (childShards !== null && pending.length === 0) noteTime(world, application, shardIndex, 'drainedUs')
}
