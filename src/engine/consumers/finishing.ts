/** What follows when an application is done with records, saves its position, or begins somewhere: for every kind alike. */
import { findStream } from '../naming'
import { parentIndexesOf, progressOf } from '../progress'
import type { Fate, Sink } from '../sink'
import type { Shard, Stream, World } from '../state'
import type { Application } from './application'
import { checkOrder, noteBroken } from './checks'
import type { CheckName, CheckReason } from './checkState'
import { applySlice } from './reading/applySlice'
import { addDone, firstMissing, missingWithin } from './shardProgress'

export interface FinishedSlice {
  fromOrdinal: number
  /** Excluded. */
  toOrdinal: number
  /** Of the worker, invocation or subtask that did it. */
  workerId: string
}

/** The application is done with these records, whatever became of each. @returns how many it had not done before. */
export function finishRecords(world: World, application: Application, stream: Stream, shard: Shard, slice: FinishedSlice, sink: Sink): number {
  const { fromOrdinal, toOrdinal } = slice
  const progress = progressOf(application, shard.shardIndex)
  const couldOvertake = fromOrdinal > firstMissing(progress) || (shard.parentShardIndex !== null && !progress.ancestorsDone)
  if (couldOvertake) checkOrder(world, application, stream, shard, progress, { from: fromOrdinal, to: toOrdinal }, sink)
  return bookRecords(world, application, stream, shard, slice, sink)
}

/** As `finishRecords`, where the caller has seen to the order. */
export function bookRecords(world: World, application: Application, stream: Stream, shard: Shard, slice: FinishedSlice, sink: Sink): number {
  const { fromOrdinal, toOrdinal, workerId } = slice
  const progress = progressOf(application, shard.shardIndex)
  const fates: Fate[] | null = sink.sliceProcessed === undefined ? null : []
  const hasFates = applySlice(world, application, shard, slice, progress, fates)
  const added = addDone(progress, fromOrdinal, toOrdinal)
  application.recordsProcessed += toOrdinal - fromOrdinal
  application.recordsProcessedAgain += toOrdinal - fromOrdinal - added
  const { name } = application.settings
  sink.sliceProcessed?.(world, { stream, application: name, workerId, shardIndex: shard.shardIndex, fromOrdinal, toOrdinal, fates: hasFates ? fates : null })
  return added
}

/** It would go on at `ordinal` after a failure: what is before and not done will never be. */
export function noteSavedPosition(world: World, application: Application, shard: Shard, ordinal: number, reason: CheckReason, sink: Sink): void {
  const progress = progressOf(application, shard.shardIndex)
  const { streamName, settings } = application
  if (reason !== 'latest') sink.positionSaved?.(world, { streamName, application: settings.name, shardIndex: shard.shardIndex, ordinal })
  if (firstMissing(progress) >= ordinal) return
  noteExpired(world, application, shard, sink)
  noteMissing(world, application, shard, { from: 0, to: ordinal }, { check: 'atLeastOnce', reason }, sink)
}

/** It reads the shard from `ordinal` on, as it was told to begin: for the first time, or again and maybe further on than it was. */
export function beginShard(world: World, application: Application, shard: Shard, ordinal: number, sink: Sink): void {
  const progress = progressOf(application, shard.shardIndex)
  if (progress.begunUs === null && !continuesOwn(application, shard)) progress.owedFrom = Math.max(progress.owedFrom, ordinal)
  else if (!isReadByOthers(application, shard)) noteSavedPosition(world, application, shard, ordinal, 'latest', sink)
  resumeShard(world, application, shard, ordinal)
}

/** It goes on with the shard from where it has saved that it was, or is. */
export function resumeShard(world: World, application: Application, { shardIndex }: Shard, ordinal: number): void {
  const progress = progressOf(application, shardIndex)
  progress.begunUs ??= world.nowUs
  progress.handedTo = ordinal
  progress.phase = 'reading'
}

/** While a lease changes hands two workers read its shard: what the new one skips, the old one may have or get. The next checkpoint tells. */
function isReadByOthers(application: Application, { shardIndex }: Shard): boolean {
  if (application.kind !== 'kcl') return false
  const readers = application.workers.filter(({ state, shardConsumers }) => state === 'RUNNING' && shardConsumers.get(shardIndex)?.state === 'PROCESSING')
  // A subscription is answered when its own worker counts already.
  return readers.length > (application.settings.retrieval === 'fanOut' ? 1 : 0)
}

/** The shard was opened after the application had begun with a parent: it owes the whole of it. */
function continuesOwn(application: Application, shard: Shard): boolean {
  return parentIndexesOf(shard).some((parent) => {
    const begunUs = application.progress.get(parent)?.begunUs ?? null
    return begunUs !== null && begunUs <= shard.openedAtUs
  })
}

/**
 * Records from … to−1 reach it. What lies between them and `asked` was gone when it asked; without, between them and the last
 * ones: while a lease changes hands, two workers read one shard, each from a place of its own.
 */
export function noteHanded(world: World, application: Application, shard: Shard, { asked, from, to }: { asked?: number; from: number; to: number }, sink: Sink): void {
  const progress = progressOf(application, shard.shardIndex)
  const next = asked ?? progress.handedTo
  if (from > next) noteMissing(world, application, shard, { from: next, to: Math.min(from, shard.log.trimOrdinal) }, { check: 'nothingExpired', reason: 'expired' }, sink)
  progress.handedTo = Math.max(progress.handedTo, to)
}

/** At the end of each second, before shards are forgotten: what retention took before the application came to it. */
export function noteExpired(world: World, application: Application, shard: Shard, sink: Sink): void {
  const { handedTo } = progressOf(application, shard.shardIndex)
  noteMissing(world, application, shard, { from: handedTo, to: shard.log.trimOrdinal }, { check: 'nothingExpired', reason: 'expired' }, sink)
}

/** What it had in hand is not there any more: nothing will come of it unless it can be read again. */
export function noteHandsEmpty(world: World, application: Application, sink: Sink): void {
  const stream = findStream(world, application.streamName)
  for (const [shardIndex, progress] of application.progress) {
    progress.handedTo = 0
    if (progress.phase !== 'ended') progress.phase = 'none'
    // Of others the next second tells.
    if (stream?.shards[shardIndex].expired === true) noteExpired(world, application, stream.shards[shardIndex], sink)
  }
}

/** Those of the stretch that are owed and not done never will be: they count as broken once. */
function noteMissing(world: World, application: Application, shard: Shard, { from, to }: { from: number; to: number }, broken: { check: CheckName; reason: CheckReason }, sink: Sink): void {
  const progress = progressOf(application, shard.shardIndex)
  if (from >= to || firstMissing(progress) >= to) return
  const missing = missingWithin(progress, from, to)
  if (missing.length === 0) return
  let records = 0
  for (let at = 0; at < missing.length; at += 2) records += addDone(progress, missing[at], missing[at + 1])
  noteBroken(world, application, { ...broken, shard, ordinal: missing[0], records }, sink)
}
