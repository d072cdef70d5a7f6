/** Protobuf by hand, to say in a test what the codec itself would never write. */
import { AGGREGATE_MAGIC } from '../aggregatedRecord'
import { md5OfBytes } from '../md5'

/** A field of `field` bytes, a message or a text of ASCII. */
export function bytesField(field: number, content: readonly number[] | string): number[] {
  const bytes = typeof content === 'string' ? Array.from(content, (letter) => letter.charCodeAt(0)) : content
  return [(field << 3) | 2, ...varint(bytes.length), ...bytes]
}

export function varintField(field: number, value: number | bigint): number[] {
  return [field << 3, ...varint(value)]
}

export function varint(value: number | bigint): number[] {
  const bytes: number[] = []
  let rest = BigInt(value)
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return [...bytes, Number(rest)]
}

/** Magic and a right checksum around any message. */
export function framed(message: readonly number[]): Uint8Array {
  const words = new Uint32Array(4)
  md5OfBytes(Uint8Array.from(message), words, 0)
  const digest = Array.from(words, (word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]).flat()
  return Uint8Array.of(...AGGREGATE_MAGIC, ...message, ...digest)
}
