/** What became of one record in a slice of work. */
import { userRecordsIn } from '../consumers/reading/userRecords'
import { forEachOrdinal } from '../logWalk'
import { identityOf } from '../recordId'
import type { Fate, ProcessedSlice } from '../sink'
import type { World } from '../state'

/** Fates stand in the order of user records, an unread aggregate being one. */
export function fateOf(world: World, { stream, shardIndex, fromOrdinal, toOrdinal, fates }: ProcessedSlice, ordinal: number, identity: number): Fate {
  if (fates === null) return 'processed'
  let read = 0
  let found: Fate = 'processed'
  forEachOrdinal(stream.shards[shardIndex].log, fromOrdinal, toOrdinal, (segment, place, at) => {
    const members = fates[read] === 'unread' || segment === null ? null : userRecordsIn(world.keys, segment, place)
    if (at === ordinal) {
      const member = members === null ? 0 : Math.max(0, members.recordIds.findIndex((recordId) => identityOf(recordId) === identity))
      found = fates[read + member]
      return false
    }
    read += members?.count ?? 1
    return true
  })
  return found
}
