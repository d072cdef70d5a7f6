/** Drives one shard: from its reader to the slots, from the slots to the function, and on to the next records. */
import { findStream } from '../../naming'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { noteSavedPosition } from '../finishing'
import { holdOn, readOn } from '../retrieval/reading'
import { POLL_EVERY_US, POLL_MORE_EVERY_US } from './constants'
import { workOn } from './invoke'
import type { LambdaApplication, LambdaShard } from './model'
import type { Place } from './place'
import { countIn } from './runs'
import { endShard, readAhead } from './shards'
import { arrangeSlots, fillSlots, positionOf } from './slots'

/** @returns null where the stream, or what the mapping knew of it, is gone. */
export function placeOf(world: World, application: LambdaApplication, shardIndex: number, sink: Sink): Place | null {
  const stream = findStream(world, application.streamName)
  const shard = application.shards.get(shardIndex)
  return stream === null || shard?.state !== 'READING' ? null : { world, application, stream, stored: stream.shards[shardIndex], shard, sink }
}

/** Whatever has changed: each slot that can go on does. */
export function pump(place: Place): void {
  const { world, application, shard } = place
  if (arrangeSlots(application.settings, shard)) workOnAll(place)
  savePosition(place)
  if (isThrough(shard)) endShard(world, application, shard)
  else readMore(place)
}

/** A slot that has taken its batch has room for the next one. */
function workOnAll(place: Place): void {
  const { shard } = place
  for (let before = Infinity; countIn(shard.unslotted) < before; ) {
    before = countIn(shard.unslotted)
    fillSlots(place)
    for (const slot of shard.slots) workOn(place, slot)
  }
}

/** The service's own position: after it was disabled the mapping goes on from there. */
function savePosition({ world, application, stored, shard, sink }: Place): void {
  const position = positionOf(shard)
  if (shard.saved === null || shard.saved === position) return
  shard.saved = position
  noteSavedPosition(world, application, stored, position, 'skipped', sink)
}

function isThrough({ isDrained, unslotted, slots, window }: LambdaShard): boolean {
  return isDrained && unslotted.length === 0 && window === null && slots.every(({ waitingRecords, pieces }) => waitingRecords === 0 && pieces.length === 0)
}

function readMore({ world, application, shard }: Place): void {
  const reader = shard.readerNumber === null ? undefined : application.readers.get(shard.readerNumber)
  if (reader === undefined || shard.isDrained || shard.saved === null) return
  if (countIn(shard.unslotted) >= readAhead(application)) return holdOn(world, application, reader)
  const isBehind = (reader.millisBehindLatest ?? 0) > 0
  const dueUs = Math.max(world.nowUs, shard.calledUs + (isBehind ? POLL_MORE_EVERY_US : POLL_EVERY_US))
  if (!reader.isCalling) shard.calledUs = dueUs
  readOn(world, application, reader, dueUs - world.nowUs)
}
