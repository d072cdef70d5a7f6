/** A bounded budget of record columns: beyond it the oldest full segments keep only their counts, and the page says so. */
import { forgetAll, summariseSegment, trimBefore, type Released } from './shardLog'
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
  if (summarised > 0 && memory.recordsSummarised === 0) tell(world, sink, { kind: 'RecordsSummarised', records: summarised })
  memory.recordsSummarised += summarised
}

/** All that a stream holds. */
export function forgetRecords(memory: RecordMemory, { streamIndex, shards }: Stream): void {
  for (const { log, recordsStored } of shards) {
    release(memory, forgetAll(log))
    memory.recordsDeleted += recordsStored
  }
  const kept: number[] = []
  for (let at = memory.taken; at < memory.fullSegments.length; at += TRIPLE) {
    if (memory.fullSegments[at] !== streamIndex) kept.push(...memory.fullSegments.slice(at, at + TRIPLE))
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
