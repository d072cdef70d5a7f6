/** A bounded budget of record columns and data: beyond it the oldest full segments keep only their counts, and the page says so. */
import { forgetAll, summariseSegment, trimBefore, type Released, type Segment, type ShardLog } from './shardLog'
import { tell, type Sink } from './sink'
import type { RecordMemory, Stream, World } from './state'
import { MIB, US_PER_HOUR } from '../base/units'

/** 24 bytes a record: about 100 MB. */
const RECORDS_HELD_MAX = 4_000_000
/** Data that came through the API. */
const PAYLOAD_BYTES_HELD_MAX = 512 * MIB
const TRIPLE = 3
/** Taken triples are cut off in bulk. */
const TAKEN_MAX = 30_000
/** To how much of its limit open segments bring data down at once, so that looking for them is rare. */
const ROOM_MADE = 0.875
/** Segments outlive retention a little, for batches that a consumer took just before. */
const TRIM_GRACE_US = US_PER_HOUR

export function createRecordMemory(): RecordMemory {
  return { recordsHeldMax: RECORDS_HELD_MAX, recordsHeld: 0, payloadBytesHeldMax: PAYLOAD_BYTES_HELD_MAX, payloadBytesHeld: 0, recordsSummarised: 0, recordsDeleted: 0, fullSegments: [], taken: 0 }
}

export function rememberFullSegment(memory: RecordMemory, stream: Stream, shardIndex: number, firstOrdinal: number): void {
  memory.fullSegments.push(stream.streamIndex, shardIndex, firstOrdinal)
}

function isWithinBudget(memory: RecordMemory): boolean {
  return memory.recordsHeld <= memory.recordsHeldMax && memory.payloadBytesHeld <= memory.payloadBytesHeldMax
}

/** Books what a log no longer holds. */
export function release(memory: RecordMemory, { records, payloadBytes }: Released): void {
  memory.recordsHeld -= records
  memory.payloadBytesHeld -= payloadBytes
}

export function keepWithinBudget(world: World, sink: Sink): void {
  const { memory } = world
  if (isWithinBudget(memory)) return
  let summarised = 0
  const { fullSegments } = memory
  while (!isWithinBudget(memory) && memory.taken < fullSegments.length) {
    const stream = world.streams[fullSegments[memory.taken]]
    const released = summariseSegment(stream.shards[fullSegments[memory.taken + 1]].log, fullSegments[memory.taken + 2])
    release(memory, released)
    summarised += released.records
    memory.taken += TRIPLE
  }
  if (memory.taken >= TAKEN_MAX) {
    fullSegments.splice(0, memory.taken)
    memory.taken = 0
  }
  if (memory.payloadBytesHeld > memory.payloadBytesHeldMax) summarised += summariseOpenSegments(world)
  if (summarised > 0 && memory.recordsSummarised === 0) tell(world, sink, { kind: 'RecordsSummarised', records: summarised })
  memory.recordsSummarised += summarised
}

/** Many shards hold much data in segments that never fill: those that grew longest ago go first, those that grew just now stay. */
function summariseOpenSegments({ streams, memory, nowUs }: World): number {
  const open: { log: ShardLog; segment: Segment }[] = []
  for (const { shards } of streams) {
    for (const { log } of shards) {
      const segment = log.segments.at(-1)
      if (segment !== undefined && segment.payload !== null && segment.lastArrivalUs < nowUs) open.push({ log, segment })
    }
  }
  open.sort((left, right) => left.segment.lastArrivalUs - right.segment.lastArrivalUs)
  let summarised = 0
  for (const { log, segment } of open) {
    if (memory.payloadBytesHeld <= ROOM_MADE * memory.payloadBytesHeldMax) break
    const released = summariseSegment(log, segment.firstOrdinal)
    release(memory, released)
    summarised += released.records
  }
  return summarised
}

/** All that a stream holds. */
export function forgetRecords(memory: RecordMemory, { streamIndex, shards }: Stream): void {
  for (const { log, recordsStored } of shards) {
    release(memory, forgetAll(log))
    memory.recordsDeleted += recordsStored
  }
  keepFullSegments(memory, (index) => index !== streamIndex)
}

/** Full segments that retention has taken since are listed no more: where the budget is never reached nobody else takes them off. */
export function forgetTrimmedSegments({ streams, memory }: World): void {
  keepFullSegments(memory, (streamIndex, shardIndex, firstOrdinal) => {
    const { segments } = streams[streamIndex].shards[shardIndex].log
    return segments.length > 0 && segments[0].firstOrdinal <= firstOrdinal
  })
}

function keepFullSegments(memory: RecordMemory, isKept: (streamIndex: number, shardIndex: number, firstOrdinal: number) => boolean): void {
  const { fullSegments, taken } = memory
  const kept: number[] = []
  for (let at = taken; at < fullSegments.length; at += TRIPLE) {
    const [streamIndex, shardIndex, firstOrdinal] = fullSegments.slice(at, at + TRIPLE)
    if (isKept(streamIndex, shardIndex, firstOrdinal)) kept.push(streamIndex, shardIndex, firstOrdinal)
  }
  memory.fullSegments = kept
  memory.taken = 0
}

/** Before this instant nothing is readable; it never goes back. */
export function horizonUsOf(world: World, stream: Stream): number {
  return Math.max(stream.trimHorizonUs, world.nowUs - stream.retentionPeriodHours * US_PER_HOUR)
}

export function trimShard(world: World, stream: Stream, shardIndex: number): void {
  release(world.memory, trimBefore(stream.shards[shardIndex].log, horizonUsOf(world, stream), TRIM_GRACE_US))
}
