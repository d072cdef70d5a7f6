/** Where a text stops being JSON, by RFC 8259: the same place on every host, which the parsers of hosts do not tell. */

export interface JsonFault {
  /** From 1. */
  line: number
  column: number
}

/** Documents of policies have six. */
const DEPTH_MAX = 32
const SPACE = /[ \t\n\r]*/y
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

interface Cursor {
  text: string
  at: number
}

/** @returns null for JSON. */
export function jsonFault(text: string): JsonFault | null {
  const cursor: Cursor = { text, at: 0 }
  const isRead = readValue(cursor, 0)
  if (isRead) skip(cursor, SPACE)
  if (isRead && cursor.at === text.length) return null
  const before = text.slice(0, cursor.at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Each reader leaves the cursor behind what it has read, or at the fault. */
function readValue(cursor: Cursor, depth: number): boolean {
  skip(cursor, SPACE)
  const head = cursor.text[cursor.at]
  if (head === '{' || head === '[') return depth < DEPTH_MAX && readList(cursor, depth + 1, head === '{')
  return skip(cursor, head === '"' ? TEXT : WORD) || (head !== '"' && skip(cursor, NUMBER))
}

function readList(cursor: Cursor, depth: number, isObject: boolean): boolean {
  cursor.at++
  const end = isObject ? '}' : ']'
  skip(cursor, SPACE)
  if (take(cursor, end)) return true
  for (;;) {
    if (isObject && !(skip(cursor, SPACE) && skip(cursor, TEXT) && skip(cursor, SPACE) && take(cursor, ':'))) return false
    if (!readValue(cursor, depth)) return false
    skip(cursor, SPACE)
    if (take(cursor, end)) return true
    if (!take(cursor, ',')) return false
  }
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false
  cursor.at++
  return true
}

/** @returns whether the text goes on like that; SPACE always does. */
function skip(cursor: Cursor, what: RegExp): boolean {
  what.lastIndex = cursor.at
  const found = what.exec(cursor.text)
  if (found === null) return false
  cursor.at += found[0].length
  return true
}
