/** CSV and TSV: a header row, then rows of as many cells; a quoted cell may hold delimiters, quotes and line breaks. */
import { MIB } from '../base/units'
import { cellsOfQuoted } from './quotedCells'
import { withoutCarriageReturn } from './rowReader'
import type { RowReader, RowSink } from './rowReader'

export interface CsvForm {
  delimiter: string
  quoting: boolean
}

/** A quote that is still open after so much text was never meant to be one. */
const OPEN_RECORD_CHARACTERS_MAX = MIB
/** How much text may be read a second time, over the whole file, after such a quote. */
const REREAD_CHARACTERS_MAX = 64 * MIB

interface OpenRecord {
  lines: string[]
  lineNumber: number
  characters: number
}

export function createCsvReader({ form, sink }: { form: CsvForm; sink: RowSink }): RowReader {
  let header: string[] | null = null
  let headerText: string | null = null
  let open: OpenRecord | null = null
  /** Lines to be read before the next one of the file, the next one last. */
  const waiting: { line: string; lineNumber: number }[] = []
  let rereadCharacters = 0

  function readWaiting(): void {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) takeLine(next.line, next.lineNumber)
  }

  function takeLine(line: string, lineNumber: number): void {
    const startsInside = open !== null
    if (!startsInside && !(form.quoting && line.includes('"'))) {
      readRecord(withoutCarriageReturn(line), lineNumber)
      return
    }
    open ??= { lines: [], lineNumber, characters: 0 }
    open.lines.push(line)
    open.characters += line.length + 1
    const state = quoteState({ text: withoutCarriageReturn(line), delimiter: form.delimiter, startsInside })
    if (state === 'closed') {
      const { lines, lineNumber: firstLineNumber } = open
      open = null
      readRecord(withoutCarriageReturn(lines.join('\n')), firstLineNumber)
    } else if (state === 'broken' || open.characters > OPEN_RECORD_CHARACTERS_MAX) {
      giveUp(open)
    }
  }

  /** The first line of the record is at fault; the lines below it are read anew. */
  function giveUp(record: OpenRecord): void {
    open = null
    rereadCharacters += record.characters
    const fault = { key: 'csvQuote', values: { line: record.lineNumber } } as const
    if (header === null || rereadCharacters > REREAD_CHARACTERS_MAX) {
      waiting.length = 0
      sink.refuse(fault)
      return
    }
    sink.fault(fault)
    for (let at = record.lines.length - 1; at > 0; at--) {
      waiting.push({ line: record.lines[at] ?? '', lineNumber: record.lineNumber + at })
    }
  }

  function readRecord(text: string, lineNumber: number): void {
    if (text.trim() === '' && !text.includes(form.delimiter)) return
    const cells = splitCells({ text, form })
    if (cells === null) {
      const fault = { key: 'csvQuote', values: { line: lineNumber } } as const
      if (header === null) sink.refuse(fault)
      else sink.fault(fault)
    } else if (header === null) {
      header = nameColumns(cells)
      headerText = text
    } else if (cells.length !== header.length) {
      sink.fault({ key: 'csvColumns', values: { line: lineNumber, expected: header.length, found: cells.length } })
    } else {
      sink.row({ names: header, cells, text, lineNumber })
    }
  }

  return {
    get columnNames() {
      return header ?? []
    },
    get header() {
      return headerText
    },
    carriedLines: 0,
    readLine(line, lineNumber) {
      waiting.push({ line, lineNumber })
      readWaiting()
    },
    end() {
      while (open !== null) {
        giveUp(open)
        readWaiting()
      }
    },
  }
}

/** @returns the cells of one whole record; null when its quotes make no sense. */
export function splitCells({ text, form }: { text: string; form: CsvForm }): string[] | null {
  if (!form.quoting || !text.includes('"')) return text.split(form.delimiter)
  return cellsOfQuoted(text, form.delimiter)
}

type QuoteState = 'closed' | 'open' | 'broken'

/** Whether a quoted cell is still open where the line ends; a quote counts as one at the beginning of a cell only. */
function quoteState({ text, delimiter, startsInside }: { text: string; delimiter: string; startsInside: boolean }): QuoteState {
  let inside = startsInside
  let at = 0
  while (at <= text.length) {
    if (!inside) {
      if (text[at] !== '"') {
        const next = text.indexOf(delimiter, at)
        if (next < 0) return 'closed'
        at = next + 1
        continue
      }
      at++
    }
    const quote = text.indexOf('"', at)
    if (quote < 0) return 'open'
    if (text[quote + 1] === '"') {
      inside = true
      at = quote + 2
      continue
    }
    at = quote + 1
    while (text[at] === ' ') at++
    if (at >= text.length) return 'closed'
    if (text[at] !== delimiter) return 'broken'
    inside = false
    at++
  }
  return inside ? 'open' : 'closed'
}

/** Every column gets a name of its own: an empty one its number, a repeated one its number behind it. */
function nameColumns(cells: readonly string[]): string[] {
  const taken = new Set<string>()
  return cells.map((cell, index) => {
    const wanted = cell.trim() || `#${index + 1}`
    const name = taken.has(wanted) ? `${wanted} #${index + 1}` : wanted
    taken.add(name)
    return name
  })
}
