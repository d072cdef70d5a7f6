/**
 * The format in which the KPL puts many user records into one record: magic, a protobuf message (proto2) with tables of keys
 * and the records that point into them, MD5 of the message. Source: awslabs/amazon-kinesis-producer, `aggregation-format.md`.
 */
import { readUtf8 } from '../base/utf8'
import { AGGREGATE_FRAME_BYTES } from './aggregateSize'
import { md5OfBytes } from './md5'
import {
  bytesTag,
  cursorOver,
  MalformedMessageError,
  readBytes,
  readMessage,
  readTag,
  readVarint,
  skipField,
  varintTag,
  type ProtobufCursor,
} from './protobuf'

export const AGGREGATE_MAGIC = Uint8Array.of(0xf3, 0x89, 0x9a, 0xc2)
/** Of the record that carries an aggregate; its explicit hash key, that of the first member, says where it goes. */
export const AGGREGATE_PARTITION_KEY = 'a'

export interface UserRecord {
  partitionKey: string
  /** Decimal; null where the application gave none. */
  explicitHashKey: string | null
  data: Uint8Array
}

/** Allowed in the format and unused by the KPL. */
export interface AggregateTag {
  key: string
  value: string | null
}

export interface Aggregate {
  /** In the order of their sub-sequence numbers; their data are views into the aggregate. */
  records: (UserRecord & { tags: readonly AggregateTag[] })[]
  partitionKeyTable: string[]
  explicitHashKeyTable: string[]
}

export const DIGEST_BYTES = 16
/** Fields of AggregatedRecord, of its Record, of that one's Tag. */
export const PARTITION_KEY_TABLE = bytesTag(1)
export const EXPLICIT_HASH_KEY_TABLE = bytesTag(2)
export const RECORDS = bytesTag(3)
export const PARTITION_KEY_INDEX = varintTag(1)
export const EXPLICIT_HASH_KEY_INDEX = varintTag(2)
export const DATA = bytesTag(3)
const TAGS = bytesTag(4)
const TAG_KEY = bytesTag(1)
const TAG_VALUE = bytesTag(2)

const NO_TAGS: readonly AggregateTag[] = []
const digest = new Uint32Array(4)

/** Of an MD5 as four words. */
export function digestByte(digest: Uint32Array, byte: number): number {
  return (digest[byte >> 2] >>> (24 - 8 * (byte & 3))) & 255
}

/**
 * @returns null for what the KCL hands on as it is: an ordinary record. Ours: so is one with an index that names no key,
 * of which the KCL's `AggregatorUtil` keeps the members before it and loses the others.
 */
export function decodeAggregate(data: Uint8Array): Aggregate | null {
  if (data.length <= AGGREGATE_FRAME_BYTES || AGGREGATE_MAGIC.some((byte, at) => data[at] !== byte)) return null
  const message = data.subarray(AGGREGATE_MAGIC.length, data.length - DIGEST_BYTES)
  md5OfBytes(message, digest, 0)
  for (let byte = 0; byte < DIGEST_BYTES; byte++) {
    if (data[data.length - DIGEST_BYTES + byte] !== digestByte(digest, byte)) return null
  }
  try {
    return readAggregate(cursorOver(message))
  } catch (error) {
    if (error instanceof MalformedMessageError) return null
    throw error
  }
}

interface Member {
  keyIndex: number
  hashKeyIndex: number | null
  data: Uint8Array
  tags: readonly AggregateTag[]
}

function readAggregate(message: ProtobufCursor): Aggregate {
  const partitionKeyTable: string[] = []
  const explicitHashKeyTable: string[] = []
  const members: Member[] = []
  while (message.at < message.end) {
    const tag = readTag(message)
    if (tag === PARTITION_KEY_TABLE) partitionKeyTable.push(readUtf8(readBytes(message)))
    else if (tag === EXPLICIT_HASH_KEY_TABLE) explicitHashKeyTable.push(readUtf8(readBytes(message)))
    else if (tag === RECORDS) members.push(readRecord(readMessage(message)))
    else skipField(message, tag)
  }
  // A table may stand behind the records that point into it.
  const records = members.map(({ keyIndex, hashKeyIndex, data, tags }) => ({
    partitionKey: required(partitionKeyTable[keyIndex], 'partition key'),
    explicitHashKey: hashKeyIndex === null ? null : required(explicitHashKeyTable[hashKeyIndex], 'explicit hash key'),
    data,
    tags,
  }))
  return { records, partitionKeyTable, explicitHashKeyTable }
}

/** Of a field that comes twice the last one holds. */
function readRecord(message: ProtobufCursor): Member {
  let keyIndex: number | null = null
  let hashKeyIndex: number | null = null
  let data: Uint8Array | null = null
  let tags: AggregateTag[] | null = null
  while (message.at < message.end) {
    const tag = readTag(message)
    if (tag === PARTITION_KEY_INDEX) keyIndex = readVarint(message)
    else if (tag === EXPLICIT_HASH_KEY_INDEX) hashKeyIndex = readVarint(message)
    else if (tag === DATA) data = readBytes(message)
    else if (tag === TAGS) (tags ??= []).push(readAggregateTag(readMessage(message)))
    else skipField(message, tag)
  }
  return { keyIndex: required(keyIndex, 'partition_key_index'), hashKeyIndex, data: required(data, 'data'), tags: tags ?? NO_TAGS }
}

function readAggregateTag(message: ProtobufCursor): AggregateTag {
  let key: string | null = null
  let value: string | null = null
  while (message.at < message.end) {
    const tag = readTag(message)
    if (tag === TAG_KEY) key = readUtf8(readBytes(message))
    else if (tag === TAG_VALUE) value = readUtf8(readBytes(message))
    else skipField(message, tag)
  }
  return { key: required(key, 'key of a tag'), value }
}

function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new MalformedMessageError(`missing: ${what}`)
  return value
}
