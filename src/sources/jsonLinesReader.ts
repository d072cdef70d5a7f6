/** JSON lines: one object a line. Objects inside it are flattened one level (`user.name`); what lies deeper stays JSON. */
import { excerpt } from './sourceFacts'
import type { RowReader, RowSink } from './rowReader'

/** Beyond so many different names further ones are not looked at. */
const NAMES_MAX = 1_000

export function createJsonLinesReader(sink: RowSink): RowReader {
  const columnNames: string[] = []
  const indexByName = new Map<string, number>()

  function put(cells: (string | undefined)[], name: string, value: unknown): void {
    let index = indexByName.get(name)
    if (index === undefined) {
      if (columnNames.length >= NAMES_MAX) return
      index = columnNames.push(name) - 1
      indexByName.set(name, index)
    }
    cells[index] = toText(value)
  }

  return {
    columnNames,
    header: null,
    carriedLines: 0,
    readLine(line, lineNumber) {
      const text = line.trim()
      if (text === '') return
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        sink.fault({ key: 'jsonSyntax', values: { line: lineNumber, message } })
        return
      }
      if (!isObject(value)) {
        sink.fault({ key: 'jsonNotObject', values: { line: lineNumber, text: excerpt(text) } })
        return
      }
      const cells = new Array<string | undefined>(columnNames.length).fill(undefined)
      for (const [name, member] of Object.entries(value)) {
        if (!isObject(member)) put(cells, name, member)
        else for (const [inner, innerMember] of Object.entries(member)) put(cells, `${name}.${inner}`, innerMember)
      }
      sink.row({ names: columnNames, cells, text, lineNumber })
    },
    end() {
      // Every line is a record of its own: nothing is left open.
    },
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return JSON.stringify(value)
}
