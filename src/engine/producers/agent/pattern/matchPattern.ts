/**
 * Matches a text against a pattern and finds what Java finds: the leftmost way, each choice tried in its order. A step that
 * failed at one place of the text fails there again, so none is tried twice: the time grows with the text times the pattern,
 * whatever somebody writes.
 */
import { contains, isLineTerminator, isWordCharacter } from './characters'
import type { Pattern, PatternStep } from './compilePattern'
import type { Place } from './parsePattern'

/** Steps times characters: with more than that a text counts as one that does not match. */
export const PATTERN_WORK_MAX = 4_000_000

export interface PatternMatch {
  start: number
  end: number
  /** By group; null where it took no part. */
  groups: (string | null)[]
}

let tried = new Uint32Array(1_024)
const stack: number[] = []

/** The whole text, as `matches()`. */
export function matchWhole(pattern: Pattern, text: string): PatternMatch | null {
  return find({ pattern, text, from: 0, fixedStart: true, fixedEnd: true })
}

/** What the text begins with, as `lookingAt()`. A text that is too long is looked at as far as it may be. */
export function matchPrefix(pattern: Pattern, text: string): PatternMatch | null {
  const lengthMax = Math.floor(PATTERN_WORK_MAX / pattern.steps.length) - 1
  return find({ pattern, text: text.slice(0, lengthMax), from: 0, fixedStart: true, fixedEnd: false })
}

/** The first place at or behind `from`, as `find()`. */
export function findPattern(pattern: Pattern, text: string, from: number): PatternMatch | null {
  return find({ pattern, text, from, fixedStart: false, fixedEnd: false })
}

interface Search {
  pattern: Pattern
  text: string
  from: number
  fixedStart: boolean
  fixedEnd: boolean
}

function find({ pattern, text, from, fixedStart, fixedEnd }: Search): PatternMatch | null {
  const work = pattern.steps.length * (text.length - from + 1)
  if (work > PATTERN_WORK_MAX) return null
  const words = (work >> 5) + 1
  if (words > tried.length) tried = new Uint32Array(words)
  else tried.fill(0, 0, words)
  const notes = new Int32Array(2 * (pattern.groups + 1)).fill(-1)
  for (let start = from; start <= (fixedStart ? from : text.length); start++) {
    const end = run({ pattern, text, from, fixedEnd }, start, notes)
    if (end < 0) continue
    const groups = Array.from({ length: pattern.groups }, (_, index) => {
      const [begins, ends] = [notes[2 * index + 2], notes[2 * index + 3]]
      return begins < 0 || ends < 0 ? null : text.slice(begins, ends)
    })
    return { start, end, groups }
  }
  return null
}

/** @returns where the match ends, or -1; then `notes` are as they were. */
function run({ pattern, text, from, fixedEnd }: Omit<Search, 'fixedStart'>, start: number, notes: Int32Array): number {
  const { steps } = pattern
  stack.length = 0
  stack.push(0, start)
  while (stack.length > 0) {
    let at = stack.pop() ?? 0
    let step = stack.pop() ?? 0
    if (step < 0) {
      notes[-1 - step] = at
      continue
    }
    for (;;) {
      const place = steps.length * (at - from) + step
      const bit = 1 << (place & 31)
      if ((tried[place >> 5] & bit) !== 0) break
      tried[place >> 5] |= bit
      const what = steps[step]
      if (what.type === 'done') {
        if (!fixedEnd || at === text.length) return at
        break
      } else if (what.type === 'set') {
        const width = widthOf(what, text, at)
        if (width === 0) break
        at += width
        step++
      } else if (what.type === 'split') {
        stack.push(what.second, at)
        step = what.first
      } else if (what.type === 'jump') step = what.to
      else if (what.type === 'note') {
        stack.push(-1 - what.slot, notes[what.slot])
        notes[what.slot] = at
        step++
      } else if (isAt(what.place, text, at)) step++
      else break
    }
  }
  return -1
}

/** How much of the text the set takes: nothing if the character is not in it. */
function widthOf({ ascii, set }: Extract<PatternStep, { type: 'set' }>, text: string, at: number): number {
  if (at >= text.length) return 0
  const unit = text.charCodeAt(at)
  if (unit < ascii.length) return ascii[unit]
  const code = text.codePointAt(at) ?? unit
  if (!contains(set, code)) return 0
  return code > 0xffff ? 2 : 1
}

function isAt(place: Place, text: string, at: number): boolean {
  switch (place) {
    case 'start':
      return at === 0
    case 'end':
      return at === text.length
    case 'beforeEnd':
      return at === text.length || (at === text.length - 1 && isLineTerminator(text.charCodeAt(at)) && !text.endsWith('\r\n')) || (at === text.length - 2 && text.endsWith('\r\n'))
    case 'wordEdge':
      return isWordAt(text, at - 1) !== isWordAt(text, at)
    case 'noWordEdge':
      return isWordAt(text, at - 1) === isWordAt(text, at)
  }
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWordCharacter(text.charCodeAt(at))
}
