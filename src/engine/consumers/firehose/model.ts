/** A Firehose stream: readers of shards, a buffer before its transform function for each, one buffer for all before S3, and what it wrote there. */
import type { Bytes, SimUs } from '../../../base/units'
import type { ApplicationCore } from '../core'
import type { LatencyHistogram } from '../latency'
import type { ReadPosition } from '../retrieval/reader'
import type { FirehoseSettings, FirehoseTransform } from './settings'

export interface FirehoseApplication extends ApplicationCore {
  kind: 'firehose'
  settings: FirehoseSettings
  /** Of its configuration, as in the names of objects: 1, and one more with each change. */
  version: number
  /** It has found its stream, and begun at the tip: what it meets later are children. */
  hasBegun: boolean
  /** When it asks for shards next; null: it has never asked. */
  discoverDueUs: SimUs | null
  /** By shard index: the first ordinal that is not delivered, `FINISHED` when all are. Outlives a crash. */
  saved: Map<number, number>
  shards: Map<number, FirehoseShard>
  buffer: OpenBuffer
  /** What goes to S3 now; the buffer waits until it is there. */
  delivery: Delivery | null
  deliveriesBegun: number
  invocationsBegun: number
  /** In the bucket, oldest first; the last ones only. */
  objects: S3Object[]
  totals: FirehoseTotals
  /** From the arrival in the stream to the first object that holds a record. */
  delivered: LatencyHistogram
}

/** Saved for a shard that is delivered to its end. */
export const FINISHED = -1

export interface FirehoseShard {
  shardIndex: number
  parentShardIndexes: number[]
  /** `DRAINED`: read to its end, and not all of it delivered. */
  state: 'WAITING' | 'READING' | 'DRAINED' | 'ENDED'
  position: ReadPosition
  readerNumber: number | null
  /** When its last call was due. */
  calledUs: SimUs
  /** The end of the shard was read. */
  isDrained: boolean
  /** It was told that puts of its records fail again and again. */
  isBlocked: boolean
  /** It would be read on if there were room. */
  isHeld: boolean
  /** Read, and waiting for the transform function: pairs of a first ordinal and one past the last. */
  pending: number[]
  pendingBytes: Bytes
  /** Since when; null: nothing waits. */
  pendingSinceUs: SimUs | null
  invocation: Invocation | null
  /** The first ordinal that is not in the buffer of delivery; null: nothing of the shard was. */
  bufferedTo: number | null
}

/** One batch of a shard at the transform function. */
export interface Invocation {
  invocationNumber: number
  fromOrdinal: number
  toOrdinal: number
  records: number
  bytes: Bytes
  /** Attempts made or under way. */
  attempts: number
  transform: FirehoseTransform
}

/** Records of a shard in a row, and what the transform function made of them. */
export interface Piece {
  shardIndex: number
  fromOrdinal: number
  toOrdinal: number
  counts: PieceCounts
  /** Null: not transformed. */
  transform: PieceTransform | null
}

export interface PieceTransform {
  droppedPercent: number
  failedPercent: number
  attempts: number
  endedUs: SimUs
  /** The invocation failed as often as it may: so did each record. */
  isFailed: boolean
}

/** In user records. */
export interface PieceCounts {
  records: number
  /** Of their data. */
  bytes: Bytes
  dropped: number
  failed: number
  /** Of the lines that tell of them. */
  failedBytes: Bytes
}

export interface OpenBuffer {
  bufferNumber: number
  pieces: Piece[]
  counts: PieceCounts
  /** Null while it is empty. */
  openedUs: SimUs | null
  /** Arrival of its oldest record in the stream. */
  oldestUs: SimUs
  /** In effect; above the one that was set while delivery is behind. */
  sizeBytes: Bytes
  /** Its interval is over. */
  isDue: boolean
}

/** A buffer on its way: the records that were not transformed first, then all others. */
export interface Delivery {
  deliveryNumber: number
  pieces: Piece[]
  counts: PieceCounts
  oldestUs: SimUs
  version: number
  startedUs: SimUs
  parts: DeliveryPart[]
  /** Parts that are there. */
  done: number
  /** Puts that failed or were not answered, since the last one that was. */
  failures: number
  /** When the next put begins; null while one is under way. */
  nextPutUs: SimUs | null
}

export type ObjectKind = 'records' | 'processing-failed'

export interface DeliveryPart {
  kind: ObjectKind
  records: number
  /** Before compression. */
  dataBytes: Bytes
  /** As stored; null: not known before somebody opens it. */
  bytes: Bytes | null
  compression: FirehoseSettings['compression']
  isDelimited: boolean
  /** The object that was written, and not answered; null: none so far. */
  firstKey: string | null
}

/** Never changes once made, but for what is forgotten with its stream. */
export interface S3Object extends Omit<DeliveryPart, 'firstKey'> {
  key: string
  writtenUs: SimUs
  /** Null: the stream is deleted. */
  pieces: readonly Piece[] | null
  duplicateOf: string | null
  isAnswerLost: boolean
}

export interface FirehoseTotals {
  objectsWritten: number
  /** Of them, those that hold what another holds. */
  objectsDuplicated: number
  /** User records in objects, each once for each delivery. */
  recordsDelivered: number
  /** Written once more, as an answer was lost. */
  recordsDuplicated: number
  bytesDelivered: Bytes
  recordsDropped: number
  recordsNotTransformed: number
  invocations: number
  invocationsFailed: number
  puts: number
  putsFailed: number
  answersLost: number
  /** Not delivered within 24 hours. */
  recordsGivenUp: number
}

export type FirehoseTimer =
  | { kind: 'firehose'; due: 'discover' }
  | { kind: 'firehose'; due: 'flush'; bufferNumber: number }
  | { kind: 'firehose'; due: 'put'; deliveryNumber: number }
  | { kind: 'firehose'; due: 'putAnswered'; deliveryNumber: number }
  | { kind: 'firehose'; due: 'transform'; shardIndex: number }
  | { kind: 'firehose'; due: 'invoke'; shardIndex: number; invocationNumber: number }
  | { kind: 'firehose'; due: 'invoked'; shardIndex: number; invocationNumber: number }
