/** The 128-bit hash-key space: a record sits at the MD5 of its partition key, read as an unsigned integer. */
import { md5OfText } from './md5'

export const HASH_KEY_MAX = (1n << 128n) - 1n
const HASH_KEY_SPACE = 1n << 128n
const words = new Uint32Array(4)

/** Both ends belong to the range, as in the service. */
export interface HashKeyRange {
  startingHashKey: bigint
  endingHashKey: bigint
}

/** Source: API PutRecord. @param partitionKey 1 … 256 characters. */
export function hashKeyOf(partitionKey: string): bigint {
  md5OfText(partitionKey, words, 0)
  return fromWords(words, 0)
}

export function fromWords(from: Uint32Array, at: number): bigint {
  return (BigInt(from[at]) << 96n) | (BigInt(from[at + 1]) << 64n) | (BigInt(from[at + 2]) << 32n) | BigInt(from[at + 3])
}

export function intoWords(hashKey: bigint, out: Uint32Array, at: number): void {
  for (let word = 0; word < 4; word++) out[at + word] = Number((hashKey >> BigInt(96 - 32 * word)) & 0xffff_ffffn)
}

/** The most significant 32 bits: enough to draw with. */
export function hashTopOf(hashKey: bigint): number {
  return Number(hashKey >> 96n)
}

/** API `HashKey`: `0` or up to 39 digits without leading zeros. @returns null for anything else. */
export function parseHashKey(text: string): bigint | null {
  return /^(?:0|[1-9]\d{0,38})$/.test(text) ? BigInt(text) : null
}

/**
 * The ranges of a new stream: equal widths floor(2^128/N), the last one takes the remainder.
 * Source: recorded streams of 3, 5 and 6 shards (kinesalite tests, API Gateway tutorial, Elixir kinesis_client).
 */
export function initialRanges(shardCount: number): HashKeyRange[] {
  const width = HASH_KEY_SPACE / BigInt(shardCount)
  return Array.from({ length: shardCount }, (_, index) => ({
    startingHashKey: BigInt(index) * width,
    endingHashKey: index === shardCount - 1 ? HASH_KEY_MAX : BigInt(index + 1) * width - 1n,
  }))
}
