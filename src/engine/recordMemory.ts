/** A bounded budget of record columns: beyond it the oldest full segments keep only their counts, and the page says so. */
import { summariseSegment, trimBefore } from './shardLog'
import { tell, type Sink } from './sink'
import type { RecordMemory, Stream, World } from './state'
import { US_PER_HOUR } from '../base/units'

/** 24 bytes a record: about 100 MB. */
const RECORDS_HELD_MAX = 4_000_000
const TRIPLE = 3
/** Taken triples are cut off in bulk. */
const TAKEN_MAX = 30_000
/** Segments outlive retention a little, for batches that a consumer took just before. */
const TRIM_GRACE_US = US_PER_HOUR

export function createRecordMemory(): RecordMemory {
  return { recordsHeldMax: RECORDS_HELD_MAX, recordsHeld: 0, recordsSummarised: 0, fullSegments: [], taken: 0 }
}

export function rememberFullSegment(memory: RecordMemory, stream: Stream, shardIndex: number, firstOrdinal: number): void {
  memory.fullSegments.push(stream.streamIndex, shardIndex, firstOrdinal)
}

export function keepWithinBudget(world: World, sink: Sink): void {
  const { memory } = world
  if (memory.recordsHeld <= memory.recordsHeldMax) return
  let summarised = 0
  const { fullSegments } = memory
  while (memory.recordsHeld - summarised > memory.recordsHeldMax && memory.taken < fullSegments.length) {
    const stream = world.streams[fullSegments[memory.taken]]
    summarised += summariseSegment(stream.shards[fullSegments[memory.taken + 1]].log, fullSegments[memory.taken + 2])
    memory.taken += TRIPLE
  }
  if (memory.taken >= TAKEN_MAX) {
    fullSegments.splice(0, memory.taken)
    memory.taken = 0
  }
  memory.recordsHeld -= summarised
  if (summarised > 0 && memory.recordsSummarised === 0) tell(world, sink, { kind: 'RecordsSummarised', records: summarised })
  memory.recordsSummarised += summarised
}

export function horizonUsOf(world: World, stream: Stream): number {
  return world.nowUs - stream.retentionPeriodHours * US_PER_HOUR
}

export function trimShard(world: World, stream: Stream, shardIndex: number): void {
  world.memory.recordsHeld -= trimBefore(stream.shards[shardIndex].log, horizonUsOf(world, stream), TRIM_GRACE_US)
}
