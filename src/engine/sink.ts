/** Where news of a run goes. The engine never reads it: what is told cannot change what happens. */
import { US_PER_MS } from '../base/units'
import type { Refusal } from '../kinesis/exceptions'
import type { SimEvent } from './events'
import type { PutRequest } from './producers/core'
import type { Producer } from './producers/producer'
import type { RecordBatch } from './recordBatch'
import type { Stream, World } from './state'
import type { SubscriptionEvent } from './fetched'

/** What became of each entry of one PutRecords request. */
export interface BatchOutcome {
  /** Shard that each entry was routed to. */
  shardIndexes: Int32Array
  /** Ordinal in that shard, 0 where the shard refused it. */
  ordinals: Float64Array
  /** Top word of each hash key. */
  hashTops: Uint32Array
  /** Entries in all. */
  count: number
  storedCount: number
  bytesStored: number
  /** Chunks of 25 KB, as AWS bills them. */
  payloadUnits: number
  /** Each record rounded up to 1 KiB, as AWS bills them on demand. */
  kibibytesStored: number
  /** User records that were in the stream before. */
  copiesStored: number
  /** Entries that experiments of fault injection struck. */
  struckCount: number
  /** Shards that refused because experiments strike this request there, each with the one that did; null: none did. */
  struckShards: ReadonlyMap<number, string> | null
}

export interface ProcessedSlice {
  stream: Stream
  application: string
  workerId: string
  shardIndex: number
  fromOrdinal: number
  /** Excluded. */
  toOrdinal: number
  /** Of its user records in order, an unread aggregate being one; null: all are plain records and processed. */
  fates: readonly Fate[] | null
}

export interface DeliveredRecords {
  streamName: string
  application: string
  shardIndex: number
  fromOrdinal: number
  /** Excluded. */
  toOrdinal: number
}

export interface SavedPosition {
  streamName: string
  application: string
  shardIndex: number
  ordinal: number
}

/** Dropped as a duplicate; discarded with its aggregate; in an aggregate that the application cannot read. */
export type Fate = 'processed' | 'duplicate' | 'discarded' | 'unread'

export interface PushedEvent {
  subscriptionNumber: number
  stream: Stream
  shardIndex: number
  event: SubscriptionEvent
}

/** A distributive Omit: the engine stamps the instant itself. */
export type Told = SimEvent extends infer Event ? (Event extends SimEvent ? Omit<Event, 'at'> : never) : never

export interface Sink {
  /** `stream` is whose shard it is about; a sink of several streams may note its name. */
  event(event: SimEvent, stream?: Stream): void
  batchArrived?(world: World, stream: Stream, batch: RecordBatch, outcome: BatchOutcome): void
  /** An experiment of fault injection struck the whole request: it reached no shard. */
  batchStruck?(world: World, stream: Stream, batch: RecordBatch): void
  /** The request, or the answer to it: its producer waits for nothing now. */
  requestLost?(world: World, producer: Producer, request: PutRequest): void
  /** At a person's wish: it, or the answer to it, arrives at its `dueUs` now, and what is planned for it is changed already. */
  requestDelayed?(world: World, producer: Producer, request: PutRequest, delayMs: number): void
  /** An answer or an event has reached an application. */
  recordsDelivered?(world: World, delivered: DeliveredRecords): void
  /** The application would go on at `ordinal` after a failure. */
  positionSaved?(world: World, saved: SavedPosition): void
  sliceProcessed?(world: World, slice: ProcessedSlice): void
  subscriptionEvent?(world: World, pushed: PushedEvent): void
  /** Told once for each accepted SubscribeToShard; a refusal is the exception that ends the event stream. */
  subscriptionEnded?(world: World, subscriptionNumber: number, refusal: Refusal | null): void
}

export function tell(world: World, sink: Sink, told: Told, stream?: Stream): void {
  sink.event({ at: world.nowUs / US_PER_MS, ...told }, stream)
}

export const silentSink: Sink = { event: () => undefined }
