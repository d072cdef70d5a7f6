/** How far an application has come in each shard, seen from above: for the river and the meters, never for the application. */
import { US_PER_MS } from '../base/units'
import { arrivalUsOf, FIRST_ORDINAL } from './shardLog'
import { findStream } from './naming'
import { findLease, isEnded } from './consumers/kcl/leaseTable'
import type { Application } from './consumers/application'
import { createProgress, firstMissing, forEachGap, type ShardProgress } from './consumers/shardProgress'
import type { Shard, Stream, World } from './state'

/** @returns its progress in a shard, which begins with all that can still be read. */
export function progressOf(application: Application, shardIndex: number): ShardProgress {
  let progress = application.progress.get(shardIndex)
  if (progress === undefined) {
    progress = createProgress(FIRST_ORDINAL)
    application.progress.set(shardIndex, progress)
  }
  return progress
}

/** The first record of the shard that is owed, not done, and can still be read. */
export function firstUnprocessed(application: Application, shard: Shard): number {
  const progress = application.progress.get(shard.shardIndex)
  return Math.max(progress === undefined ? FIRST_ORDINAL : firstMissing(progress), shard.log.trimOrdinal)
}

/** Records that are owed, not done, and can still be read. */
export function backlogOf(application: Application, { shardIndex, log }: Shard): number {
  const progress = application.progress.get(shardIndex)
  if (progress === undefined) return log.nextOrdinal - log.trimOrdinal
  if (progress.done.length === 0 || (progress.done.length === 2 && progress.done[0] <= progress.owedFrom)) return Math.max(0, log.nextOrdinal - Math.max(firstMissing(progress), log.trimOrdinal))
  let records = 0
  forEachGap(progress, log.nextOrdinal, (from, to) => {
    records += Math.max(0, to - Math.max(from, log.trimOrdinal))
  })
  return records
}

/** Age of the oldest record that is still to be processed, over all shards, blocked children included; 0 when there is none. */
export function iteratorAgeMsOf(world: World, application: Application): number {
  const stream = findStream(world, application.streamName)
  if (stream === null) return 0
  let oldestUs = world.nowUs
  for (let shardIndex = stream.firstLiveShard; shardIndex < stream.shards.length; shardIndex++) {
    const shard = stream.shards[shardIndex]
    if (backlogOf(application, shard) === 0) continue
    const arrivalUs = arrivalUsOf(shard.log, firstUnprocessed(application, shard))
    if (arrivalUs < oldestUs) oldestUs = arrivalUs
  }
  return Math.floor((world.nowUs - oldestUs) / US_PER_MS)
}

export function parentIndexesOf({ parentShardIndex, adjacentParentShardIndex }: Shard): number[] {
  return [parentShardIndex, adjacentParentShardIndex].filter((index) => index !== null)
}

/**
 * By shard index, 1 for each shard that the application has still to finish, whether or not it knows of it by now. A shard
 * that it does not know is unfinished while it, or a parent, has records left. Parents come first, so one pass is enough.
 */
export function unfinishedShards(stream: Stream, application: Application): Uint8Array {
  const unfinished = new Uint8Array(stream.shards.length)
  for (let shardIndex = stream.firstLiveShard; shardIndex < stream.shards.length; shardIndex++) {
    const shard = stream.shards[shardIndex]
    if (shard.expired) continue
    const state = stateOf(application, shardIndex)
    const isUnfinished = state === 'none' ? backlogOf(application, shard) > 0 || parentIndexesOf(shard).some((parent) => unfinished[parent] === 1) : state !== 'ended'
    unfinished[shardIndex] = isUnfinished ? 1 : 0
  }
  return unfinished
}

/** What an application is doing with a shard: a KCL's lease table says so, others keep it in mind. */
export function stateOf(application: Application, shardIndex: number): ShardProgress['phase'] {
  if (application.kind !== 'kcl') return application.progress.get(shardIndex)?.phase ?? 'none'
  const lease = findLease(application, shardIndex)
  return lease === null ? 'none' : isEnded(lease) ? 'ended' : 'reading'
}

/** An application that has written SHARD_END owes nothing of the shard. */
export function oweNothing(application: Application, shard: Shard): void {
  const progress = progressOf(application, shard.shardIndex)
  progress.owedFrom = shard.log.nextOrdinal
  progress.done = []
}
