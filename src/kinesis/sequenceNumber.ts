/**
 * Sequence numbers as AWS makes them ("version 2"): 47 hex digits, printed in decimal. Layout recovered by kinesalite
 * and still decoding numbers of 2026: 2 · creation second (9) · shard index low nibble (1) · running index (16) · 00 ·
 * record second (9) · shard index (8) · 2.
 */

export interface SequenceNumberParts {
  /** Epoch second in which the shard was created. */
  shardCreatedSecond: number
  shardIndex: number
  /** Position in the shard; 0 is the shard's starting number, `ENDING_INDEX` its ending number. */
  sequenceIndex: bigint
  /** Epoch second of the record, or of closing. */
  second: number
}

export const ENDING_INDEX = 0x7fff_ffff_ffff_ffffn

/** A power of two. */
const REMEMBERED = 1_024
/** All but the running index, of numbers that were asked for lately, by shard: neighbours in time share it. */
const remembered: { shardCreatedSecond: number; shardIndex: number; second: number; number: bigint }[] = []

export function formatSequenceNumber({ shardCreatedSecond, shardIndex, second, sequenceIndex }: SequenceNumberParts): string {
  const at = shardIndex & (REMEMBERED - 1)
  let rest = remembered[at] as (typeof remembered)[number] | undefined
  if (rest?.second !== second || rest.shardIndex !== shardIndex || rest.shardCreatedSecond !== shardCreatedSecond) {
    const created = (((2n << 36n) | BigInt(shardCreatedSecond)) << 4n) | BigInt(shardIndex & 15)
    const number = (created << 144n) | (BigInt(second) << 36n) | (BigInt(shardIndex) << 4n) | 2n
    rest = { shardCreatedSecond, shardIndex, second, number }
    remembered[at] = rest
  }
  return String(rest.number | (sequenceIndex << 80n))
}

const VERSION_0 = 1n << 124n
const SHARD_SIGN = 2 ** 31
/** The last second that AWS takes for a creation: recorded by kinesalite. */
const CREATED_SECOND_MAX = 16_025_174_999

/**
 * Numbers of this version and of the two older ones, which the service still reads; those have no place in our shards.
 * A shard index is a signed number of 32 bits.
 * @returns null for text that is no sequence number.
 */
export function parseSequenceNumber(text: string): SequenceNumberParts | null {
  if (!/^(?:0|[1-9]\d{0,128})$/.test(text)) return null
  let number = BigInt(text)
  if (number < VERSION_0) number += VERSION_0
  const parts = number >> 124n === 1n ? partsOfVersion0(number) : number >> 184n === 2n ? partsOfVersion1And2(number) : null
  return parts === null || parts.shardCreatedSecond > CREATED_SECOND_MAX || parts.sequenceIndex > ENDING_INDEX ? null : parts
}

function partsOfVersion0(number: bigint): SequenceNumberParts {
  return { shardCreatedSecond: bitsOf(number, 88n, 36n), shardIndex: bitsOf(number, 0n, 16n), sequenceIndex: 0n, second: 0 }
}

function partsOfVersion1And2(number: bigint): SequenceNumberParts | null {
  const version = bitsOf(number, 0n, 4n)
  const shardIndex = bitsOf(number, 4n, 32n)
  const shardCreatedSecond = bitsOf(number, 148n, 36n)
  if (version === 1) return { shardCreatedSecond, shardIndex, sequenceIndex: 0n, second: bitsOf(number, 100n, 36n) }
  if (version !== 2) return null
  return {
    shardCreatedSecond,
    shardIndex: shardIndex < SHARD_SIGN ? shardIndex : shardIndex - 2 * SHARD_SIGN,
    sequenceIndex: (number >> 80n) & 0xffff_ffff_ffff_ffffn,
    second: bitsOf(number, 36n, 36n),
  }
}

function bitsOf(number: bigint, at: bigint, count: bigint): number {
  return Number((number >> at) & ((1n << count) - 1n))
}
