/** Makes an aggregated record, byte for byte as the KPL does; `aggregatedRecord.ts` reads it. */
import { assert } from '../base/assert'
import { utf8Length, writeUtf8 } from '../base/utf8'
import {
  AGGREGATE_MAGIC,
  DATA,
  DIGEST_BYTES,
  digestByte,
  EXPLICIT_HASH_KEY_INDEX,
  EXPLICIT_HASH_KEY_TABLE,
  PARTITION_KEY_INDEX,
  PARTITION_KEY_TABLE,
  RECORDS,
  type UserRecord,
} from './aggregatedRecord'
import { addToEstimate, createAggregateEstimate, encodedSize, fieldBytes } from './aggregateSize'
import { md5OfBytes } from './md5'
import { varintBytes, writeVarint } from './protobuf'

const digest = new Uint32Array(4)

/** @param records at least one; the KPL itself aggregates from two on. */
export function encodeAggregate(records: readonly UserRecord[]): Uint8Array {
  assert(records.length > 0, 'an aggregate of no records')
  const partitionKeys = new Map<string, number>()
  const explicitHashKeys = new Map<string, number>()
  const size = createAggregateEstimate()
  for (const { partitionKey, explicitHashKey, data } of records) {
    assert(explicitHashKey !== '', 'an empty explicit hash key')
    const key = placeOf(partitionKeys, partitionKey)
    if (explicitHashKey === null) addToEstimate(size, key, utf8Length(partitionKey), data.length)
    else addToEstimate(size, key, utf8Length(partitionKey), data.length, placeOf(explicitHashKeys, explicitHashKey), utf8Length(explicitHashKey))
  }
  const out = new Uint8Array(encodedSize(size))
  out.set(AGGREGATE_MAGIC)
  let at = AGGREGATE_MAGIC.length
  for (const key of partitionKeys.keys()) at = writeText(PARTITION_KEY_TABLE, key, out, at)
  for (const key of explicitHashKeys.keys()) at = writeText(EXPLICIT_HASH_KEY_TABLE, key, out, at)
  for (const { partitionKey, explicitHashKey, data } of records) {
    at = writeRecord(placeOf(partitionKeys, partitionKey), explicitHashKey === null ? null : placeOf(explicitHashKeys, explicitHashKey), data, out, at)
  }
  assert(at === out.length - DIGEST_BYTES, 'the size of an aggregate')
  md5OfBytes(out.subarray(AGGREGATE_MAGIC.length, at), digest, 0)
  for (let byte = 0; byte < DIGEST_BYTES; byte++) out[at + byte] = digestByte(digest, byte)
  return out
}

function placeOf(table: Map<string, number>, key: string): number {
  const place = table.get(key) ?? table.size
  table.set(key, place)
  return place
}

function writeText(tag: number, text: string, out: Uint8Array, at: number): number {
  return writeUtf8(text, out, writeHead(tag, utf8Length(text), out, at))
}

function writeRecord(keyIndex: number, hashKeyIndex: number | null, data: Uint8Array, out: Uint8Array, at: number): number {
  const indexBytes = 1 + varintBytes(keyIndex) + (hashKeyIndex === null ? 0 : 1 + varintBytes(hashKeyIndex))
  let to = writeHead(RECORDS, indexBytes + fieldBytes(data.length), out, at)
  to = writeHead(PARTITION_KEY_INDEX, keyIndex, out, to)
  if (hashKeyIndex !== null) to = writeHead(EXPLICIT_HASH_KEY_INDEX, hashKeyIndex, out, to)
  to = writeHead(DATA, data.length, out, to)
  out.set(data, to)
  return to + data.length
}

function writeHead(tag: number, value: number, out: Uint8Array, at: number): number {
  out[at] = tag
  return writeVarint(value, out, at + 1)
}
