/** The bytes of a record as rows of hexadecimal, each byte with the part of an aggregate that it belongs to. Pure. */
import type { RecordData } from '../../engine/recordDetails'

export type BytePart = 'magic' | 'message' | 'md5' | 'data'

export interface ByteRow {
  /** Of its first byte in the record. */
  offset: number
  bytes: { hex: string; part: BytePart }[]
}

export interface ByteRows {
  head: ByteRow[]
  /** Between head and tail. */
  leftOut: number
  tail: ByteRow[]
}

const MAGIC_BYTES = 4
const MD5_BYTES = 16
const ROW_BYTES = 16
const HEAD_SHOWN_BYTES = 64

export function byteRows({ bytes, headHex, tailHex, hasMagic }: RecordData): ByteRows {
  const partAt = (offset: number): BytePart => (!hasMagic ? 'data' : offset < MAGIC_BYTES ? 'magic' : offset >= bytes - MD5_BYTES ? 'md5' : 'message')
  const head = bytesOf(headHex)
  // A record that is short is shown whole.
  const shown = tailHex === '' && head.length <= HEAD_SHOWN_BYTES + MD5_BYTES ? head : head.slice(0, HEAD_SHOWN_BYTES)
  const tail = shown.length === bytes ? [] : tailHex === '' ? head.slice(-MD5_BYTES) : bytesOf(tailHex)
  return { head: rowsOf(shown, 0, partAt), leftOut: bytes - shown.length - tail.length, tail: rowsOf(tail, bytes - tail.length, partAt) }
}

function rowsOf(bytes: readonly string[], from: number, partAt: (offset: number) => BytePart): ByteRow[] {
  return Array.from({ length: Math.ceil(bytes.length / ROW_BYTES) }, (_, row) => ({
    offset: from + row * ROW_BYTES,
    bytes: bytes.slice(row * ROW_BYTES, (row + 1) * ROW_BYTES).map((hex, at) => ({ hex, part: partAt(from + row * ROW_BYTES + at) })),
  }))
}

/** As a consumer's log would have it: what is no UTF-8 becomes U+FFFD, and no sign of control does anything. */
export function textOf({ headHex }: RecordData): string {
  const text = new TextDecoder().decode(Uint8Array.from(bytesOf(headHex), (hex) => Number.parseInt(hex, 16)))
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (sign) => String.fromCodePoint(sign === '\u007f' ? 0x2421 : 0x2400 + (sign.codePointAt(0) ?? 0)))
}

function bytesOf(hex: string): string[] {
  return hex.match(/../g) ?? []
}
