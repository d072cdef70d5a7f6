/** How far an application has come in each shard, seen from above: for the river and the meters, never for the application. */
import { US_PER_MS } from '../base/units'
import { arrivalUsOf, FIRST_ORDINAL } from './shardLog'
import { streamOf } from './naming'
import type { KclApplication } from './consumers/kcl/model'
import type { Shard, World } from './state'

/** The first record of the shard that nobody has processed and that can still be read. */
export function firstUnprocessed(application: KclApplication, shard: Shard): number {
  return Math.max(application.processedTo.get(shard.shardIndex) ?? FIRST_ORDINAL, shard.log.trimOrdinal)
}

export function backlogOf(application: KclApplication, shard: Shard): number {
  return Math.max(0, shard.log.nextOrdinal - firstUnprocessed(application, shard))
}

/** Age of the oldest record that is still to be processed, over all shards, blocked children included; 0 when there is none. */
export function iteratorAgeMsOf(world: World, application: KclApplication): number {
  const stream = streamOf(world, application)
  let oldestUs = world.nowUs
  for (let shardIndex = stream.firstLiveShard; shardIndex < stream.shards.length; shardIndex++) {
    const shard = stream.shards[shardIndex]
    if (backlogOf(application, shard) === 0) continue
    const arrivalUs = arrivalUsOf(shard.log, firstUnprocessed(application, shard))
    if (arrivalUs < oldestUs) oldestUs = arrivalUs
  }
  return Math.floor((world.nowUs - oldestUs) / US_PER_MS)
}
