/** How the mapping learns of shards, when it begins with one, and when it is done with it: parents first (UNVERIFIED for Kinesis). */
import { US_PER_SECOND } from '../../../base/units'
import type { ChildShardRef } from '../../fetched'
import { progressOf } from '../../progress'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { ReadPosition } from '../retrieval/reader'
import { openReader } from '../retrieval/reading'
import { beginThoseFree, isEnded, meetChildren, meetListed, type ShardStart } from '../shardDiscovery'
import { READ_AHEAD_RECORDS, READ_RETRY_MS } from './constants'
import { createShard, type LambdaApplication, type LambdaShard } from './model'
import { slotCountOf } from './slots'

/** At its first start at the tip it takes closed shards for done; at a timestamp it finds those empty that were closed before. */
export function discoverShards(world: World, application: LambdaApplication, sink: Sink): void {
  const { startingPosition, startingPositionTimestamp } = application.settings
  const isFirst = application.shards.size === 0
  const meet = (ref: ChildShardRef, start: ShardStart) => {
    const shard = meetShard(ref, start)
    if (isFirst && startingPosition === 'AT_TIMESTAMP') shard.start = { kind: 'AT_TIMESTAMP', atUs: startingPositionTimestamp * US_PER_SECOND }
    return shard
  }
  if (meetListed(world, application, isFirst && startingPosition === 'LATEST', meet, sink) !== null) startThoseFree(world, application)
}

/** Without all parents known it must list. */
export function discoverChildren(world: World, application: LambdaApplication, children: readonly ChildShardRef[], sink: Sink): void {
  if (!meetChildren(application, children, meetShard)) discoverShards(world, application, sink)
}

function meetShard({ shardIndex, parentShardIndexes }: ChildShardRef, start: ShardStart): LambdaShard {
  const shard = createShard(shardIndex, parentShardIndexes, { kind: start === 'TRIM_HORIZON' ? 'TRIM_HORIZON' : 'LATEST' })
  if (start === 'END') shard.state = 'ENDED'
  return shard
}

function startThoseFree(world: World, application: LambdaApplication): void {
  beginThoseFree(application.shards, isEnded, (shard) => {
    startReading(world, application, shard)
  })
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
