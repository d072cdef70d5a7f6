/** How the mapping learns of shards, when it begins with one, and when it is done with it: parents first (UNVERIFIED for Kinesis). */
import { formatShardId } from '../../../kinesis/shardId'
import type { ChildShardRef } from '../../fetched'
import { findStream } from '../../naming'
import { progressOf } from '../../progress'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { beginShard } from '../finishing'
import { listAll, listedShard } from '../listing'
import type { ReadPosition } from '../retrieval/reader'
import { openReader } from '../retrieval/reading'
import { READ_AHEAD_RECORDS, READ_RETRY_MS } from './constants'
import { createShard, type LambdaApplication, type LambdaShard } from './model'
import { slotCountOf } from './slots'

/** At its first start at the tip it takes closed shards for done. */
export function discoverShards(world: World, application: LambdaApplication, sink: Sink): void {
  const listed = listAll(world, application.streamName, { Type: 'FROM_TRIM_HORIZON' })
  if (listed === null) return
  const isLatest = application.shards.size === 0 && application.settings.startingPosition === 'LATEST'
  for (const shard of listed) {
    const ref = listedShard(shard)
    if (application.shards.has(ref.shardIndex)) continue
    if (isLatest && shard.SequenceNumberRange.EndingSequenceNumber !== undefined) passOver(world, application, ref, sink)
    else meetShard(application, ref, { kind: isLatest ? 'LATEST' : 'TRIM_HORIZON' })
  }
  forgetGone(application, new Set(listed.map(({ ShardId }) => ShardId)))
  startThoseFree(world, application)
}

/** A closed shard answers with its children: all of each is read. Of a merge they may name a parent that the mapping has not seen yet. */
export function meetChildren(world: World, application: LambdaApplication, children: readonly ChildShardRef[], sink: Sink): void {
  const knowsParents = children.every(({ parentShardIndexes }) => parentShardIndexes.every((parent) => application.shards.has(parent)))
  if (!knowsParents) return discoverShards(world, application, sink)
  for (const child of children) if (!application.shards.has(child.shardIndex)) meetShard(application, child, { kind: 'TRIM_HORIZON' })
}

/** An ended shard that is not listed any more has left the stream. */
function forgetGone({ shards }: LambdaApplication, listed: ReadonlySet<string>): void {
  for (const { shardIndex, state } of shards.values()) if (state === 'ENDED' && !listed.has(formatShardId(shardIndex))) shards.delete(shardIndex)
}

/** It was closed when the mapping began to read: LATEST is behind its end. */
function passOver(world: World, application: LambdaApplication, ref: ChildShardRef, sink: Sink): void {
  const stored = findStream(world, application.streamName)?.shards[ref.shardIndex]
  if (stored === undefined) return
  beginShard(world, application, stored, stored.log.nextOrdinal, sink)
  const shard = meetShard(application, ref, { kind: 'LATEST' })
  shard.state = 'ENDED'
  progressOf(application, ref.shardIndex).phase = 'ended'
}

function meetShard(application: LambdaApplication, { shardIndex, parentShardIndexes }: ChildShardRef, start: ReadPosition): LambdaShard {
  const shard = createShard(shardIndex, parentShardIndexes, start)
  application.shards.set(shardIndex, shard)
  progressOf(application, shardIndex).phase = 'waiting'
  return shard
}

/** A parent that the mapping does not know is long gone, or of before its time. */
export function startThoseFree(world: World, application: LambdaApplication): void {
  for (const shard of application.shards.values()) {
    const isFree = shard.parentShardIndexes.every((parent) => (application.shards.get(parent)?.state ?? 'ENDED') === 'ENDED')
    if (shard.state === 'WAITING' && isFree) startReading(world, application, shard)
  }
}

/** From the saved position, or from where it is to begin. */
export function startReading(world: World, application: LambdaApplication, shard: LambdaShard): void {
  shard.state = 'READING'
  const position: ReadPosition = shard.saved === null ? shard.start : { kind: 'ORDINAL', ordinal: shard.saved }
  openAt(world, application, shard, position)
}

export function openAt(world: World, application: LambdaApplication, shard: LambdaShard, position: ReadPosition): void {
  const { retrieval } = application.settings
  shard.calledUs = world.nowUs
  shard.readerNumber = openReader(world, application, { shardIndex: shard.shardIndex, retrieval, position, maxRecords: readAhead(application), retryMs: READ_RETRY_MS }).readerNumber
}

/** Records that it holds in hand for a shard before it stops to ask for more. */
export function readAhead({ settings }: LambdaApplication): number {
  return Math.min(READ_AHEAD_RECORDS.max, Math.max(READ_AHEAD_RECORDS.min, settings.batchSize * slotCountOf(settings)))
}

/** Read to the end of the closed shard and done with. */
export function endShard(world: World, application: LambdaApplication, shard: LambdaShard): void {
  shard.state = 'ENDED'
  shard.readerNumber = null
  shard.slots = []
  progressOf(application, shard.shardIndex).phase = 'ended'
  startThoseFree(world, application)
}
