/** What stands in square brackets, and what stands behind a backslash. */
import { classNamed, oneCharacter, unionOf, type CharacterSet } from './characters'
import { fail, takes, type PatternReader } from './patternReader'

const CONTROLS: Readonly<Record<string, number>> = { t: 0x09, n: 0x0a, r: 0x0d, f: 0x0c, a: 0x07, e: 0x1b }

/** Behind `\`. */
export function readEscape(reader: PatternReader): CharacterSet {
  const letter = String.fromCodePoint(reader.text.codePointAt(reader.at) ?? 0x5c)
  const named = classNamed(letter)
  const hex = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))/.exec(reader.text.slice(reader.at, reader.at + 5))
  if (reader.at >= reader.text.length) fail(reader, 'patternSyntax', '\\')
  else if (hex !== null) {
    reader.at += hex[0].length
    return oneCharacter(parseInt(hex[1] ?? hex[2], 16))
  } else if (/[A-Za-z0-9]/.test(letter) && named === null && CONTROLS[letter] === undefined) fail(reader, 'patternFeature', `\\${letter}`)
  else reader.at += letter.length
  return named ?? oneCharacter(CONTROLS[letter] ?? letter.codePointAt(0) ?? 0)
}

/** Behind `[`. Java's unions and intersections of classes are refused. */
export function readClass(reader: PatternReader): CharacterSet {
  const negated = takes(reader, '^')
  const members: CharacterSet[] = []
  while (reader.at < reader.text.length && reader.text[reader.at] !== ']') {
    const first = readMember(reader)
    const from = singleOf(first)
    const next = reader.text[reader.at + 1] ?? ']'
    if (from === null || reader.text[reader.at] !== '-' || next === ']' || next === '[') {
      members.push(first)
      continue
    }
    reader.at++
    const to = singleOf(readMember(reader))
    if (to === null || to < from) fail(reader, 'patternSyntax', '-')
    else members.push({ ranges: [[from, to]], negated: false })
  }
  if (members.length === 0 || !takes(reader, ']')) fail(reader, 'patternSyntax', '[')
  return { ranges: unionOf(members), negated }
}

function readMember(reader: PatternReader): CharacterSet {
  if (takes(reader, '\\')) return readEscape(reader)
  if (reader.text.startsWith('[', reader.at) || reader.text.startsWith('&&', reader.at)) {
    fail(reader, 'patternFeature', reader.text.slice(reader.at, reader.at + 2))
  }
  const code = reader.text.codePointAt(reader.at) ?? 0
  reader.at += code > 0xffff ? 2 : 1
  return oneCharacter(code)
}

function singleOf({ ranges, negated }: CharacterSet): number | null {
  return !negated && ranges.length === 1 && ranges[0][0] === ranges[0][1] ? ranges[0][0] : null
}
