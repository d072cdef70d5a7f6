/** Why a child had to wait, in time: from the instant at which its last parent was closed to its own beginning. */
import { US_PER_MS, type SimMs, type SimUs } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import type { ShardId } from '../../events'
import { findStream } from '../../naming'
import { parentIndexesOf } from '../../progress'
import type { Stream, World } from '../../state'
import type { KclApplication, ShardTimes } from './model'

/** Null: that is still to come, or is not known any more. */
export interface ParentWait {
  shardId: ShardId
  parentShardIds: ShardId[]
  /** No more records go to the parents. */
  closedAtMs: SimMs | null
  /** Their backlog is worked off. */
  drainedAtMs: SimMs | null
  /** Their SHARD_END is written: a dispatch tick later. */
  endedAtMs: SimMs | null
  /** A worker has the child's lease: the taker's tick, or the leader's and a discovery. */
  leasedAtMs: SimMs | null
  /** It has looked at the parents and begun: a dispatch tick, and the parent poll where it came too early. */
  startedAtMs: SimMs | null
}

const WAITS_MAX = 200

/** @returns the newest children first. */
export function parentWaits(world: World, application: KclApplication): ParentWait[] {
  const stream = findStream(world, application.streamName)
  if (stream === null) return []
  const waits: ParentWait[] = []
  for (let shardIndex = stream.shards.length - 1; shardIndex >= stream.firstLiveShard && waits.length < WAITS_MAX; shardIndex--) {
    const parents = parentIndexesOf(stream.shards[shardIndex])
    if (parents.length > 0 && !stream.shards[shardIndex].expired) waits.push(waitOf(stream, application, shardIndex, parents))
  }
  return waits
}

function waitOf(stream: Stream, { shardTimes }: KclApplication, shardIndex: number, parents: number[]): ParentWait {
  const own = shardTimes.get(shardIndex)
  const last = (station: keyof ShardTimes) => lastOf(parents.map((parent) => shardTimes.get(parent)?.[station] ?? null))
  return {
    shardId: formatShardId(shardIndex),
    parentShardIds: parents.map(formatShardId),
    closedAtMs: inMs(lastOf(parents.map((parent) => stream.shards[parent].closedAtUs))),
    drainedAtMs: inMs(last('drainedUs')),
    endedAtMs: inMs(last('endedUs')),
    leasedAtMs: inMs(own?.leasedUs ?? null),
    startedAtMs: inMs(own?.startedUs ?? null),
  }
}

/** @returns null while one is open. */
function lastOf(instants: readonly (SimUs | null)[]): SimUs | null {
  let latest: SimUs | null = null
  for (const instant of instants) {
    if (instant === null) return null
    if (latest === null || instant > latest) latest = instant
  }
  return latest
}

function inMs(instantUs: SimUs | null): SimMs | null {
  return instantUs === null ? null : instantUs / US_PER_MS
}
