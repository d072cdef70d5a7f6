/** How an application on the SDK learns of shards, and when it begins with one. */
import { findStream } from '../../naming'
import { progressOf } from '../../progress'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { ChildShardRef } from '../../fetched'
import { beginShard } from '../finishing'
import { listAll, listedShard } from '../listing'
import type { ReadPosition } from '../retrieval/reader'
import { openReader } from '../retrieval/reading'
import { FINISHED, type SdkApplication, type SdkShard } from './model'

/** After a refusal it waits as long as the service counts. */
const RETRY_MS = 1_000

/** ListShards. At its first start at the tip it takes closed shards for done; what it has not seen later is read from its beginning. */
export function discoverShards(world: World, application: SdkApplication, sink: Sink): void {
  const listed = listAll(world, application.streamName, { Type: 'FROM_TRIM_HORIZON' })
  if (listed === null) return
  const isLatest = application.settings.initialPosition === 'LATEST' && application.shards.size === 0 && application.saved.size === 0
  const refs = listed.map((shard) => ({ ref: listedShard(shard), isClosed: shard.SequenceNumberRange.EndingSequenceNumber !== undefined }))
  for (const { ref, isClosed } of refs) {
    if (application.shards.has(ref.shardIndex)) continue
    if (isLatest && isClosed) passOver(world, application, ref, sink)
    else meetShard(world, application, ref, { kind: isLatest ? 'LATEST' : 'TRIM_HORIZON' })
  }
  forgetGone(application, new Set(refs.map(({ ref }) => ref.shardIndex)))
}

/**
 * A closed shard answers with its children, which have just begun: all of them is read.
 * @returns false where one has a parent that it does not know: before it can tell whether that is finished, it must list.
 */
export function meetChildren(world: World, application: SdkApplication, children: readonly ChildShardRef[]): boolean {
  let knowsAll = true
  for (const child of children) {
    if (application.shards.has(child.shardIndex)) continue
    if (child.parentShardIndexes.every((parent) => application.shards.has(parent))) meetShard(world, application, child, { kind: 'TRIM_HORIZON' })
    else knowsAll = false
  }
  return knowsAll
}

function passOver(world: World, application: SdkApplication, ref: ChildShardRef, sink: Sink): void {
  const shard = findStream(world, application.streamName)?.shards[ref.shardIndex]
  if (shard === undefined) return
  beginShard(world, application, shard, shard.log.nextOrdinal, sink)
  addShard(application, ref, 'ENDED')
  progressOf(application, ref.shardIndex).phase = 'ended'
}

/** Finished ones that are listed no more. */
function forgetGone(application: SdkApplication, listed: ReadonlySet<number>): void {
  for (const { shardIndex, state } of application.shards.values()) {
    if (state !== 'ENDED' || listed.has(shardIndex)) continue
    application.shards.delete(shardIndex)
    application.saved.delete(shardIndex)
  }
}

function meetShard(world: World, application: SdkApplication, ref: ChildShardRef, position: ReadPosition): void {
  const saved = application.saved.get(ref.shardIndex)
  if (saved === FINISHED) {
    addShard(application, ref, 'ENDED')
    return
  }
  const shard = addShard(application, ref, 'WAITING')
  shard.position = saved === undefined ? position : { kind: 'ORDINAL', ordinal: saved }
  progressOf(application, ref.shardIndex).phase = 'waiting'
  startWhenFree(world, application, shard)
}

function addShard(application: SdkApplication, { shardIndex, parentShardIndexes }: ChildShardRef, state: SdkShard['state']): SdkShard {
  const shard: SdkShard = { shardIndex, parentShardIndexes, state, position: { kind: 'TRIM_HORIZON' }, readerNumber: null, pending: [], sliceNumber: null, isDrained: false }
  application.shards.set(shardIndex, shard)
  return shard
}

/** A parent that it does not know is long gone, or of before its time. */
function startWhenFree(world: World, application: SdkApplication, shard: SdkShard): void {
  const { shardOrder, retrieval, maxRecords } = application.settings
  if (shard.state !== 'WAITING') return
  const isBlocked = shard.parentShardIndexes.some((parent) => (application.shards.get(parent)?.state ?? 'ENDED') !== 'ENDED')
  if (shardOrder === 'parentsFirst' && isBlocked) return
  shard.state = 'READING'
  shard.readerNumber = openReader(world, application, { shardIndex: shard.shardIndex, retrieval, position: shard.position, maxRecords, retryMs: RETRY_MS }).readerNumber
}

export function startWaiting(world: World, application: SdkApplication): void {
  for (const shard of application.shards.values()) startWhenFree(world, application, shard)
}

/** Read and worked through, or gone: its children may begin. */
export function endShard(world: World, application: SdkApplication, shard: SdkShard): void {
  shard.state = 'ENDED'
  shard.readerNumber = null
  progressOf(application, shard.shardIndex).phase = 'ended'
  startWaiting(world, application)
}
