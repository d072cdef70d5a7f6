/** Reads a regular expression as the agent's Java does, as far as it can be matched in one sweep; the rest is named and refused. */
import { ignoringCase, LINE_TERMINATORS, oneCharacter, type CharacterSet } from './characters'
import { readClass, readEscape } from './characterClass'
import { fail, takes, type PatternFault, type PatternReader } from './patternReader'

export type PatternNode =
  | { type: 'set'; set: CharacterSet }
  | { type: 'sequence'; parts: PatternNode[] }
  | { type: 'either'; branches: PatternNode[] }
  | { type: 'group'; index: number; body: PatternNode }
  /** `max` null: without end. */
  | { type: 'repeat'; body: PatternNode; min: number; max: number | null; greedy: boolean }
  | { type: 'place'; place: Place }

/** Where in the text: `^`, before a last line end (`$`), the very end, between word and other characters, not there. */
export type Place = 'start' | 'beforeEnd' | 'end' | 'wordEdge' | 'noWordEdge'

const DEPTH_MAX = 50
export const REPEAT_MAX = 1_000
export const PATTERN_CHARACTERS_MAX = 2_000

export interface ParsedPattern {
  root: PatternNode
  groups: number
}

export function parsePattern(text: string): ParsedPattern | PatternFault {
  const reader: PatternReader = { text, at: 0, groups: 0, depth: 0, ignoreCase: false, dotAll: false, fault: null }
  if (text.length > PATTERN_CHARACTERS_MAX) return { key: 'patternTooLarge', sign: String(text.length) }
  readFlags(reader)
  const root = readEither(reader)
  if (reader.at < text.length) fail(reader, 'patternSyntax', text[reader.at] ?? '')
  return reader.fault ?? { root, groups: reader.groups }
}

/** `(?i)` and `(?s)`, at the beginning only. */
function readFlags(reader: PatternReader): void {
  const flags = /^\(\?([is]+)\)/.exec(reader.text)
  if (flags === null) return
  reader.at = flags[0].length
  reader.ignoreCase = flags[1].includes('i')
  reader.dotAll = flags[1].includes('s')
}

function readEither(reader: PatternReader): PatternNode {
  const branches = [readSequence(reader)]
  while (takes(reader, '|')) branches.push(readSequence(reader))
  return branches.length === 1 ? branches[0] : { type: 'either', branches }
}

function readSequence(reader: PatternReader): PatternNode {
  const parts: PatternNode[] = []
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at])) {
    if (takes(reader, '\\Q')) parts.push(...readQuoted(reader))
    else parts.push(readAtom(reader))
    const last = parts.pop()
    if (last !== undefined) parts.push(readQuantifier(reader, last))
  }
  return { type: 'sequence', parts }
}

function readQuoted(reader: PatternReader): PatternNode[] {
  const end = reader.text.indexOf('\\E', reader.at)
  const quoted = reader.text.slice(reader.at, end < 0 ? undefined : end)
  reader.at = end < 0 ? reader.text.length : end + 2
  return Array.from(quoted, (character) => setNode(reader, oneCharacter(character.codePointAt(0) ?? 0)))
}

function readAtom(reader: PatternReader): PatternNode {
  if (takes(reader, '(')) return readGroup(reader)
  if (takes(reader, '[')) return setNode(reader, readClass(reader))
  if (takes(reader, '.')) return { type: 'set', set: { ranges: reader.dotAll ? [] : LINE_TERMINATORS, negated: true } }
  if (takes(reader, '^')) return { type: 'place', place: 'start' }
  if (takes(reader, '$')) return { type: 'place', place: 'beforeEnd' }
  if (takes(reader, '\\')) {
    const place = readPlace(reader)
    return place ?? setNode(reader, readEscape(reader))
  }
  const code = reader.text.codePointAt(reader.at) ?? 0
  const sign = String.fromCodePoint(code)
  if ('*+?{'.includes(sign)) fail(reader, 'patternSyntax', sign)
  reader.at += sign.length
  return setNode(reader, oneCharacter(code))
}

const PLACES: Readonly<Record<string, Place>> = { A: 'start', Z: 'beforeEnd', z: 'end', b: 'wordEdge', B: 'noWordEdge' }

function readPlace(reader: PatternReader): PatternNode | null {
  const place = PLACES[reader.text[reader.at] ?? '']
  if (place === undefined) return null
  reader.at++
  return { type: 'place', place }
}

function setNode(reader: PatternReader, set: CharacterSet): PatternNode {
  return { type: 'set', set: reader.ignoreCase ? ignoringCase(set) : set }
}

function readGroup(reader: PatternReader): PatternNode {
  const opening = /^(\?:|\?<[A-Za-z][A-Za-z0-9]*>)?/.exec(reader.text.slice(reader.at))?.[0] ?? ''
  const isPlain = opening === '?:'
  reader.at += opening.length
  if (opening === '' && takes(reader, '?')) fail(reader, 'patternFeature', reader.text.slice(reader.at - 2, reader.at + 1))
  if (++reader.depth > DEPTH_MAX) fail(reader, 'patternTooLarge', '(')
  const index = isPlain ? 0 : ++reader.groups
  const body = readEither(reader)
  if (!takes(reader, ')')) fail(reader, 'patternSyntax', '(')
  reader.depth--
  return isPlain ? body : { type: 'group', index, body }
}

function readQuantifier(reader: PatternReader, atom: PatternNode): PatternNode {
  const bounds = readBounds(reader)
  if (bounds === null) return atom
  const lazy = takes(reader, '?')
  if (!lazy && takes(reader, '+')) fail(reader, 'patternFeature', '++')
  return { type: 'repeat', body: atom, ...bounds, greedy: !lazy }
}

function readBounds(reader: PatternReader): { min: number; max: number | null } | null {
  if (takes(reader, '*')) return { min: 0, max: null }
  if (takes(reader, '+')) return { min: 1, max: null }
  if (takes(reader, '?')) return { min: 0, max: 1 }
  if (reader.text[reader.at] !== '{') return null
  const counted = /^\{(\d{1,9})(,(\d{1,9})?)?\}/.exec(reader.text.slice(reader.at, reader.at + 24))
  if (counted === null) {
    fail(reader, 'patternSyntax', '{')
    return null
  }
  reader.at += counted[0].length
  const min = Number(counted[1])
  const max = counted[2] === undefined ? min : counted[3] === undefined ? null : Number(counted[3])
  if (min > REPEAT_MAX || (max ?? 0) > REPEAT_MAX) fail(reader, 'patternTooLarge', counted[0])
  else if (max !== null && max < min) fail(reader, 'patternSyntax', counted[0])
  return { min, max }
}
