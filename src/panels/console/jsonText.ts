/** JSON as a person types it: parsed, or the line and column of the first thing that does not fit. */
import type { Json } from './draft'

export interface JsonProblem {
  /** Both from 1; a column counts characters as an editor does. */
  line: number
  column: number
  found: 'end' | 'text' | 'notObject' | 'tooDeep'
}

export type ReadJson = { ok: true; value: Json } | { ok: false; problem: JsonProblem }

/** No input of the API nests deeper than six. */
const DEPTH_MAX = 64
const SPACE = /[ \t\n\r]*/y
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
 
const STRING_START = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y

export function readJson(text: string): ReadJson {
  const stop = firstFault(text)
  if (stop !== null) return { ok: false, problem: { ...placeOf(text, stop.at), found: stop.at >= text.length ? 'end' : stop.found } }
  const value = JSON.parse(text) as Json
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value }
  return { ok: false, problem: { ...placeOf(text, /\S/.exec(text)?.index ?? 0), found: 'notObject' } }
}

interface Fault {
  at: number
  found: 'text' | 'tooDeep'
}

/** Engines tell the place of an error each in its own words, and one of them not at all. @returns null for good JSON. */
function firstFault(text: string): Fault | null {
  let at = 0
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    at += found?.[0].length ?? 0
    return found !== null
  }
  const string = (): boolean => {
    const isOpen = skip(STRING_START)
    return isOpen && text[at] === '"' && ++at > 0
  }
  const value = (depth: number): Fault | null => {
    skip(SPACE)
    const opening = text[at]
    if (opening === '{' || opening === '[') {
      if (depth >= DEPTH_MAX) return { at, found: 'tooDeep' }
      return container(opening === '{' ? '}' : ']', depth)
    }
    const isRead = opening === '"' ? string() : skip(SCALAR)
    return isRead ? null : { at, found: 'text' }
  }
  const container = (closing: '}' | ']', depth: number): Fault | null => {
    at++
    skip(SPACE)
    if (text[at] === closing) {
      at++
      return null
    }
    for (;;) {
      skip(SPACE)
      if (closing === '}') {
        if (!string()) return { at, found: 'text' }
        skip(SPACE)
        if (text[at] !== ':') return { at, found: 'text' }
        at++
      }
      const fault = value(depth + 1)
      if (fault !== null) return fault
      skip(SPACE)
      const next = text[at]
      if (next !== ',' && next !== closing) return { at, found: 'text' }
      at++
      if (next === closing) return null
    }
  }
  const fault = value(0)
  if (fault !== null) return fault
  skip(SPACE)
  return at === text.length ? null : { at, found: 'text' }
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split(/\r\n|\n|\r/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
