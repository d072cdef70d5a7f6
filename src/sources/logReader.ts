/** Log files: web servers' Common and Combined Log Format, and any other lines, which may begin with a timestamp. */
import { excerpt } from './sourceFacts'
import { leadingTimestamp } from './timeText'
import { withoutCarriageReturn } from './rowReader'
import type { RowReader, RowSink } from './rowReader'

/** Fields are looked for at the beginning of a line only, which keeps a gigantic line quick. */
const MATCHED_CHARACTERS_MAX = 65_536
const COMMON_LOG = /^(\S+) \S+ .*?\[([^\]]+)\] "(.*?)" (\d{3}|-) (\d+|-)(?: "(.*?)" "(.*?)")?/
const COMMON_LOG_COLUMNS = ['host', 'time', 'request', 'url', 'status', 'bytes', 'referer', 'agent']
const PLAIN_LOG_COLUMNS = ['first word', 'line', 'time']

export function isCommonLogLine(line: string): boolean {
  return COMMON_LOG.test(line.slice(0, MATCHED_CHARACTERS_MAX))
}

export function createCommonLogReader(sink: RowSink): RowReader {
  let columnNames = COMMON_LOG_COLUMNS.slice(0, 6)
  return {
    get columnNames() {
      return columnNames
    },
    header: null,
    carriedLines: 0,
    readLine(line, lineNumber) {
      const text = withoutCarriageReturn(line)
      if (text.trim() === '') return
      const match = COMMON_LOG.exec(text.slice(0, MATCHED_CHARACTERS_MAX))
      if (match === null) {
        sink.fault({ key: 'logLine', values: { line: lineNumber, text: excerpt(text) } })
        return
      }
      const [, host, time, request = '', status, bytes, referer, agent] = match
      if (referer !== undefined) columnNames = COMMON_LOG_COLUMNS
      const cells = [host, time, request, request.split(' ')[1] ?? request, status, bytes, referer, agent]
      sink.row({ names: columnNames, cells: cells.slice(0, columnNames.length), text, lineNumber })
    },
    end() {
      // Every line is a record of its own: nothing is left open.
    },
  }
}

/** @param firstTime the first timestamp of the file, for lines above it; null = the file has none. */
export function createPlainLogReader({ sink, firstTime }: { sink: RowSink; firstTime: string | null }): RowReader {
  let time = firstTime
  let carriedLines = 0
  const columnNames = PLAIN_LOG_COLUMNS.slice(0, firstTime === null ? 2 : 3)
  return {
    columnNames,
    header: null,
    get carriedLines() {
      return carriedLines
    },
    readLine(line, lineNumber) {
      const text = withoutCarriageReturn(line)
      if (text.trim() === '') return
      const found = firstTime === null ? null : leadingTimestamp(text)
      if (found !== null) time = found.text
      else if (firstTime !== null) carriedLines++
      const word = firstWord({ text, from: found?.endsAt ?? 0 })
      sink.row({ names: columnNames, cells: time === null ? [word, text] : [word, text, time], text, lineNumber })
    },
    end() {
      // Every line is a record of its own: nothing is left open.
    },
  }
}

/** The first word behind the timestamp: a host, a level, a process. */
function firstWord({ text, from }: { text: string; from: number }): string {
  return /[^\s,;|\])]\S{0,255}/.exec(text.slice(from, from + MATCHED_CHARACTERS_MAX))?.[0] ?? ''
}
