/** What an application on the SDK does with records in hand: one slice of work after another, then the next call. */
import { US_PER_MS } from '../../../base/units'
import type { Fetched } from '../../fetched'
import { findStream } from '../../naming'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { finishRecords } from '../finishing'
import { planSlice } from '../reading/planSlice'
import type { ShardReader } from '../retrieval/reader'
import { closeReader, holdOn, readOn } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { discoverChildren, endShard } from './discovery'
import type { SdkApplication, SdkReaderTimer, SdkShard } from './model'

/** @returns false where it must list shards before it can go on. */
export function received(world: World, application: SdkApplication, reader: ShardReader, { fromOrdinal, toOrdinal, childShards }: Fetched): boolean {
  const shard = application.shards.get(reader.shardIndex)
  if (shard === undefined) return true
  if (toOrdinal > fromOrdinal) {
    shard.pending.push(fromOrdinal, toOrdinal)
    holdOn(world, application, reader)
  }
  const knowsAll = childShards === null || discoverChildren(world, application, childShards)
  if (childShards !== null) drain(world, application, shard, reader)
  goOn(world, application, shard)
  return knowsAll
}

/** What is in hand is still worked through. */
export function shardGone(world: World, application: SdkApplication, reader: ShardReader): void {
  const shard = application.shards.get(reader.shardIndex)
  if (shard === undefined) return closeReader(world, application, reader)
  drain(world, application, shard, reader)
  goOn(world, application, shard)
}

function drain(world: World, application: SdkApplication, shard: SdkShard, reader: ShardReader): void {
  shard.isDrained = true
  shard.readerNumber = null
  closeReader(world, application, reader)
}

/** The next slice of work; without any, the end of the shard or the next call. */
function goOn(world: World, application: SdkApplication, shard: SdkShard): void {
  const { pending, sliceNumber, readerNumber } = shard
  if (sliceNumber !== null) return
  if (pending.length > 0) return beginSlice(world, application, shard)
  if (shard.isDrained) return endShard(world, application, shard)
  const reader = readerNumber === null ? undefined : application.readers.get(readerNumber)
  if (reader !== undefined) readOn(world, application, reader, application.settings.pollIntervalMs * US_PER_MS)
}

function beginSlice(world: World, application: SdkApplication, shard: SdkShard): void {
  const { pending, shardIndex } = shard
  const stream = findStream(world, application.streamName)
  if (stream === null) return
  const { toOrdinal, sliceUs } = planSlice(world, application, stream.shards[shardIndex], pending[0], pending[1])
  shard.sliceNumber = ++application.slicesBegun
  application.workedUs += sliceUs
  setTimer(world, application, world.nowUs + sliceUs, { kind: 'sdk', due: 'sliceDone', shardIndex, sliceNumber: shard.sliceNumber, toOrdinal })
}

/** A slice of a stream that is gone since is void. */
export function finishSlice(world: World, application: SdkApplication, { shardIndex, sliceNumber, toOrdinal }: Extract<SdkReaderTimer, { due: 'sliceDone' }>, sink: Sink): void {
  const shard = application.shards.get(shardIndex)
  const stream = findStream(world, application.streamName)
  if (shard?.sliceNumber !== sliceNumber || stream === null) return
  const { pending } = shard
  shard.sliceNumber = null
  finishRecords(world, application, stream, stream.shards[shardIndex], { fromOrdinal: pending[0], toOrdinal, workerId: application.settings.name }, sink)
  if (toOrdinal === pending[1]) pending.splice(0, 2)
  else pending[0] = toOrdinal
  goOn(world, application, shard)
}
