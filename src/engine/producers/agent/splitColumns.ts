/** Cuts a text at each place that a pattern matches, as Java's `split` does. */
import type { Pattern } from './pattern/compilePattern'
import { findPattern } from './pattern/matchPattern'

/** Of a delimiter that is more than one text; what is behind the last one stays whole. */
export const PATTERN_COLUMNS_MAX = 1_000

/** @returns the columns; empty ones at the end are not among them. */
export function splitColumns(text: string, delimiter: Pattern): string[] {
  const columns = delimiter.literal === null || delimiter.literal === '' ? splitByPattern(text, delimiter) : text.split(delimiter.literal)
  // A text without any delimiter is one column, even an empty one.
  while (columns.length > 1 && columns.at(-1) === '') columns.pop()
  return columns[0] === '' && columns.length === 1 && text !== '' ? [] : columns
}

function splitByPattern(text: string, delimiter: Pattern): string[] {
  const columns: string[] = []
  let from = 0
  let searchFrom = 0
  while (columns.length < PATTERN_COLUMNS_MAX) {
    const match = searchFrom > text.length ? null : findPattern(delimiter, text, searchFrom)
    if (match === null) break
    searchFrom = match.end === match.start ? match.end + 1 : match.end
    // Nothing, matched at the very beginning, cuts off no empty column.
    if (match.end === 0) continue
    columns.push(text.slice(from, match.start))
    from = match.end
  }
  columns.push(text.slice(from))
  return columns
}
