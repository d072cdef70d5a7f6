/** The binary form of Protocol Buffers as far as an aggregate needs it: fields one after the other, unknown ones passed over. */

/** What is left to read of a message; a message within it shares its bytes. */
export interface ProtobufCursor {
  readonly bytes: Uint8Array
  at: number
  readonly end: number
}

/** Ends the reading of a message; never leaves `decodeAggregate`. */
export class MalformedMessageError extends Error {}

const VARINT = 0
const FIXED_64 = 1
const BYTES = 2
const GROUP_START = 3
const GROUP_END = 4
const FIXED_32 = 5

const VARINT_BYTES_MAX = 10
const TAG_MAX = 0xffff_ffff
/** As the libraries for Java and C++ have it. */
const GROUP_DEPTH_MAX = 100

export function varintTag(field: number): number {
  return (field << 3) | VARINT
}

export function bytesTag(field: number): number {
  return (field << 3) | BYTES
}

export function cursorOver(bytes: Uint8Array): ProtobufCursor {
  return { bytes, at: 0, end: bytes.length }
}

/** @returns the number and the wire type of the next field, as `varintTag` and `bytesTag` make them. */
export function readTag(cursor: ProtobufCursor): number {
  const tag = readVarint(cursor)
  if (tag < 8 || tag > TAG_MAX) throw new MalformedMessageError('a field without a number')
  return tag
}

/** Above 2^53 to the nearest number: whatever is counted here is far below. */
export function readVarint(cursor: ProtobufCursor): number {
  let value = 0
  let scale = 1
  for (let count = 0; count < VARINT_BYTES_MAX; count++) {
    if (cursor.at >= cursor.end) throw new MalformedMessageError('the message ends too soon')
    const byte = cursor.bytes[cursor.at++]
    value += (byte & 127) * scale
    if (byte < 128) return value
    scale *= 128
  }
  throw new MalformedMessageError('a number of too many bytes')
}

/** A view, not a copy. */
export function readBytes(cursor: ProtobufCursor): Uint8Array {
  const length = readVarint(cursor)
  return cursor.bytes.subarray(skip(cursor, length), cursor.at)
}

export function readMessage(cursor: ProtobufCursor): ProtobufCursor {
  const length = readVarint(cursor)
  return { bytes: cursor.bytes, at: skip(cursor, length), end: cursor.at }
}

/** Passes over the value of a field that nobody asked for. */
export function skipField(cursor: ProtobufCursor, tag: number, depth = 0): void {
  switch (tag & 7) {
    case VARINT:
      readVarint(cursor)
      return
    case FIXED_64:
      skip(cursor, 8)
      return
    case BYTES:
      readBytes(cursor)
      return
    case GROUP_START:
      skipGroup(cursor, tag, depth + 1)
      return
    case FIXED_32:
      skip(cursor, 4)
      return
    default:
      throw new MalformedMessageError('no such wire type, or the end of no group')
  }
}

function skipGroup(cursor: ProtobufCursor, start: number, depth: number): void {
  if (depth > GROUP_DEPTH_MAX) throw new MalformedMessageError('groups too deep')
  const end = start - GROUP_START + GROUP_END
  for (let tag = readTag(cursor); tag !== end; tag = readTag(cursor)) skipField(cursor, tag, depth)
}

/** @returns where the bytes began. */
function skip(cursor: ProtobufCursor, count: number): number {
  const { at } = cursor
  if (count > cursor.end - at) throw new MalformedMessageError('the message ends too soon')
  cursor.at = at + count
  return at
}

export function varintBytes(value: number): number {
  let bytes = 1
  for (let bound = 128; value >= bound; bound *= 128) bytes++
  return bytes
}

/** @returns where it ends. */
export function writeVarint(value: number, out: Uint8Array, at: number): number {
  let to = at
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) out[to++] = (rest % 128) | 128
  out[to++] = rest
  return to
}
