/**
 * How large an aggregate is, while it is being collected and without its bytes: exactly, and as the KPL reckons.
 * Keys are known by tokens, any numbers that are equal where the keys are.
 */
import type { Bytes } from '../base/units'
import {
  AGGREGATE_ESTIMATE_FIXED_BYTES,
  AGGREGATE_ESTIMATE_INDEX_BYTES,
  AGGREGATE_ESTIMATE_KEY_BYTES,
  AGGREGATE_ESTIMATE_RECORD_BYTES,
} from './limits'
import { varintBytes } from './protobuf'

/** Magic and MD5. */
export const AGGREGATE_FRAME_BYTES: Bytes = 4 + 16
/** Every field of the format has a number below 16. */
const TAG_BYTES = 1

/** An aggregate that is being collected. Plain data. */
export interface AggregateEstimate {
  recordCount: number
  /** By token, the place in the table. */
  partitionKeys: Map<number, number>
  explicitHashKeys: Map<number, number>
  /** Of all records together, keys not counted. */
  dataBytes: Bytes
  /** Of the protobuf message, exactly. */
  messageBytes: Bytes
  /** As the KPL reckons, without what is fixed. */
  reckonedBytes: Bytes
}

export function createAggregateEstimate(): AggregateEstimate {
  return { recordCount: 0, partitionKeys: new Map(), explicitHashKeys: new Map(), dataBytes: 0, messageBytes: 0, reckonedBytes: 0 }
}

/** @param explicitHashKeyBytes 0 for a record without an explicit hash key, which is never empty. */
export function addToEstimate(
  estimate: AggregateEstimate,
  keyToken: number,
  keyBytes: Bytes,
  dataBytes: Bytes,
  explicitHashKeyToken = 0,
  explicitHashKeyBytes: Bytes = 0,
): void {
  let memberBytes = TAG_BYTES + varintBytes(placeOf(estimate, estimate.partitionKeys, keyToken, keyBytes))
  let reckonedBytes = dataBytes + AGGREGATE_ESTIMATE_RECORD_BYTES + AGGREGATE_ESTIMATE_INDEX_BYTES
  if (explicitHashKeyBytes > 0) {
    memberBytes += TAG_BYTES + varintBytes(placeOf(estimate, estimate.explicitHashKeys, explicitHashKeyToken, explicitHashKeyBytes))
    reckonedBytes += AGGREGATE_ESTIMATE_INDEX_BYTES
  }
  estimate.recordCount++
  estimate.dataBytes += dataBytes
  estimate.messageBytes += fieldBytes(memberBytes + fieldBytes(dataBytes))
  estimate.reckonedBytes += reckonedBytes
}

function placeOf(estimate: AggregateEstimate, places: Map<number, number>, token: number, keyBytes: Bytes): number {
  const known = places.get(token)
  if (known !== undefined) return known
  const place = places.size
  places.set(token, place)
  estimate.messageBytes += fieldBytes(keyBytes)
  estimate.reckonedBytes += keyBytes + AGGREGATE_ESTIMATE_KEY_BYTES
  return place
}

/** Of a text, of bytes or of a message of `length`, with its tag and length. */
export function fieldBytes(length: Bytes): Bytes {
  return TAG_BYTES + varintBytes(length) + length
}

/** What the KPL compares with AggregationMaxSize as records come in; of a lone record, which it sends as it is, the data. */
export function estimatedSize({ recordCount, dataBytes, reckonedBytes }: AggregateEstimate): Bytes {
  return recordCount < 2 ? dataBytes : AGGREGATE_ESTIMATE_FIXED_BYTES + reckonedBytes
}

/** The data of the record that the KPL puts: a lone record as it is, several as their aggregate. */
export function putSize(estimate: AggregateEstimate): Bytes {
  return estimate.recordCount < 2 ? estimate.dataBytes : encodedSize(estimate)
}

/** What `encodeAggregate` makes, to the byte. */
export function encodedSize({ messageBytes }: AggregateEstimate): Bytes {
  return AGGREGATE_FRAME_BYTES + messageBytes
}

export interface AggregateMember {
  keyToken: number
  keyBytes: Bytes
  dataBytes: Bytes
  explicitHashKey: { token: number; bytes: Bytes } | null
}

/** As `encodedSize`, of members that are all known. */
export function aggregateSize(members: Iterable<AggregateMember>): Bytes {
  const estimate = createAggregateEstimate()
  for (const { keyToken, keyBytes, dataBytes, explicitHashKey } of members) {
    addToEstimate(estimate, keyToken, keyBytes, dataBytes, explicitHashKey?.token, explicitHashKey?.bytes)
  }
  return encodedSize(estimate)
}
