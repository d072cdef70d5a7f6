/** The primitives of CBOR (RFC 8949), read one after the other. */

export interface Cursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
  /** How many more items and pieces it may hold. */
  itemsLeft: number
}

/** Ours: the largest PutRecords has some five thousand, and each empty one of 16 MiB would weigh hundreds of bytes. */
export const ITEMS_MAX = 200_000

/** Ends the reading of a body; never leaves `decodeCbor`. */
export class MalformedError extends Error {}

export function createCursor(body: Uint8Array): Cursor {
  // A slice of Node's Buffer would be no copy.
  const bytes = new Uint8Array(body.buffer, body.byteOffset, body.length)
  return { bytes, view: new DataView(body.buffer, body.byteOffset, body.length), at: 0, itemsLeft: ITEMS_MAX }
}

/** Above 2^53 to the nearest number: whatever is cut to its type is far below. */
export function readArgument(cursor: Cursor, info: number): number {
  switch (info) {
    case 24:
      return readByte(cursor)
    case 25:
      return cursor.view.getUint16(skip(cursor, 2))
    case 26:
      return cursor.view.getUint32(skip(cursor, 4))
    case 27:
      return Number(cursor.view.getBigUint64(skip(cursor, 8)))
    default:
      if (info > 23) throw new MalformedError('a reserved length')
      return info
  }
}

/** RFC 8949, appendix D. */
export function readHalf(cursor: Cursor): number {
  const bits = cursor.view.getUint16(skip(cursor, 2))
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1_023
  const sign = bits >> 15 === 0 ? 1 : -1
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1_024 + fraction) * 2 ** (exponent - 25)
}

export function readByte(cursor: Cursor): number {
  return cursor.view.getUint8(skip(cursor, 1))
}

/** Before each item, and each piece of one. */
export function countItem(cursor: Cursor): void {
  if (--cursor.itemsLeft < 0) throw new MalformedError('too many items')
}

/** A copy: what is kept of a request must not keep the request. */
export function take(cursor: Cursor, length: number): Uint8Array {
  const at = skip(cursor, length)
  return cursor.bytes.slice(at, cursor.at)
}

/** What is read at once needs no copy. */
export function look(cursor: Cursor, length: number): Uint8Array {
  const at = skip(cursor, length)
  return cursor.bytes.subarray(at, cursor.at)
}

/** @returns where the bytes began. */
export function skip(cursor: Cursor, count: number): number {
  const { at } = cursor
  if (count > cursor.bytes.length - at) throw new MalformedError('the body ends too soon')
  cursor.at = at + count
  return at
}
