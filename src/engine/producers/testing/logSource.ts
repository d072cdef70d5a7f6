/** Files as sources, for producers that read their text. */
import { utf8Length, writeUtf8 } from '../../../base/utf8'
import type { KeyColumn, Source } from '../../source'

/** One line each `everyMs`; column `first` is what stands before the first blank. */
export function logSource(lines: readonly string[], { everyMs, header = null }: { everyMs: number; header?: string | null }): Source {
  const lengths = Uint32Array.from(lines, utf8Length)
  let end = 0
  const ends = lengths.map((length) => (end += length))
  const bytes = new Uint8Array(end)
  for (const [at, line] of lines.entries()) writeUtf8(line, bytes, ends[at] - lengths[at])
  return {
    sourceId: 'log',
    offsetMs: Float64Array.from(lines, (_, at) => at * everyMs),
    bytes: lengths,
    keyColumns: new Map([['first', columnOf(lines.map((line) => line.split(' ')[0]))]]),
    spanMs: Math.max(0, lines.length - 1) * everyMs,
    text: { bytes, ends },
    header,
  }
}

function columnOf(cells: readonly string[]): KeyColumn {
  const values = [...new Set(cells)]
  return { values, valueIndex: Uint32Array.from(cells, (cell) => values.indexOf(cell)) }
}
