/** The ways in which made-up partition keys are spread, and the one number that says how unevenly. */
import type { WorkloadKeys } from '../../engine/commands'

/** All but those of a file, which has as many keys as it has. */
export type MadeUpKeys = Exclude<WorkloadKeys, { kind: 'source' }>

export const MADE_UP_KEY_KINDS: readonly MadeUpKeys['kind'][] = ['uniform', 'zipf', 'hot', 'hotSet', 'sequential']
/** After keys of a file, which leave no number behind. */
const KEY_COUNT_DEFAULT = 1_000
const ZIPF_DEFAULT_HUNDREDTHS = 100
const HOT_DEFAULT_PERCENT = 40
const HOT_SET_DEFAULT_PERCENT = 80
const HOT_KEYS_DEFAULT = 10

export function keysOfKind(kind: MadeUpKeys['kind'], before: WorkloadKeys): MadeUpKeys {
  const keyCount = before.kind === 'source' ? KEY_COUNT_DEFAULT : before.keyCount
  switch (kind) {
    case 'uniform':
    case 'sequential':
      return { kind, keyCount }
    case 'zipf':
      return { kind, keyCount, exponentHundredths: ZIPF_DEFAULT_HUNDREDTHS }
    case 'hot':
      return { kind, keyCount, hotPercent: HOT_DEFAULT_PERCENT }
    case 'hotSet':
      return { kind, keyCount, hotKeys: Math.min(HOT_KEYS_DEFAULT, keyCount), hotPercent: HOT_SET_DEFAULT_PERCENT }
  }
}

/** Zipf's exponent, or the hot keys' percent; null where no key is more frequent than another. */
export function skewOf(keys: MadeUpKeys): number | null {
  switch (keys.kind) {
    case 'uniform':
    case 'sequential':
      return null
    case 'zipf':
      return keys.exponentHundredths / 100
    case 'hot':
    case 'hotSet':
      return keys.hotPercent
  }
}

export function withSkew(keys: MadeUpKeys, skew: number): MadeUpKeys {
  switch (keys.kind) {
    case 'uniform':
    case 'sequential':
      return keys
    case 'zipf':
      return { ...keys, exponentHundredths: Math.round(skew * 100) }
    case 'hot':
    case 'hotSet':
      return { ...keys, hotPercent: Math.round(skew) }
  }
}

export function withKeyCount(keys: MadeUpKeys, keyCount: number): MadeUpKeys {
  return keys.kind === 'hotSet' ? { ...keys, keyCount, hotKeys: Math.min(keys.hotKeys, keyCount) } : { ...keys, keyCount }
}
