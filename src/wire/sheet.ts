/** Bytes written one after the other onto a sheet that grows: a page of records has megabytes, and as text it would be garbage as large. */

export interface Sheet {
  bytes: Uint8Array
  /** Of the same memory. */
  view: DataView
  at: number
}

const FIRST_BYTES = 1_024
/** A whole page of records of a hundred bytes; the memory of longer answers is given back. */
const KEPT_BYTES_MAX = 4 * 1_048_576

let blank: Sheet | null = null

/** @returns the bytes that `write` left on a sheet. The sheet serves again and again: fresh memory costs more than what is written on it. */
export function written(write: (sheet: Sheet) => void): Uint8Array {
  const sheet = blank ?? createSheet()
  blank = null
  sheet.at = 0
  write(sheet)
  if (sheet.bytes.length <= KEPT_BYTES_MAX) blank = sheet
  return sheet.bytes.slice(0, sheet.at)
}

function createSheet(): Sheet {
  const bytes = new Uint8Array(FIRST_BYTES)
  return { bytes, view: new DataView(bytes.buffer), at: 0 }
}

export function writeByte(byte: number, sheet: Sheet): void {
  reserve(1, sheet)
  sheet.bytes[sheet.at++] = byte
}

export function writeRaw(bytes: Uint8Array, sheet: Sheet): void {
  reserve(bytes.length, sheet)
  sheet.bytes.set(bytes, sheet.at)
  sheet.at += bytes.length
}

/** Before writing at `at` by hand. */
export function reserve(count: number, sheet: Sheet): void {
  const wanted = sheet.at + count
  if (wanted <= sheet.bytes.length) return
  const bytes = new Uint8Array(Math.max(wanted, sheet.bytes.length * 2))
  bytes.set(sheet.bytes.subarray(0, sheet.at))
  sheet.bytes = bytes
  sheet.view = new DataView(bytes.buffer)
}
