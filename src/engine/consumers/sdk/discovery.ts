/** How an application on the SDK learns of shards, and when it begins with one. */
import type { ChildShardRef } from '../../fetched'
import { progressOf } from '../../progress'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { ReadPosition } from '../retrieval/reader'
import { openReader } from '../retrieval/reading'
import { beginThoseFree, forgetPositions, isEnded, meetChildren, meetListed, type ShardStart } from '../shardDiscovery'
import { FINISHED, type SdkApplication, type SdkShard } from './model'

/** After a refusal it waits as long as the service counts. */
const RETRY_MS = 1_000

/** At its first start at the tip it takes closed shards for done; what it has not seen later is read from its beginning. */
export function discoverShards(world: World, application: SdkApplication, sink: Sink): void {
  const { shards, saved, settings } = application
  const isAtTip = settings.initialPosition === 'LATEST' && shards.size === 0 && saved.size === 0
  const listed = meetListed(world, application, isAtTip, (ref, start) => createShard(application, ref, start), sink)
  if (listed === null) return
  forgetPositions(saved, shards, listed)
  startWaiting(world, application)
}

/** @returns false where it must list shards before it can go on. */
export function discoverChildren(world: World, application: SdkApplication, children: readonly ChildShardRef[]): boolean {
  const knowsAll = meetChildren(application, children, (ref, start) => createShard(application, ref, start))
  startWaiting(world, application)
  return knowsAll
}

function createShard({ saved }: SdkApplication, { shardIndex, parentShardIndexes }: ChildShardRef, start: ShardStart): SdkShard {
  const ordinal = saved.get(shardIndex)
  const position: ReadPosition = ordinal === undefined ? { kind: start === 'TIP' ? 'LATEST' : 'TRIM_HORIZON' } : { kind: 'ORDINAL', ordinal }
  const state = start === 'END' || ordinal === FINISHED ? 'ENDED' : 'WAITING'
  return { shardIndex, parentShardIndexes, state, position, readerNumber: null, pending: [], sliceNumber: null, isDrained: false }
}

export function startWaiting(world: World, application: SdkApplication): void {
  const { shardOrder, retrieval, maxRecords } = application.settings
  const isDone = shardOrder === 'atOnce' ? () => true : isEnded
  beginThoseFree(application.shards, isDone, (shard) => {
    const { shardIndex, position } = shard
    shard.state = 'READING'
    shard.readerNumber = openReader(world, application, { shardIndex, retrieval, position, maxRecords, retryMs: RETRY_MS }).readerNumber
  })
}

/** Read and worked through, or gone: its children may begin. */
export function endShard(world: World, application: SdkApplication, shard: SdkShard): void {
  shard.state = 'ENDED'
  shard.readerNumber = null
  progressOf(application, shard.shardIndex).phase = 'ended'
  startWaiting(world, application)
}
