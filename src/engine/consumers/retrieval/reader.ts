/**
 * Reads one shard for one application, by GetRecords or through a subscription. A reader asks, waits and is refused as any
 * client is; what it is handed goes to its application, which says when it may go on.
 */
import type { SimUs } from '../../../base/units'
import type { Refusal } from '../../../kinesis/exceptions'
import type { ShardIteratorState } from '../../fetched'
import type { Retrieval } from '../commonSettings'

export interface ShardReader {
  /** Unique in its application. */
  readerNumber: number
  shardIndex: number
  retrieval: Retrieval
  /** The next record that it has not been handed. */
  position: ReadPosition
  /** Limit of GetRecords. */
  maxRecords: number
  /** Pause after a refusal. */
  retryMs: number
  /** Null until the first call, and once it has expired. */
  iterator: ShardIteratorState | null
  /** Null while it is not subscribed. */
  subscriptionNumber: number | null
  /** When the last news of its subscription reaches it: one connection keeps them in order. */
  newsUs: SimUs
  /** It has had its first answer as to where it stands. */
  hasBegun: boolean
  /** A call is due or under way. */
  isCalling: boolean
  /** Its application takes no more for now. */
  isHeld: boolean
  /** What the last call was refused with; null where it was answered. */
  refusal: Refusal | null
  millisBehindLatest: number | null
}

export type ReadPosition = { kind: 'TRIM_HORIZON' } | { kind: 'LATEST' } | { kind: 'AT_TIMESTAMP'; atUs: SimUs } | { kind: 'ORDINAL'; ordinal: number }

/** Where a reader goes on, as a place in its shard; 0: whatever can be read. */
export function ordinalOf(position: ReadPosition): number {
  return position.kind === 'ORDINAL' ? position.ordinal : 0
}
