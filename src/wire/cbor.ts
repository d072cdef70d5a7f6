/**
 * CBOR bodies in (RFC 8949), as AWS's clients write them: Java leaves the lengths of maps, lists and long texts open and
 * puts tag 1 before the milliseconds of a timestamp (aws-sdk-java-v2#4661). Tags are passed over: the shape says what is meant.
 */
import { countItem, createCursor, look, MalformedError, readArgument, readByte, readHalf, skip, take, type Cursor } from './cborCursor'
import { DEPTH_MAX } from './depth'

/** Major types. */
const UNSIGNED = 0
const NEGATIVE = 1
const BYTES = 2
const TEXT = 3
const LIST = 4
const MAP = 5
const TAG = 6

const OPEN = 31
const BREAK = 0xff
/** A short text of ASCII is read faster letter by letter. */
const LETTERS_MAX = 32

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @returns undefined for a body that is no CBOR, or more than one item of it. */
export function decodeCbor(body: Uint8Array): unknown {
  const cursor = createCursor(body)
  try {
    const value = readItem(cursor, 0)
    return cursor.at === body.length ? value : undefined
  } catch (error) {
    // Text that is no UTF-8 is TextDecoder's TypeError.
    if (error instanceof MalformedError || error instanceof TypeError) return undefined
    throw error
  }
}

function readItem(cursor: Cursor, depth: number): unknown {
  if (depth > DEPTH_MAX) throw new MalformedError('too deep')
  countItem(cursor)
  const initial = readByte(cursor)
  const info = initial & 31
  switch (initial >> 5) {
    case UNSIGNED:
      return readArgument(cursor, info)
    case NEGATIVE:
      return -1 - readArgument(cursor, info)
    case BYTES:
      return info === OPEN ? joinBytes(readPieces(cursor, BYTES)) : take(cursor, readArgument(cursor, info))
    case TEXT:
      return info === OPEN ? readPieces(cursor, TEXT).map(decodeText).join('') : decodeText(look(cursor, readArgument(cursor, info)))
    case LIST:
      return readList(cursor, info, depth)
    case MAP:
      return readMap(cursor, info, depth)
    case TAG:
      readArgument(cursor, info)
      return readItem(cursor, depth + 1)
    default:
      return readSimple(cursor, info)
  }
}

/** A count that is not given is endless, and ends at the break. */
function readList(cursor: Cursor, info: number, depth: number): unknown[] {
  const list: unknown[] = []
  for (let left = readCount(cursor, info); left > 0 && !atBreak(cursor, info); left--) list.push(readItem(cursor, depth + 1))
  return list
}

function readMap(cursor: Cursor, info: number, depth: number): Record<string, unknown> {
  const map: Record<string, unknown> = {}
  for (let left = readCount(cursor, info); left > 0 && !atBreak(cursor, info); left--) {
    const key = readItem(cursor, depth + 1)
    if (typeof key !== 'string') throw new MalformedError('a key that is no text')
    const value = readItem(cursor, depth + 1)
    if (key === '__proto__') Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true })
    else map[key] = value
  }
  return map
}

function readCount(cursor: Cursor, info: number): number {
  return info === OPEN ? Infinity : readArgument(cursor, info)
}

function atBreak(cursor: Cursor, info: number): boolean {
  if (info !== OPEN || cursor.bytes[cursor.at] !== BREAK) return false
  cursor.at++
  return true
}

function readSimple(cursor: Cursor, info: number): unknown {
  switch (info) {
    case 20:
      return false
    case 21:
      return true
    case 22:
    case 23:
      return null
    case 25:
      return readHalf(cursor)
    case 26:
      return cursor.view.getFloat32(skip(cursor, 4))
    case 27:
      return cursor.view.getFloat64(skip(cursor, 8))
    default:
      throw new MalformedError('an unknown simple value, or a break where none may be')
  }
}

function readPieces(cursor: Cursor, major: number): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let initial = readByte(cursor); initial !== BREAK; initial = readByte(cursor)) {
    countItem(cursor)
    if (initial >> 5 !== major) throw new MalformedError('a piece of another type')
    pieces.push(look(cursor, readArgument(cursor, initial & 31)))
  }
  return pieces
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}

function decodeText(bytes: Uint8Array): string {
  if (bytes.length > LETTERS_MAX) return utf8.decode(bytes)
  let text = ''
  for (const byte of bytes) {
    if (byte > 127) return utf8.decode(bytes)
    text += String.fromCharCode(byte)
  }
  return text
}
