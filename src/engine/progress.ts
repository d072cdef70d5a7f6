/** How far an application has come in each shard, seen from above: for the river and the meters, never for the application. */
import { US_PER_MS } from '../base/units'
import { arrivalUsOf, FIRST_ORDINAL } from './shardLog'
import { findStream } from './naming'
import { findLease, isEnded } from './consumers/kcl/leaseTable'
import type { KclApplication } from './consumers/kcl/model'
import type { Shard, Stream, World } from './state'

/** The first record of the shard that nobody has processed and that can still be read. */
export function firstUnprocessed(application: KclApplication, shard: Shard): number {
  return Math.max(application.processedTo.get(shard.shardIndex) ?? FIRST_ORDINAL, shard.log.trimOrdinal)
}

export function backlogOf(application: KclApplication, shard: Shard): number {
  return Math.max(0, shard.log.nextOrdinal - firstUnprocessed(application, shard))
}

/** Age of the oldest record that is still to be processed, over all shards, blocked children included; 0 when there is none. */
export function iteratorAgeMsOf(world: World, application: KclApplication): number {
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
 * without a lease is unfinished while it, or a parent, has records left. Parents come first, so one pass is enough.
 */
export function unfinishedShards(stream: Stream, application: KclApplication): Uint8Array {
  const unfinished = new Uint8Array(stream.shards.length)
  for (let shardIndex = stream.firstLiveShard; shardIndex < stream.shards.length; shardIndex++) {
    const shard = stream.shards[shardIndex]
    if (shard.expired) continue
    const lease = findLease(application, shardIndex)
    const isUnfinished =
      lease === null ? backlogOf(application, shard) > 0 || parentIndexesOf(shard).some((parent) => unfinished[parent] === 1) : !isEnded(lease)
    unfinished[shardIndex] = isUnfinished ? 1 : 0
  }
  return unfinished
}

/** An application that begins at LATEST, or has written SHARD_END, owes nothing of what is stored so far. */
export function oweNothing(application: KclApplication, shard: Shard): void {
  application.processedTo.set(shard.shardIndex, shard.log.nextOrdinal)
}
