/** Keys that API calls named as columns, for saving: millions of texts in JSON would be longer than a text can be. */
import { fromWords, intoWords } from '../kinesis/hashKey'
import { placeKey, type Keys } from './keySpace'

type KeysApart = 'named' | 'namedExplicitly' | 'namedEntries' | 'freeEntries'

export interface PackedKeys extends Omit<Keys, KeysApart> {
  /** Code units of all partition keys end to end; bytes where none needs more. */
  units: Uint8Array | Uint16Array
  /** Where each one ends. */
  ends: Uint32Array
  /** Places of keys with an explicit hash key, and its four words. */
  explicitPlaces: Uint32Array
  explicitWords: Uint32Array
  freePlaces: Uint32Array
}

export function packKeys({ spaces, namedEntries, freeEntries, sweepAt }: Keys): PackedKeys {
  const ends = new Uint32Array(namedEntries.length)
  const explicit: number[] = []
  let length = 0
  let isWide = false
  namedEntries.forEach((entry, place) => {
    if (entry !== null) {
      length += entry.partitionKey.length
      isWide ||= !/^[\0-\xff]*$/.test(entry.partitionKey)
      if (entry.explicitHashKey !== null) explicit.push(place)
    }
    ends[place] = length
  })
  const units = isWide ? new Uint16Array(length) : new Uint8Array(length)
  const explicitWords = new Uint32Array(4 * explicit.length)
  let words = 0
  namedEntries.forEach((entry, place) => {
    if (entry === null) return
    const { partitionKey, explicitHashKey } = entry
    const start = ends[place] - partitionKey.length
    for (let at = 0; at < partitionKey.length; at++) units[start + at] = partitionKey.charCodeAt(at)
    if (explicitHashKey === null) return
    intoWords(explicitHashKey, explicitWords, words)
    words += 4
  })
  return { spaces, sweepAt, units, ends, explicitPlaces: Uint32Array.from(explicit), explicitWords, freePlaces: Uint32Array.from(freeEntries) }
}

export function unpackKeys({ spaces, sweepAt, units, ends, explicitPlaces, explicitWords, freePlaces }: PackedKeys): Keys {
  const keys: Keys = { spaces, named: new Map(), namedExplicitly: new Map(), namedEntries: [], freeEntries: Array.from(freePlaces), sweepAt }
  const isFree = new Uint8Array(ends.length)
  for (const place of freePlaces) isFree[place] = 1
  let explicit = 0
  for (let place = 0; place < ends.length; place++) {
    if (isFree[place] === 1) {
      keys.namedEntries.push(null)
      continue
    }
    // Spreading them would take an iterator's step a character.
    const partitionKey = String.fromCharCode.apply(null, units.subarray(place === 0 ? 0 : ends[place - 1], ends[place]) as unknown as number[])
    const explicitHashKey = explicitPlaces[explicit] === place ? fromWords(explicitWords, 4 * explicit++) : null
    placeKey(keys, place, { partitionKey, explicitHashKey })
  }
  return keys
}
