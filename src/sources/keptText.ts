/** Keeps the text of a file's rows end to end, as long as it is not too much of it, and puts it in the order of the records. */
import { MIB } from '../base/units'
import { grown } from './keyColumn'
import type { SourceText } from '../engine/source'

/** Of a file, and of all records of it: a weighted row counts once for each of its records. */
export const TEXT_BYTES_MAX = 64 * MIB
const ROWS_AT_FIRST = 1_024
/** Of UTF-8, for one unit of UTF-16. */
const BYTES_PER_UNIT_MAX = 3
/** An eighth of unused room is given back. */
const WORTH_FITTING = 8

export interface KeptText {
  /** Null: it was too much, and none is kept. */
  bytes: Uint8Array<ArrayBuffer> | null
  /** By row. */
  ends: Uint32Array<ArrayBuffer>
  rows: number
}

const encoder = new TextEncoder()

/** @param fileBytes UTF-8 without line ends is no longer than the file. */
export function createKeptText(fileBytes: number): KeptText {
  const bytes = fileBytes > TEXT_BYTES_MAX ? null : new Uint8Array(fileBytes)
  return { bytes, ends: new Uint32Array(ROWS_AT_FIRST), rows: 0 }
}

/** @returns how many bytes the row's text takes; null when none is kept any more. */
export function keepText(kept: KeptText, text: string): number | null {
  if (kept.bytes === null) return null
  const start = endOf(kept, kept.rows - 1)
  const { read, written } = encoder.encodeInto(text, kept.bytes.subarray(start))
  if (read < text.length) {
    kept.bytes = withRoom(kept.bytes, start + text.length * BYTES_PER_UNIT_MAX)
    return keepText(kept, text)
  }
  if (kept.rows >= kept.ends.length) kept.ends = grown(kept.ends, kept.rows)
  kept.ends[kept.rows++] = start + written
  return written
}

/** @param rowOfRecord a row may come in another place than in the file, several times, or not at all. */
export function textOfRecords({ kept, rowOfRecord }: { kept: KeptText; rowOfRecord: Uint32Array }): SourceText | null {
  const { bytes, ends, rows } = kept
  if (bytes === null) return null
  if (rowOfRecord.length === rows && rowOfRecord.every((row, record) => row === record)) {
    return { bytes: fitted(bytes, endOf(kept, rows - 1)), ends: ends.slice(0, rows) }
  }
  const endOfRecord = new Uint32Array(rowOfRecord.length)
  let total = 0
  for (let record = 0; record < rowOfRecord.length; record++) {
    const row = rowOfRecord[record] ?? 0
    total += endOf(kept, row) - endOf(kept, row - 1)
    if (total > TEXT_BYTES_MAX) return null
    endOfRecord[record] = total
  }
  const ordered = new Uint8Array(total)
  let to = 0
  for (const row of rowOfRecord) {
    const end = endOf(kept, row)
    for (let at = endOf(kept, row - 1); at < end; at++) ordered[to++] = bytes[at] ?? 0
  }
  return { bytes: ordered, ends: endOfRecord }
}

function endOf({ ends }: KeptText, row: number): number {
  return row < 0 ? 0 : (ends[row] ?? 0)
}

/** Text that was no UTF-8 in the file may become longer than it was there. @returns null when that is too much. */
function withRoom(bytes: Uint8Array<ArrayBuffer>, wanted: number): Uint8Array<ArrayBuffer> | null {
  if (bytes.length === TEXT_BYTES_MAX) return null
  const larger = new Uint8Array(Math.min(TEXT_BYTES_MAX, Math.max(wanted, 2 * bytes.length)))
  larger.set(bytes)
  return larger
}

/** Without what was not needed, unless that is so little that copying the rest is not worth it. */
function fitted(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  return (bytes.length - length) * WORTH_FITTING > bytes.length ? bytes.slice(0, length) : bytes.subarray(0, length)
}
