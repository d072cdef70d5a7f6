/**
 * How applications learn of shards, by ListShards now and then and by ChildShards at the end of each, and which of them they may
 * begin: for the kinds that keep what they know of each shard in a map of their own.
 */
import { US_PER_MS, type SimUs } from '../../base/units'
import { formatShardId } from '../../kinesis/shardId'
import type { Cause } from '../cause'
import type { ChildShardRef } from '../fetched'
import { findStream } from '../naming'
import { progressOf } from '../progress'
import type { Sink } from '../sink'
import type { World } from '../state'
import type { Application } from './application'
import { beginShard } from './finishing'
import { listAll, listedShard } from './listing'

/** What every such application knows of a shard. Parents may be unknown: long gone, or of before its time. */
export interface KnownShard {
  shardIndex: number
  parentShardIndexes: number[]
  /** `DRAINED`: read to its end, and not done with. */
  state: 'WAITING' | 'READING' | 'DRAINED' | 'ENDED'
}

/** Where it begins with a shard that it meets; `END`: nowhere, it was closed before the application began at the tip. */
export type ShardStart = 'TRIM_HORIZON' | 'TIP' | 'END'

/** @returns what it remembers of the shard from now on: `WAITING` until it is begun, or `ENDED`. */
type MeetShard<S extends KnownShard> = (ref: ChildShardRef, start: ShardStart) => S

type Discoverer<S extends KnownShard> = Application & { shards: Map<number, S> }

/**
 * ListShards. Shards that it is done with and that are not listed any more have left the stream: it forgets them.
 * @param isAtTip it looks for the first time, and begins at the tip.
 * @returns the indexes of all that are listed; null where the call was refused.
 */
export function meetListed<S extends KnownShard>(world: World, application: Discoverer<S>, isAtTip: boolean, meet: MeetShard<S>, sink: Sink): ReadonlySet<number> | null {
  const shards = listAll(world, application, { Type: 'FROM_TRIM_HORIZON' })
  if (shards === null) return null
  const listed = new Set<number>()
  for (const shard of shards) {
    const ref = listedShard(shard)
    listed.add(ref.shardIndex)
    if (application.shards.has(ref.shardIndex)) continue
    const isClosed = shard.SequenceNumberRange.EndingSequenceNumber !== undefined
    if (isAtTip && isClosed) passOver(world, application, ref, sink)
    add(application, meet(ref, !isAtTip ? 'TRIM_HORIZON' : isClosed ? 'END' : 'TIP'))
  }
  for (const { shardIndex, state } of application.shards.values()) if (state === 'ENDED' && !listed.has(shardIndex)) application.shards.delete(shardIndex)
  return listed
}

/**
 * A closed shard answers with its children, which have just begun: all of each is read.
 * @returns false where they name a parent that it does not know, as of a merge: it must list before it can tell whether that is finished.
 */
export function meetChildren<S extends KnownShard>(application: Discoverer<S>, children: readonly ChildShardRef[], meet: MeetShard<S>): boolean {
  const { shards } = application
  if (!children.every(({ parentShardIndexes }) => parentShardIndexes.every((parent) => shards.has(parent)))) return false
  for (const child of children) if (!shards.has(child.shardIndex)) add(application, meet(child, 'TRIM_HORIZON'))
  return true
}

/** LATEST is behind its end. */
function passOver(world: World, application: Application, { shardIndex }: ChildShardRef, sink: Sink): void {
  const shard = findStream(world, application.streamName)?.shards[shardIndex]
  if (shard !== undefined) beginShard(world, application, shard, shard.log.nextOrdinal, sink)
}

function add<S extends KnownShard>(application: Discoverer<S>, shard: S): void {
  application.shards.set(shard.shardIndex, shard)
  progressOf(application, shard.shardIndex).phase = shard.state === 'ENDED' ? 'ended' : 'waiting'
}

/** Calls `begin` for each that waits, and whose parents `isDone` says are done, in the order in which they were met. */
export function beginThoseFree<S extends KnownShard>(shards: ReadonlyMap<number, S>, isDone: (parent: S) => boolean, begin: (shard: S) => void): void {
  for (const shard of shards.values()) if (shard.state === 'WAITING' && areParents(shards, shard, isDone)) begin(shard)
}

/** Of those that it knows. */
export function areParents<S extends KnownShard>(shards: ReadonlyMap<number, S>, { parentShardIndexes }: KnownShard, isDone: (parent: S) => boolean): boolean {
  return parentShardIndexes.every((index) => {
    const parent = shards.get(index)
    return parent === undefined || isDone(parent)
  })
}

export function isEnded({ state }: KnownShard): boolean {
  return state === 'ENDED'
}

/** Positions of shards that have left the stream. */
export function forgetPositions(saved: Map<number, number>, shards: ReadonlyMap<number, KnownShard>, listed: ReadonlySet<number>): void {
  for (const shardIndex of saved.keys()) if (!listed.has(shardIndex) && !shards.has(shardIndex)) saved.delete(shardIndex)
}

/** @returns null: it knows the shard. */
export function whyUnknown({ shards, discoverDueUs }: { shards: ReadonlyMap<number, KnownShard>; discoverDueUs: SimUs | null }, shardIndex: number): Cause | null {
  return shards.has(shardIndex) || discoverDueUs === null ? null : { kind: 'shardDiscovery', shardId: formatShardId(shardIndex), looksAtMs: discoverDueUs / US_PER_MS }
}
