/** What every format does: takes the file line by line and hands on rows of cells, or says what is wrong with a line. */
import type { LineFault } from './sourceFacts'

/** By column; a column that the line lacks is undefined or beyond the end. */
export type Cells = readonly (string | undefined)[]

export interface RowReader {
  /** May grow while lines are read. */
  readonly columnNames: readonly string[]
  /** The row that names the columns, as it stands in the file; null before it was read, and in a format without one. */
  readonly header: string | null
  /** Lines without a timestamp, such as those of a stack trace, which took that of the line above. */
  readonly carriedLines: number
  readLine(line: string, lineNumber: number): void
  /** No line follows. */
  end(): void
}

export interface Row {
  /** By column. */
  names: readonly string[]
  cells: Cells
  /** The record as it stood in the file. */
  text: string
  /** Of its first line, counted from 1. */
  lineNumber: number
}

export interface RowSink {
  row(row: Row): void
  fault(fault: LineFault): void
  /** Nothing below this line can be trusted. */
  refuse(fault: LineFault): void
}

export function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
