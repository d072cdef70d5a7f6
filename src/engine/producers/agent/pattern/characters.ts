/** Sets of characters as a pattern names them: Java's, which knows ASCII alone unless told otherwise. */

/** First and last code point of each range, in any order, perhaps overlapping. */
export type Ranges = readonly (readonly [first: number, last: number])[]

export interface CharacterSet {
  ranges: Ranges
  negated: boolean
}

export const CODE_POINT_MAX = 0x10_ffff
const DIGITS: Ranges = [[0x30, 0x39]]
const WORD: Ranges = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]
const SPACE: Ranges = [[0x09, 0x0d], [0x20, 0x20]]
const HORIZONTAL: Ranges = [[0x09, 0x09], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x180e, 0x180e], [0x2000, 0x200a], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000]]
/** What `.` is not, and before which `$` is the end. */
export const LINE_TERMINATORS: Ranges = [[0x0a, 0x0a], [0x0d, 0x0d], [0x85, 0x85], [0x2028, 0x2029]]

const CLASSES: Readonly<Record<string, Ranges>> = { d: DIGITS, w: WORD, s: SPACE, h: HORIZONTAL }

/** @param letter of `\d`, `\W` and the like. */
export function classNamed(letter: string): CharacterSet | null {
  const ranges = CLASSES[letter.toLowerCase()]
  return ranges === undefined ? null : { ranges, negated: letter !== letter.toLowerCase() }
}

export function oneCharacter(code: number): CharacterSet {
  return { ranges: [[code, code]], negated: false }
}

export function contains({ ranges, negated }: CharacterSet, code: number): boolean {
  for (const [first, last] of ranges) if (code >= first && code <= last) return !negated
  return negated
}

/** All that is in one of them. */
export function unionOf(sets: readonly CharacterSet[]): Ranges {
  return sets.flatMap((set) => (set.negated ? complement(set.ranges) : set.ranges))
}

/** `(?i)`: letters of ASCII in both cases. */
export function ignoringCase({ ranges, negated }: CharacterSet): CharacterSet {
  const added: [number, number][] = []
  for (let upper = 0x41; upper <= 0x5a; upper++) {
    const lower = upper + 0x20
    if (isWithin(ranges, upper)) added.push([lower, lower])
    if (isWithin(ranges, lower)) added.push([upper, upper])
  }
  return { ranges: [...ranges, ...added], negated }
}

export function isWordCharacter(code: number): boolean {
  return isWithin(WORD, code)
}

export function isLineTerminator(code: number): boolean {
  return isWithin(LINE_TERMINATORS, code)
}

function isWithin(ranges: Ranges, code: number): boolean {
  return contains({ ranges, negated: false }, code)
}

function complement(ranges: Ranges): Ranges {
  const sorted = ranges.toSorted(([one], [other]) => one - other)
  const gaps: [number, number][] = []
  let next = 0
  for (const [first, last] of sorted) {
    if (first > next) gaps.push([next, first - 1])
    next = Math.max(next, last + 1)
  }
  if (next <= CODE_POINT_MAX) gaps.push([next, CODE_POINT_MAX])
  return gaps
}
