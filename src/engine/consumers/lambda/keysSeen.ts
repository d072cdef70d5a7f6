/** The partition keys of a batch as the function sees them: of each record, or of the user records where it is handed those. */
import { hashTopOf, hashKeyOf } from '../../../kinesis/hashKey'
import { hashWordsOf, NAMED_COUNT, namedIndexOf, partitionKeyOf, type Keys } from '../../keySpace'
import { forEachOrdinal } from '../../logWalk'
import { deaggregationOf, type Deaggregation } from '../reading/deaggregation'
import { isMemberWithin, userRecordsIn, wordRangeOf, type UserRecords, type WordRange } from '../reading/userRecords'
import type { Place } from './place'
import type { Runs } from './runs'

/** @param keyId of a member that came as bytes −1: nobody but its sender has named it. @returns whether to go on. */
type Visit = (keyId: number, hashTop: number, ordinal: number) => boolean

/** Records of which only the count is kept have no key. */
export function forEachKeySeen({ world, application, stored }: Place, runs: Readonly<Runs>, visit: Visit): void {
  const deaggregation = deaggregationOf(application.settings)
  const range = wordRangeOf(stored)
  let goesOn = true
  for (let run = 0; run < runs.length && goesOn; run += 2) {
    forEachOrdinal(stored.log, runs[run], runs[run + 1], (segment, at, ordinal) => {
      if (segment === null || segment.columns === null) return true
      const members = deaggregation === 'none' ? null : userRecordsIn(world.keys, segment, at)
      if (members === null) goesOn = visit(segment.columns.keyId[at], segment.columns.hashTop[at], ordinal)
      else goesOn = visitMembers(world.keys, members, { deaggregation, range, ordinal }, visit)
      return goesOn
    })
  }
}

function visitMembers(keys: Keys, members: UserRecords, { deaggregation, range, ordinal }: { deaggregation: Deaggregation; range: WordRange; ordinal: number }, visit: Visit): boolean {
  const { count, keyIds, hashes } = members
  for (let place = 0; place < count; place++) {
    if (deaggregation === 'membersInRange' && !isMemberWithin(keys, members, place, range)) continue
    const { words, at } = keyIds === null ? { words: hashes ?? new Uint32Array(4), at: 4 * place } : hashWordsOf(keys, keyIds[place])
    if (!visit(keyIds === null ? -1 : keyIds[place], words[at], ordinal)) return false
  }
  return true
}

/** The first record that holds something of this key; null: none. */
export function firstWithKey(place: Place, runs: Readonly<Runs>, partitionKey: string): number | null {
  const { keys } = place.world
  const wantedTop = hashTopOf(hashKeyOf(partitionKey))
  let found: number | null = null
  forEachKeySeen(place, runs, (keyId, hashTop, ordinal) => {
    // A key that an API call named may have a hash key of its own.
    const isIt = keyId < 0 ? hashTop === wantedTop : (hashTop === wantedTop || isNamed(keyId)) && partitionKeyOf(keys, keyId) === partitionKey
    if (isIt) found = ordinal
    return !isIt
  })
  return found
}

function isNamed(keyId: number): boolean {
  const index = namedIndexOf(keyId)
  return index >= 0 && index < NAMED_COUNT
}

/** Top word of the hash of the partition key, whatever explicit hash key goes with it. */
export function partitionHashTop(keys: Keys, keyId: number, hashTop: number): number {
  return isNamed(keyId) ? hashTopOf(hashKeyOf(partitionKeyOf(keys, keyId))) : hashTop
}
