/** Takes the rows of a file into columns, and counts the lines that had to be left out. */
import { parseNumber } from './cellText'
import { addCell, createColumn, grown } from './keyColumn'
import { createKeptText, keepText } from './keptText'
import { createTimeReader } from './timeColumn'
import { excerpt } from './sourceFacts'
import { utf8Length } from './textBytes'
import type { Cells, Row, RowSink } from './rowReader'
import type { GrowingColumn } from './keyColumn'
import type { KeptText } from './keptText'
import type { LineFault } from './sourceFacts'
import type { TimeColumn } from './timeColumn'

export const RECORDS_MAX = 5_000_000
/** Of the lines of a file so many may be bad before the file is refused. */
const BAD_LINES_SHARE_MAX = 0.01
const NAMED_FAULTS_MAX = 20
const KEY_COLUMNS_MAX = 64
/** Distinct values of all columns together; the column with the most gives way first. */
const KEY_VALUES_MAX = 4_000_000
const ROWS_AT_FIRST = 1_024
const UINT32_MAX = 0xffff_ffff

export interface ColumnRoles {
  time: TimeColumn | null
  size: string | null
  weight: string | null
  /** Columns that never give way. */
  preferred: readonly string[]
}

export interface CollectedRows {
  count: number
  /** By row; all NaN when no column tells the time. */
  atMs: Float64Array<ArrayBuffer>
  bytes: Uint32Array<ArrayBuffer>
  weight: Uint32Array<ArrayBuffer>
  text: KeptText
  columns: GrowingColumn[]
  leftOutColumns: Set<string>
  /** Records that the rows stand for. */
  records: number
  /** Reading stopped because there were more records than a source may have. */
  full: boolean
  badLines: number
  /** The first 20. */
  faults: LineFault[]
  refusal: LineFault | null
}

type Role = 'time' | 'size' | 'weight' | 'none' | GrowingColumn

export interface Collector {
  rows: CollectedRows
  roles: ColumnRoles
  roleOfColumn: Role[]
  toMs: ((cell: string) => number) | null
  badLinesMax: number
}

/** @param lines how many lines the file has at most. */
export async function createCollector({ roles, lines, fileBytes }: { roles: ColumnRoles; lines: number; fileBytes: number }): Promise<Collector> {
  const rows: CollectedRows = {
    count: 0,
    atMs: new Float64Array(ROWS_AT_FIRST),
    bytes: new Uint32Array(ROWS_AT_FIRST),
    weight: new Uint32Array(ROWS_AT_FIRST),
    text: createKeptText(fileBytes),
    columns: [],
    leftOutColumns: new Set(),
    records: 0,
    full: false,
    badLines: 0,
    faults: [],
    refusal: null,
  }
  const toMs = roles.time === null ? null : await createTimeReader(roles.time)
  return { rows, roles, roleOfColumn: [], toMs, badLinesMax: lines * BAD_LINES_SHARE_MAX }
}

export function toSink(collector: Collector): RowSink {
  return {
    row: (row) => collectRow(collector, row),
    fault: (fault) => collectFault(collector, fault),
    refuse(fault) {
      collector.rows.refusal ??= fault
    },
  }
}

function collectFault({ rows, badLinesMax }: Collector, fault: LineFault): void {
  rows.badLines++
  if (rows.faults.length < NAMED_FAULTS_MAX) rows.faults.push(fault)
  if (rows.badLines > badLinesMax) rows.refusal ??= rows.faults[0] ?? fault
}

function collectRow(collector: Collector, { names, cells, text, lineNumber }: Row): void {
  const { rows, roles, roleOfColumn } = collector
  if (rows.full || rows.refusal !== null) return
  while (roleOfColumn.length < names.length) roleOfColumn.push(roleOf(collector, names[roleOfColumn.length] ?? ''))

  const atMs = readTime(collector, { cells, lineNumber })
  if (atMs === null) return
  const statedBytes = roles.size === null ? Number.NaN : readWholeNumber(collector, { role: 'size', name: roles.size, cells, lineNumber })
  if (statedBytes === null) return
  const weight = roles.weight === null ? 1 : readWholeNumber(collector, { role: 'weight', name: roles.weight, cells, lineNumber })
  if (weight === null) return
  if (rows.records + weight > RECORDS_MAX) {
    rows.full = true
    return
  }

  const row = rows.count++
  makeRoom(rows, row)
  rows.atMs[row] = atMs
  const textBytes = keepText(rows.text, text)
  rows.bytes[row] = roles.size === null ? (textBytes ?? utf8Length(text)) : statedBytes
  rows.weight[row] = weight
  rows.records += weight
  for (let index = 0; index < cells.length; index++) {
    const column = roleOfColumn[index]
    const cell = cells[index]
    if (typeof column === 'object' && cell !== undefined) addCell({ column, row, text: cell })
  }
}

/** Why the file cannot be read, if it cannot; its first bad line when there are too many of them. */
export function refusalOf({ refusal, badLines, count, faults }: CollectedRows): LineFault | null {
  if (refusal !== null) return refusal
  return badLines > (count + badLines) * BAD_LINES_SHARE_MAX ? (faults[0] ?? null) : null
}

function roleOf({ rows, roles }: Collector, name: string): Role {
  if (name === roles.time?.name) return 'time'
  if (name === roles.size) return 'size'
  if (name === roles.weight) return 'weight'
  if (rows.columns.length >= KEY_COLUMNS_MAX && !roles.preferred.includes(name)) {
    rows.leftOutColumns.add(name)
    return 'none'
  }
  const column = createColumn(name)
  rows.columns.push(column)
  return column
}

/** @returns NaN in a file without times; null after telling the fault. */
function readTime(collector: Collector, { cells, lineNumber }: { cells: Cells; lineNumber: number }): number | null {
  const { roles, toMs } = collector
  if (toMs === null || roles.time === null) return Number.NaN
  const text = cellOf(collector, { role: 'time', cells })
  const atMs = toMs(text)
  if (Number.isFinite(atMs)) return atMs
  collectFault(collector, { key: 'timeValue', values: { line: lineNumber, column: roles.time.name, text: excerpt(text) } })
  return null
}

interface NumberCell {
  role: 'size' | 'weight'
  name: string
  cells: Cells
  lineNumber: number
}

/** @returns null after telling the fault. */
function readWholeNumber(collector: Collector, { role, name, cells, lineNumber }: NumberCell): number | null {
  const text = cellOf(collector, { role, cells })
  const number = parseNumber(text)
  if (number >= 0 && number <= UINT32_MAX) return Math.floor(number)
  collectFault(collector, { key: 'numberValue', values: { line: lineNumber, column: name, text: excerpt(text) } })
  return null
}

function cellOf({ roleOfColumn }: Collector, { role, cells }: { role: 'time' | 'size' | 'weight'; cells: Cells }): string {
  return cells[roleOfColumn.indexOf(role)] ?? ''
}

/** Lets the column with the most values go when all of them together are too many to keep. */
export function thinOut({ rows, roles, roleOfColumn }: Collector): void {
  const mayGo = rows.columns.filter(({ name }) => !roles.preferred.includes(name))
  const values = rows.columns.reduce((sum, column) => sum + column.values.length, 0)
  if (values <= KEY_VALUES_MAX || mayGo.length < 2) return
  const largest = mayGo.reduce((most, column) => (column.values.length > most.values.length ? column : most))
  rows.columns.splice(rows.columns.indexOf(largest), 1)
  roleOfColumn[roleOfColumn.indexOf(largest)] = 'none'
  rows.leftOutColumns.add(largest.name)
}

function makeRoom(rows: CollectedRows, row: number): void {
  if (row < rows.atMs.length) return
  const atMs = new Float64Array(rows.atMs.length * 2)
  atMs.set(rows.atMs)
  rows.atMs = atMs
  rows.bytes = grown(rows.bytes, row)
  rows.weight = grown(rows.weight, row)
}
