/**
 * What is true of each line that the agent may read again, as bits: whether a record that begins with it is in the stream, and
 * whether the books have done with it. The engine keeps this; the agent knows nothing of it.
 */

export interface LineMarks {
  /** Of the first line in the columns, a multiple of 8; lines before it are settled. */
  base: number
  stored: Uint8Array
  settled: Uint8Array
}

const LINES_A_BYTE = 8
const BYTES_MIN = 128

export function createLineMarks(): LineMarks {
  return { base: 0, stored: new Uint8Array(BYTES_MIN), settled: new Uint8Array(BYTES_MIN) }
}

export function noteStored(marks: LineMarks, line: number): void {
  if (line < marks.base) return
  grow(marks, line)
  setBit(marks.stored, line - marks.base)
}

export function wasStored(marks: LineMarks, line: number): boolean {
  return line >= marks.base && hasBit(marks.stored, line - marks.base)
}

/** @returns how many of the lines were not settled before. */
export function settle(marks: LineMarks, from: number, to: number): number {
  let settled = 0
  if (to > from) grow(marks, to)
  for (let line = Math.max(from, marks.base); line < to; line++) {
    if (hasBit(marks.settled, line - marks.base)) continue
    setBit(marks.settled, line - marks.base)
    settled++
  }
  return settled
}

export function countUnsettled(marks: LineMarks, from: number, to: number): number {
  let unsettled = 0
  for (let line = Math.max(from, marks.base); line < to; line++) if (!hasBit(marks.settled, line - marks.base)) unsettled++
  return unsettled
}

/** Lines before `line` are never read again. */
export function forgetLinesBefore(marks: LineMarks, line: number): void {
  const bytes = Math.floor((line - marks.base) / LINES_A_BYTE)
  // Moving them is worth it only where most of them go.
  if (2 * bytes < marks.settled.length) return
  marks.base += LINES_A_BYTE * bytes
  marks.stored = moved(marks.stored, bytes)
  marks.settled = moved(marks.settled, bytes)
}

function moved(bits: Uint8Array, bytes: number): Uint8Array {
  const rest = bits.subarray(bytes)
  const smaller = new Uint8Array(Math.max(BYTES_MIN, rest.length))
  smaller.set(rest)
  return smaller
}

function grow(marks: LineMarks, line: number): void {
  const bytes = Math.floor((line - marks.base) / LINES_A_BYTE) + 1
  if (bytes <= marks.settled.length) return
  const enlarged = (bits: Uint8Array) => {
    const larger = new Uint8Array(Math.max(bytes, 2 * bits.length))
    larger.set(bits)
    return larger
  }
  marks.stored = enlarged(marks.stored)
  marks.settled = enlarged(marks.settled)
}

function setBit(bits: Uint8Array, bit: number): void {
  bits[bit >> 3] |= 1 << (bit & 7)
}

function hasBit(bits: Uint8Array, bit: number): boolean {
  return ((bits[bit >> 3] >> (bit & 7)) & 1) === 1
}
