/** Looks at the beginning of an unknown file: which format it has, and which column tells the time. Reads every format. */
import { parseNumber } from './cellText'
import { createCsvReader, splitCells } from './csvReader'
import { guessTimeColumn } from './guessTimeColumn'
import { createJsonLinesReader } from './jsonLinesReader'
import { createCommonLogReader, createPlainLogReader, isCommonLogLine } from './logReader'
import { hasTimePunctuation } from './timeText'
import type { Format, ReadPlan } from './sourceForm'
import type { Cells, RowReader, RowSink } from './rowReader'

const SAMPLE_ROWS_MAX = 200
const SNIFFED_LINES_MAX = 20
const DELIMITERS = ['\t', ',', ';'] as const
const HEADER_CELL_CHARACTERS_MAX = 64

export function guessPlan({ lines, fileName }: { lines: readonly string[]; fileName: string }): ReadPlan {
  const format = detectFormat({ lines: lines.filter((line) => line.trim() !== ''), fileName })
  const { columnNames, rows } = readSample({ lines, format })
  const time = guessTimeColumn({ columnNames, rows })
  if (format.type !== 'plainLog') return { format, time }
  const firstTime = time === null ? null : (rows.map((row) => row[2] ?? '').find((cell) => cell !== '') ?? null)
  return { format: { type: 'plainLog', firstTime }, time }
}

export function createAnyReader({ format, sink }: { format: Format; sink: RowSink }): RowReader {
  switch (format.type) {
    case 'csv':
      return createCsvReader({ form: format, sink })
    case 'jsonLines':
      return createJsonLinesReader(sink)
    case 'commonLog':
      return createCommonLogReader(sink)
    case 'plainLog':
      return createPlainLogReader({ sink, firstTime: format.firstTime })
  }
}

/** @param lines none of them blank. */
function detectFormat({ lines, fileName }: { lines: readonly string[]; fileName: string }): Format {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const sniffed = lines.slice(0, SNIFFED_LINES_MAX).map((line) => line.trimEnd())
  if (extension === 'csv') return { type: 'csv', delimiter: commonestDelimiter(sniffed[0] ?? ''), quoting: true }
  if (extension === 'tsv' || extension === 'tab') return { type: 'csv', delimiter: '\t', quoting: true }
  if (['json', 'jsonl', 'ndjson'].includes(extension)) return { type: 'jsonLines' }
  if (isMost(sniffed, (line) => line.startsWith('{') && line.endsWith('}'))) return { type: 'jsonLines' }
  if (isMost(sniffed, isCommonLogLine)) return { type: 'commonLog' }
  const delimiter = extension === 'log' ? undefined : DELIMITERS.find((candidate) => isTable({ lines: sniffed, delimiter: candidate }))
  return delimiter === undefined ? { type: 'plainLog', firstTime: '' } : { type: 'csv', delimiter, quoting: true }
}

/** Whether the first line looks like a header, and most others have as many cells. */
function isTable({ lines, delimiter }: { lines: readonly string[]; delimiter: string }): boolean {
  const [header = '', ...rest] = lines
  const cells = splitCells({ text: header, form: { delimiter, quoting: true } }) ?? []
  const isHeader =
    cells.length > 1 &&
    new Set(cells).size === cells.length &&
    cells.every((cell) => cell.trim() !== '' && cell.length <= HEADER_CELL_CHARACTERS_MAX && Number.isNaN(parseNumber(cell)) && !hasTimePunctuation(cell))
  return isHeader && isMost(rest, (line) => splitCells({ text: line, form: { delimiter, quoting: true } })?.length === cells.length)
}

function commonestDelimiter(header: string): string {
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts, 2))] ?? ','
}

function isMost(lines: readonly string[], fits: (line: string) => boolean): boolean {
  return lines.length > 0 && lines.filter(fits).length * 2 > lines.length
}

function readSample({ lines, format }: { lines: readonly string[]; format: Format }): { columnNames: readonly string[]; rows: Cells[] } {
  const rows: Cells[] = []
  let refused = false
  const sink: RowSink = {
    row: ({ cells }) => rows.push(cells),
    fault: () => undefined,
    refuse: () => {
      refused = true
    },
  }
  const reader = createAnyReader({ format, sink })
  for (const [index, line] of lines.entries()) {
    if (refused || rows.length >= SAMPLE_ROWS_MAX) break
    reader.readLine(line, index + 1)
  }
  return { columnNames: reader.columnNames, rows }
}
