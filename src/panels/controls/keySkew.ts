/** The three ways in which made-up partition keys are spread, and the one number that says how unevenly. */
import type { SyntheticWorkload } from '../../engine/commands'

export type Keys = SyntheticWorkload['keys']

export const KEY_KINDS: readonly Keys['kind'][] = ['uniform', 'zipf', 'hot']
const ZIPF_DEFAULT_HUNDREDTHS = 100
const HOT_DEFAULT_PERCENT = 40

export function keysOfKind(kind: Keys['kind'], keyCount: number): Keys {
  switch (kind) {
    case 'uniform':
      return { kind, keyCount }
    case 'zipf':
      return { kind, keyCount, exponentHundredths: ZIPF_DEFAULT_HUNDREDTHS }
    case 'hot':
      return { kind, keyCount, hotPercent: HOT_DEFAULT_PERCENT }
  }
}

/** Zipf's exponent, or the hot key's percent. */
export function skewOf(keys: Keys): number {
  switch (keys.kind) {
    case 'uniform':
      return 0
    case 'zipf':
      return keys.exponentHundredths / 100
    case 'hot':
      return keys.hotPercent
  }
}

export function withSkew(keys: Keys, skew: number): Keys {
  switch (keys.kind) {
    case 'uniform':
      return keys
    case 'zipf':
      return { ...keys, exponentHundredths: Math.round(skew * 100) }
    case 'hot':
      return { ...keys, hotPercent: Math.round(skew) }
  }
}
