/** A pattern as a list of steps for `matchPattern`, made once and never changed. */
import { contains, type CharacterSet } from './characters'
import { parsePattern, type PatternNode, type Place } from './parsePattern'
import type { PatternFault } from './patternReader'

export type PatternStep =
  | { type: 'set'; ascii: Uint8Array; set: CharacterSet }
  | { type: 'place'; place: Place }
  /** Goes on in both places, preferably in `first`. */
  | { type: 'split'; first: number; second: number }
  | { type: 'jump'; to: number }
  /** Notes where a group begins (2 × its number) or ends (one more). */
  | { type: 'note'; slot: number }
  | { type: 'done' }

export interface Pattern {
  steps: readonly PatternStep[]
  /** Groups that are noted, not counting the whole. */
  groups: number
  /** The pattern, if it is one text without any choice; else null. */
  literal: string | null
}

const STEPS_MAX = 4_000
/** Also counts what leaves no step behind, such as an empty group repeated a thousand times. */
const VISITS_MAX = 20_000
const ASCII = 128

interface Emitter {
  steps: PatternStep[]
  visits: number
}

export function compilePattern(text: string): Pattern | PatternFault {
  const parsed = parsePattern(text)
  if ('key' in parsed) return parsed
  const emitter: Emitter = { steps: [], visits: 0 }
  emit(emitter, parsed.root)
  emitter.steps.push({ type: 'done' })
  if (isFull(emitter)) return { key: 'patternTooLarge', sign: String(STEPS_MAX) }
  return { steps: emitter.steps, groups: parsed.groups, literal: literalOf(parsed.root) }
}

function isFull({ steps, visits }: Emitter): boolean {
  return steps.length > STEPS_MAX || visits > VISITS_MAX
}

function emit(emitter: Emitter, node: PatternNode): void {
  emitter.visits++
  if (isFull(emitter)) return
  const { steps } = emitter
  switch (node.type) {
    case 'set':
      steps.push({ type: 'set', set: node.set, ascii: Uint8Array.from({ length: ASCII }, (_, code) => Number(contains(node.set, code))) })
      return
    case 'place':
      steps.push(node)
      return
    case 'sequence':
      for (const part of node.parts) emit(emitter, part)
      return
    case 'group':
      steps.push({ type: 'note', slot: 2 * node.index })
      emit(emitter, node.body)
      steps.push({ type: 'note', slot: 2 * node.index + 1 })
      return
    case 'either':
      emitEither(emitter, node.branches)
      return
    case 'repeat':
      emitRepeat(emitter, node)
  }
}

function emitEither(emitter: Emitter, branches: readonly PatternNode[]): void {
  const { steps } = emitter
  const ends: { type: 'jump'; to: number }[] = []
  for (const [index, branch] of branches.entries()) {
    const isLast = index === branches.length - 1
    const split = { type: 'split' as const, first: steps.length + 1, second: 0 }
    if (!isLast) steps.push(split)
    emit(emitter, branch)
    if (isLast) break
    const end = { type: 'jump' as const, to: 0 }
    ends.push(end)
    steps.push(end)
    split.second = steps.length
  }
  for (const end of ends) end.to = steps.length
}

function emitRepeat(emitter: Emitter, { body, min, max, greedy }: Extract<PatternNode, { type: 'repeat' }>): void {
  const { steps } = emitter
  for (let count = 0; count < min && !isFull(emitter); count++) emit(emitter, body)
  if (max === null) {
    const loop = steps.length
    const leave = choice(emitter, greedy)
    emit(emitter, body)
    steps.push({ type: 'jump', to: loop })
    leave(steps.length)
    return
  }
  const leaves: ((to: number) => void)[] = []
  for (let count = min; count < max && !isFull(emitter); count++) {
    leaves.push(choice(emitter, greedy))
    emit(emitter, body)
  }
  for (const leave of leaves) leave(steps.length)
}

/** Once more, or not. @returns where to say what comes after the last time. */
function choice({ steps }: Emitter, greedy: boolean): (to: number) => void {
  const split = { type: 'split' as const, first: steps.length + 1, second: steps.length + 1 }
  steps.push(split)
  return (to) => {
    if (greedy) split.second = to
    else split.first = to
  }
}

function literalOf(node: PatternNode): string | null {
  if (node.type !== 'sequence') return null
  let text = ''
  for (const part of node.parts) {
    const ranges = part.type === 'set' && !part.set.negated ? part.set.ranges : []
    if (ranges.length !== 1 || ranges[0][0] !== ranges[0][1]) return null
    text += String.fromCodePoint(ranges[0][0])
  }
  return text
}
