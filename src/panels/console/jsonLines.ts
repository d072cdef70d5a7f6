/** Pretty-printed JSON as lines that know where in the value they are. */
import type { Json, Path } from './draft'

export interface JsonLine {
  depth: number
  path: Path
  /** Of the member; null in a list and for the whole. */
  name: string | null
  /** A scalar; undefined on lines that only open or close. */
  value: string | number | boolean | null | undefined
  bracket: string
  hasComma: boolean
}

/** Beyond this nobody reads. */
const LINES_MADE_MAX = 5_000

export function jsonLines(value: Json): JsonLine[] {
  const lines: JsonLine[] = []
  add({ value, path: [], name: null, hasComma: false }, lines)
  return lines
}

function add({ value, path, name, hasComma }: { value: Json; path: Path; name: string | null; hasComma: boolean }, lines: JsonLine[]): void {
  if (lines.length >= LINES_MADE_MAX) return
  const line = { depth: path.length, path, name, value: undefined, hasComma: false }
  if (typeof value !== 'object' || value === null) {
    lines.push({ ...line, value, bracket: '', hasComma })
    return
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const entries: [string | number, Json][] = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value)
  if (entries.length === 0) {
    lines.push({ ...line, bracket: open + close, hasComma })
    return
  }
  lines.push({ ...line, bracket: open })
  entries.forEach(([step, item], index) => {
    add({ value: item, path: [...path, step], name: typeof step === 'string' ? step : null, hasComma: index < entries.length - 1 }, lines)
  })
  lines.push({ ...line, name: null, bracket: close, hasComma })
}
