/** When a closed shard is done with: read to its end, and all of it delivered. */
import { progressOf } from '../../progress'
import { areParents, isEnded } from '../shardDiscovery'
import { FINISHED, type FirehoseApplication, type FirehoseShard } from './model'

/** Not before its parents, though it may be empty: after a crash its own children look at it alone. */
export function endIfDelivered(application: FirehoseApplication, shard: FirehoseShard): void {
  const { shardIndex, state, bufferedTo } = shard
  if (!areParents(application.shards, shard, isEnded)) return
  if (state !== 'DRAINED' || (bufferedTo !== null && (application.saved.get(shardIndex) ?? 0) < bufferedTo)) return
  shard.state = 'ENDED'
  application.saved.set(shardIndex, FINISHED)
  progressOf(application, shardIndex).phase = 'ended'
}
