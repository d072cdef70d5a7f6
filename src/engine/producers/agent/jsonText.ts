/** JSON as the agent's Jackson writes it, to the byte: escapes in capitals, and a wide form of its own. */
import type { JsonFormat, JsonValue } from './settings'

/** Names may repeat; the last value stands in the place of the first. */
export type JsonFields = ReadonlyMap<string, JsonValue>

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' }
const INDENT = '  '

export function jsonText(fields: JsonFields, format: JsonFormat): string {
  return objectText(Array.from(fields), format, '')
}

function valueText(value: JsonValue, format: JsonFormat, indent: string): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return listText(value, format, indent)
  return objectText(Object.entries(value), format, indent)
}

function listText(values: readonly JsonValue[], format: JsonFormat, indent: string): string {
  const texts = values.map((value) => valueText(value, format, indent))
  if (format === 'COMPACT') return `[${texts.join(',')}]`
  return texts.length === 0 ? '[ ]' : `[ ${texts.join(', ')} ]`
}

function objectText(entries: readonly (readonly [string, JsonValue])[], format: JsonFormat, indent: string): string {
  if (format === 'COMPACT') return `{${entries.map(([name, value]) => `${quoted(name)}:${valueText(value, format, '')}`).join(',')}}`
  if (entries.length === 0) return '{ }'
  const inner = indent + INDENT
  const lines = entries.map(([name, value]) => `${inner}${quoted(name)} : ${valueText(value, format, inner)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

function quoted(text: string): string {
  let escaped = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0x20 && code !== 0x22 && code !== 0x5c) continue
    escaped += text.slice(from, at) + (SHORT_ESCAPES[text[at]] ?? `\\u00${code.toString(16).toUpperCase().padStart(2, '0')}`)
    from = at + 1
  }
  return `"${escaped}${text.slice(from)}"`
}
