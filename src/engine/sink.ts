/** Where news of a run goes. The engine never reads it: what is told cannot change what happens. */
import { US_PER_MS } from '../base/units'
import type { SimEvent } from './events'
import type { RecordBatch } from './recordBatch'
import type { Stream, World } from './state'

/** What became of each entry of one PutRecords request. */
export interface BatchOutcome {
  /** Shard that each entry was routed to. */
  shardIndexes: Int32Array
  /** Ordinal in that shard, 0 where the shard refused it. */
  ordinals: Float64Array
  /** Top word of each hash key. */
  hashTops: Uint32Array
  storedCount: number
}

export interface ProcessedSlice {
  stream: Stream
  application: string
  workerId: string
  shardIndex: number
  fromOrdinal: number
  /** Excluded. */
  toOrdinal: number
}

/** A distributive Omit: the engine stamps the instant itself. */
export type Told = SimEvent extends infer Event ? (Event extends SimEvent ? Omit<Event, 'at'> : never) : never

export interface Sink {
  event(event: SimEvent): void
  batchArrived?(world: World, stream: Stream, batch: RecordBatch, outcome: BatchOutcome): void
  sliceProcessed?(world: World, slice: ProcessedSlice): void
}

export function tell(world: World, sink: Sink, told: Told): void {
  sink.event({ at: world.nowUs / US_PER_MS, ...told })
}

export const silentSink: Sink = { event: () => undefined }
