/** What the API's model says of a value, for the hint beside its field. Pure: keys and values of the namespace `console`. */
import type { Shape } from '../../kinesis/api/types'

export type ConstraintHint =
  | { key: 'hint.between' | 'hint.lengthBetween' | 'hint.entriesBetween' | 'hint.bytesBetween'; values: { min: number; max: number } }
  | { key: 'hint.atLeast'; values: { min: number } }
  | { key: 'hint.atMost' | 'hint.lengthAtMost' | 'hint.entriesAtMost' | 'hint.bytesAtMost'; values: { max: number } }
  | { key: 'hint.pattern'; values: { pattern: string } }

/** Longer ones explain nothing to a person. */
const PATTERN_SHOWN_MAX = 32

export function constraintHints(shape: Shape): ConstraintHint[] {
  const hints: ConstraintHint[] = []
  const { min = 0, max, pattern } = shape
  const words = WORDS[shape.type]
  if (words !== null && shape.enum === undefined) {
    if (max === undefined) {
      if (shape.min !== undefined && words.between === 'hint.between') hints.push({ key: 'hint.atLeast', values: { min } })
    } else if (min > 0) hints.push({ key: words.between, values: { min, max } })
    else hints.push({ key: words.atMost, values: { max } })
  }
  if (pattern !== undefined && pattern.length <= PATTERN_SHOWN_MAX) hints.push({ key: 'hint.pattern', values: { pattern } })
  return hints
}

const NUMBER = { between: 'hint.between', atMost: 'hint.atMost' } as const
const WORDS = {
  string: { between: 'hint.lengthBetween', atMost: 'hint.lengthAtMost' },
  integer: NUMBER,
  long: NUMBER,
  blob: { between: 'hint.bytesBetween', atMost: 'hint.bytesAtMost' },
  list: { between: 'hint.entriesBetween', atMost: 'hint.entriesAtMost' },
  map: { between: 'hint.entriesBetween', atMost: 'hint.entriesAtMost' },
  boolean: null,
  timestamp: null,
  structure: null,
} as const
