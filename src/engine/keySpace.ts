/**
 * Partition keys as 32-bit ids. Made-up traffic uses numbered keys (`user-17`), hashed without making their text;
 * files and API calls bring lists of keys, hashed once; keys that some client draws at random follow from their number.
 * Ids of different spaces do not meet.
 */
import { assert, ensure } from '../base/assert'
import { share } from '../base/plainData'
import { fromWords, intoWords } from '../kinesis/hashKey'
import { md5OfNumbered, md5OfText } from '../kinesis/md5'
import { randomDoubleText } from './randomDouble'

export const NUMBERED_PREFIX = 'user-'
const NUMBERED_COUNT = 2 ** 31
/** Hash keys remembered for each space: 16 bytes a key. */
const REMEMBERED_KEYS_MAX = 2 ** 18
const KEY_IDS_MAX = 2 ** 32
const RANDOM_DOUBLES = 'random doubles'
/** As many random keys there are: so many that two records hardly ever share one. */
export const RANDOM_DOUBLES_COUNT = 2 ** 28

/** Never changes once made, so copies of the world share it. */
export interface KeySpace {
  base: number
  count: number
  /** What it was made for: `numbered`, `random doubles`, or a source's column. */
  name: string
  /** Null for keys that follow from their number. */
  values: readonly string[] | null
}

export interface Keys {
  spaces: KeySpace[]
  /** Keys named by API calls, to id; those with an explicit hash key by it, a space and the key. */
  named: Map<string, number>
  namedExplicitly: Map<string, number>
  /** By id; null once given back. */
  namedEntries: (NamedKey | null)[]
  /** Indexes of those that were given back. */
  freeEntries: number[]
  /** How many named keys make a look worthwhile, see `keySweep`. */
  sweepAt: number
}

interface NamedKey {
  /** Empty where the call gave none. */
  partitionKey: string
  explicitHashKey: bigint | null
}

const NAMED_BASE = NUMBERED_COUNT
export const NAMED_COUNT = 2 ** 24

export function createKeys(): Keys {
  return {
    spaces: [share({ base: 0, count: NUMBERED_COUNT, name: 'numbered', values: null })],
    named: new Map(),
    namedExplicitly: new Map(),
    namedEntries: [],
    freeEntries: [],
    sweepAt: 2 ** 20,
  }
}

/** @returns the space of these values, made at first use. */
export function openKeySpace(keys: Keys, name: string, values: readonly string[]): KeySpace {
  return keys.spaces.find((space) => space.name === name) ?? addSpace(keys, { count: values.length, name, values: share(values as string[]) })
}

/** @returns the space of the texts of random doubles, as the Kinesis Agent draws its keys, made at first use. */
export function openRandomDoubles(keys: Keys): KeySpace {
  return keys.spaces.find(({ name }) => name === RANDOM_DOUBLES) ?? addSpace(keys, { count: RANDOM_DOUBLES_COUNT, name: RANDOM_DOUBLES, values: null })
}

function addSpace(keys: Keys, wanted: Omit<KeySpace, 'base'>): KeySpace {
  const last = keys.spaces[keys.spaces.length - 1]
  const base = keys.spaces.length === 1 ? NAMED_BASE + NAMED_COUNT : last.base + last.count
  assert(base + wanted.count <= KEY_IDS_MAX, `no key ids left for ${wanted.name}`)
  const space = share({ base, ...wanted })
  keys.spaces.push(space)
  return space
}

/** Id of a key that an API call names; an explicit hash key makes it another one. */
export function nameKey(keys: Keys, partitionKey: string, explicitHashKey: bigint | null): number {
  const [names, name] = namesFor(keys, partitionKey, explicitHashKey)
  let id = names.get(name)
  if (id === undefined) {
    const index = keys.freeEntries.pop() ?? keys.namedEntries.length
    assert(index < NAMED_COUNT, 'no key ids left for API calls')
    id = NAMED_BASE + index
    names.set(name, id)
    keys.namedEntries[index] = { partitionKey, explicitHashKey }
  }
  return id
}

/** Gives a key the place that it had when the keys were saved. */
export function placeKey(keys: Keys, index: number, entry: NamedKey): void {
  const [names, name] = namesFor(keys, entry.partitionKey, entry.explicitHashKey)
  names.set(name, NAMED_BASE + index)
  keys.namedEntries[index] = entry
}

function namesFor(keys: Keys, partitionKey: string, explicitHashKey: bigint | null): [Map<string, number>, string] {
  return explicitHashKey === null ? [keys.named, partitionKey] : [keys.namedExplicitly, `${explicitHashKey} ${partitionKey}`]
}

function isNamed(keyId: number): boolean {
  return keyId >= NAMED_BASE && keyId < NAMED_BASE + NAMED_COUNT
}

/** @returns place of a key among those that API calls named; negative for others. */
export function namedIndexOf(keyId: number): number {
  return keyId - NAMED_BASE
}

/** Gives back the ids of keys that are not marked in `used`, which goes by `namedIndexOf`. */
export function forgetNamed(keys: Keys, used: Uint8Array): void {
  keys.namedEntries.forEach((entry, index) => {
    if (entry === null || used[index] === 1) return
    const [names, name] = namesFor(keys, entry.partitionKey, entry.explicitHashKey)
    names.delete(name)
    keys.namedEntries[index] = null
    keys.freeEntries.push(index)
  })
}

function namedOf(keys: Keys, keyId: number): NamedKey {
  return ensure(keys.namedEntries[keyId - NAMED_BASE], 'name of a key')
}

function spaceOf(keys: Keys, keyId: number): KeySpace | null {
  return keys.spaces.find((space) => keyId >= space.base && keyId - space.base < space.count) ?? null
}

export function partitionKeyOf(keys: Keys, keyId: number): string {
  if (isNamed(keyId)) return namedOf(keys, keyId).partitionKey
  const space = ensure(spaceOf(keys, keyId), 'space of a key')
  if (space.values !== null) return space.values[keyId - space.base]
  return space.name === RANDOM_DOUBLES ? randomDoubleText(keyId - space.base) : NUMBERED_PREFIX + keyId
}

const remembered = new WeakMap<KeySpace, Uint32Array>()
const scratch = new Uint32Array(4)

/** Where four words of a hash key stand: `words[at … at+3]`, most significant first. Valid until the next call. */
export interface HashWords {
  words: Uint32Array
  at: number
}

const found: HashWords = { words: scratch, at: 0 }

/** Hashes keys of one batch; consecutive ids of one space cost no search. */
export function hashWordsOf(keys: Keys, keyId: number): HashWords {
  if (keyId < NUMBERED_COUNT) {
    if (keyId >= REMEMBERED_KEYS_MAX) return hashNumbered(keyId)
    return recall(keys.spaces[0], keyId)
  }
  if (!isNamed(keyId)) {
    const space = ensure(spaceOf(keys, keyId), 'space of a key')
    return space.name === RANDOM_DOUBLES ? hashRandomDouble(keyId - space.base) : recall(space, keyId - space.base)
  }
  const { partitionKey, explicitHashKey } = namedOf(keys, keyId)
  if (explicitHashKey === null) md5OfText(partitionKey, scratch, 0)
  else intoWords(explicitHashKey, scratch, 0)
  found.words = scratch
  found.at = 0
  return found
}

function hashNumbered(keyId: number): HashWords {
  md5OfNumbered(NUMBERED_PREFIX, keyId, scratch, 0)
  found.words = scratch
  found.at = 0
  return found
}

/** None is met often enough to be worth remembering. */
function hashRandomDouble(index: number): HashWords {
  md5OfText(randomDoubleText(index), scratch, 0)
  found.words = scratch
  found.at = 0
  return found
}

function recall(space: KeySpace, index: number): HashWords {
  let words = remembered.get(space)
  if (words === undefined) {
    words = new Uint32Array(4 * Math.min(space.count, REMEMBERED_KEYS_MAX))
    remembered.set(space, words)
  }
  const at = 4 * index
  if (at >= words.length) {
    md5OfText((space.values as readonly string[])[index], scratch, 0)
    found.words = scratch
    found.at = 0
    return found
  }
  // Four zero words mean "not hashed yet": no key is known whose MD5 is zero.
  if ((words[at] | words[at + 1] | words[at + 2] | words[at + 3]) === 0) {
    if (space.values === null) md5OfNumbered(NUMBERED_PREFIX, index, words, at)
    else md5OfText(space.values[index], words, at)
  }
  found.words = words
  found.at = at
  return found
}

export function hashKeyOfId(keys: Keys, keyId: number): bigint {
  const { words, at } = hashWordsOf(keys, keyId)
  return fromWords(words, at)
}
