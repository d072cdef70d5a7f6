/**
 * What every application promises, watched from above: order for each partition key, parents before children, each record at
 * least once, and none lost to retention. The usual case costs a comparison a slice; only a broken promise is looked into.
 */
import { formatShardId } from '../../kinesis/shardId'
import { sequenceNumberOf } from '../naming'
import { backlogOf, parentIndexesOf } from '../progress'
import { tell, type Sink } from '../sink'
import type { Shard, Stream, World } from '../state'
import type { Application } from './application'
import { TOLD_EVERY_US, type CheckName, type CheckReason } from './checkState'
import { keysWithin } from './keysWithin'
import { createProgress, forEachGap, missingWithin, type ShardProgress } from './shardProgress'

/** Records looked through for a key that was overtaken: beyond it a count is too low. */
const LOOKED_THROUGH_MAX = 100_000

export interface Broken {
  check: CheckName
  reason: CheckReason
  shard: Shard
  ordinal: number
  records: number
}

export function noteBroken(world: World, application: Application, { check, reason, shard, ordinal, records }: Broken, sink: Sink): void {
  if (records === 0) return
  const state = application.checks[check]
  state.records += records
  state.first ??= { atUs: world.nowUs, shardIndex: shard.shardIndex, ordinal, reason }
  if (world.nowUs < state.toldUs + TOLD_EVERY_US) return
  state.toldUs = world.nowUs
  const { name } = application.settings
  tell(world, sink, { kind: 'CheckFailed', application: name, check, reason, shardId: formatShardId(shard.shardIndex), sequenceNumber: sequenceNumberOf(world, shard, ordinal), records: state.records })
}

/** Before records from … to−1 count as done: those that are already, or are not owed, break nothing. */
export function checkOrder(world: World, application: Application, stream: Stream, shard: Shard, progress: ShardProgress, slice: { from: number; to: number }, sink: Sink): void {
  const fresh = missingWithin(progress, slice.from, slice.to)
  if (fresh.length === 0) return
  const unfinished = progress.ancestorsDone ? [] : unfinishedAncestors(application, stream, shard)
  progress.ancestorsDone = unfinished.length === 0
  if (unfinished.length > 0) noteBroken(world, application, { check: 'parentsFirst', reason: 'childFirst', shard, ordinal: fresh[0], records: lengthOf(fresh) }, sink)
  const earlier = earlierKeys(application, shard, progress, slice.from, unfinished)
  if (earlier.size === 0) return
  const overtaking = firstAndCount(shard, fresh, earlier)
  if (overtaking !== null) noteBroken(world, application, { check: 'orderPerKey', reason: 'overtaken', shard, ...overtaking }, sink)
}

function lengthOf(stretches: readonly number[]): number {
  return stretches.reduce((sum, ordinal, at) => sum + (at % 2 === 0 ? -ordinal : ordinal), 0)
}

/** Keys of readable records that are owed and not done: in the shard before `end`, and in all of its ancestors. */
function earlierKeys(application: Application, shard: Shard, progress: ShardProgress, end: number, ancestors: readonly Shard[]): Set<number> {
  const keys = new Set<number>()
  const room = { left: LOOKED_THROUGH_MAX }
  const addWithin = ({ log }: Shard, from: number, to: number) => {
    keysWithin(log, Math.max(from, log.trimOrdinal), to, room, (keyId) => keys.add(keyId))
  }
  forEachGap(progress, end, (from, to) => {
    addWithin(shard, from, to)
  })
  for (const ancestor of ancestors) {
    const { trimOrdinal, nextOrdinal } = ancestor.log
    forEachGap(application.progress.get(ancestor.shardIndex) ?? createProgress(trimOrdinal), nextOrdinal, (from, to) => {
      addWithin(ancestor, from, to)
    })
  }
  return keys
}

/** Of the records in `fresh` those with one of the keys; null: there is none. */
function firstAndCount({ log }: Shard, fresh: readonly number[], keys: ReadonlySet<number>): { ordinal: number; records: number } | null {
  const found = { ordinal: 0, records: 0 }
  const room = { left: LOOKED_THROUGH_MAX }
  let last = 0
  for (let at = 0; at < fresh.length; at += 2) {
    keysWithin(log, fresh[at], fresh[at + 1], room, (keyId, ordinal) => {
      // Of an aggregate one user record is enough.
      if (ordinal === last || !keys.has(keyId)) return
      last = ordinal
      if (found.records === 0) found.ordinal = ordinal
      found.records++
    })
  }
  return found.records === 0 ? null : found
}

/** With records that the application owes and has not done. */
function unfinishedAncestors(application: Application, stream: Stream, shard: Shard): Shard[] {
  const found: Shard[] = []
  const looked = new Set<number>()
  const waiting = parentIndexesOf(shard)
  for (let shardIndex = waiting.pop(); shardIndex !== undefined; shardIndex = waiting.pop()) {
    if (looked.has(shardIndex)) continue
    looked.add(shardIndex)
    const ancestor = stream.shards[shardIndex]
    if (ancestor.expired) continue
    if (backlogOf(application, ancestor) > 0) found.push(ancestor)
    waiting.push(...parentIndexesOf(ancestor))
  }
  return found
}
