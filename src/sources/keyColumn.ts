/** One column while a file is read: its texts made legal partition keys, each kept once. */
import { PARTITION_KEY_CHARACTERS_MAX } from '../kinesis/limits'
import type { KeyColumn } from '../engine/source'

/** What a record without a value has for a partition key, which may not be empty. */
export const EMPTY_KEY = '(empty)'

export interface GrowingColumn {
  name: string
  idByText: Map<string, number>
  /** By id. */
  values: string[]
  /** By row: id + 1; 0 = the row has no value here. */
  idOfRow: Uint32Array<ArrayBuffer>
  /** Cells that were longer than a partition key may be. */
  cutCells: number
}

export interface FinishedColumn {
  name: string
  column: KeyColumn
  /** Records of the commonest value. */
  topRecords: number
  emptyRecords: number
}

const ROWS_AT_FIRST = 1_024
const LONE_SURROGATE = /\p{Surrogate}/gu

export function createColumn(name: string): GrowingColumn {
  return { name, idByText: new Map(), values: [], idOfRow: new Uint32Array(ROWS_AT_FIRST), cutCells: 0 }
}

export function addCell({ column, row, text }: { column: GrowingColumn; row: number; text: string }): void {
  if (text === '') return
  let key = text
  if (text.length > PARTITION_KEY_CHARACTERS_MAX) {
    key = cutToKey(text)
    if (key.length < text.length) column.cutCells++
  }
  let id = column.idByText.get(key)
  if (id === undefined) {
    id = column.values.length
    const own = ownCopy(key)
    column.values.push(own.replace(LONE_SURROGATE, '\ufffd'))
    column.idByText.set(own, id)
  }
  if (row >= column.idOfRow.length) column.idOfRow = grown(column.idOfRow, row)
  column.idOfRow[row] = id + 1
}

/** @returns the column of the records, which are the rows in `rowOfRecord`; values in order of first appearance. */
export function finishColumn(column: GrowingColumn, rowOfRecord: Uint32Array): FinishedColumn {
  const indexById = new Int32Array(column.values.length + 1).fill(-1)
  const records = new Uint32Array(column.values.length + 1)
  const values: string[] = []
  const indexByValue = new Map<string, number>()
  const valueIndex = new Uint32Array(rowOfRecord.length)
  let emptyRecords = 0
  for (let record = 0; record < rowOfRecord.length; record++) {
    const id = column.idOfRow[rowOfRecord[record] ?? 0] ?? 0
    let index = indexById[id] ?? -1
    if (index < 0) {
      index = indexOfValue({ value: id === 0 ? EMPTY_KEY : (column.values[id - 1] ?? EMPTY_KEY), values, indexByValue })
      indexById[id] = index
    }
    if (id === 0) emptyRecords++
    valueIndex[record] = index
    records[index] = (records[index] ?? 0) + 1
  }
  return { name: column.name, column: { values, valueIndex }, topRecords: largest(records), emptyRecords }
}

/** The column of two columns' values side by side, such as `LAS-BWI`. */
export function joinColumns(parts: readonly KeyColumn[], name: string): FinishedColumn {
  const [first] = parts
  const joined = createColumn(name)
  const records = first?.valueIndex.length ?? 0
  for (let record = 0; record < records; record++) {
    const text = parts.map(({ values, valueIndex }) => values[valueIndex[record] ?? 0] ?? EMPTY_KEY).join('-')
    addCell({ column: joined, row: record, text })
  }
  return finishColumn(joined, Uint32Array.from({ length: records }, (_, record) => record))
}

function indexOfValue({ value, values, indexByValue }: { value: string; values: string[]; indexByValue: Map<string, number> }): number {
  const known = indexByValue.get(value)
  if (known !== undefined) return known
  const index = values.push(value) - 1
  indexByValue.set(value, index)
  return index
}

function largest(numbers: Uint32Array): number {
  return numbers.reduce((max, number) => (number > max ? number : max), 0)
}

/** The first 256 Unicode characters. */
function cutToKey(text: string): string {
  const characters = Array.from(text.slice(0, 2 * PARTITION_KEY_CHARACTERS_MAX))
  return characters.slice(0, PARTITION_KEY_CHARACTERS_MAX).join('')
}

/** A piece cut from a long string keeps the whole of it in memory; this copy does not. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1)
}

export function grown(column: Uint32Array<ArrayBuffer>, row: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(row + 1, column.length * 2))
  larger.set(column)
  return larger
}
