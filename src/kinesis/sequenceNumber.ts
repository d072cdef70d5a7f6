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

export function formatSequenceNumber(parts: SequenceNumberParts): string {
  let number = (2n << 36n) | BigInt(parts.shardCreatedSecond)
  number = (number << 4n) | BigInt(parts.shardIndex & 15)
  number = (number << 64n) | parts.sequenceIndex
  number = (number << 44n) | BigInt(parts.second)
  number = (number << 32n) | BigInt(parts.shardIndex)
  return String((number << 4n) | 2n)
}

/** @returns null for text that is no sequence number of this version. */
export function parseSequenceNumber(text: string): SequenceNumberParts | null {
  if (!/^[1-9]\d{50,60}$/.test(text)) return null
  const number = BigInt(text)
  const shardIndex = Number((number >> 4n) & 0xffff_ffffn)
  const nibble = Number((number >> 144n) & 15n)
  if ((number & 15n) !== 2n || number >> 184n !== 2n || nibble !== (shardIndex & 15)) return null
  return {
    shardCreatedSecond: Number((number >> 148n) & 0xf_ffff_ffffn),
    shardIndex,
    sequenceIndex: (number >> 80n) & 0xffff_ffff_ffff_ffffn,
    second: Number((number >> 36n) & 0xf_ffff_ffffn),
  }
}
