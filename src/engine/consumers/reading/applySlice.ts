/** What becomes of each user record in a slice whose work is done. */
import { forEachOrdinal } from '../../logWalk'
import { identityOf } from '../../recordId'
import type { Segment } from '../../shardLog'
import type { Fate, ProcessedSlice } from '../../sink'
import type { Shard, World } from '../../state'
import { forgetOld } from './deduplication'
import type { Application } from '../application'
import { countDone, type ShardProgress } from '../shardProgress'
import { deaggregationOf, type Deaggregation } from './deaggregation'
import { addSeen, hasSeen } from './seenIds'
import { isSecondOne, wasTakenForSecond } from './tally'
import { areWithin, isMemberWithin, mayHoldAggregates, userRecordsIn, wordRangeOf, type UserRecords, type WordRange } from './userRecords'

type Ordinals = Pick<ProcessedSlice, 'fromOrdinal' | 'toOrdinal'>

/**
 * @param progress as it was before this slice.
 * @param fates to be filled, where somebody wants to know them.
 * @returns whether it took an account of each; if not, all are plain records and processed.
 */
export function applySlice(world: World, application: Application, shard: Shard, slice: Ordinals, progress: ShardProgress, fates: Fate[] | null): boolean {
  const { fromOrdinal, toOrdinal } = slice
  const { tally, settings } = application
  if (settings.deduplication === null && shard.copiesStored === 0 && !mayHoldAggregates(world, shard, fromOrdinal, toOrdinal)) {
    tally.userRecordsProcessed += toOrdinal - fromOrdinal
    tally.duplicatesProcessed += countDone(progress, fromOrdinal, toOrdinal)
    return false
  }
  forgetOld(application, world.nowUs)
  const reading: Reading = { range: wordRangeOf(shard), deaggregation: deaggregationOf(settings), isAgain: false, fates }
  forEachOrdinal(shard.log, fromOrdinal, toOrdinal, (segment, at, ordinal) => {
    reading.isAgain = countDone(progress, ordinal, ordinal + 1) > 0
    applyRecord(world, application, segment, at, reading)
    return true
  })
  return true
}

interface Reading {
  range: WordRange
  deaggregation: Deaggregation
  /** The application has read this record of the shard before. */
  isAgain: boolean
  fates: Fate[] | null
}

function applyRecord(world: World, application: Application, segment: Segment | null, at: number, reading: Reading): void {
  const members = segment === null ? null : userRecordsIn(world.keys, segment, at)
  if (members === null) return applyUserRecord(world, application, segment?.columns?.recordId[at] ?? null, reading)
  const { tally } = application
  switch (reading.deaggregation) {
    case 'none':
      tally.aggregatesUnread++
      tally.recordsUnread += members.count
      reading.fates?.push('unread')
      return members.recordIds.forEach((recordId) => {
        noteUnprocessed(world, application, recordId, reading)
      })
    case 'wholeInRange':
      if (!areWithin(members, reading.range)) tally.aggregatesDiscarded++
      return applyMembers(world, application, members, reading, () => areWithin(members, reading.range))
    case 'membersInRange':
      return applyMembers(world, application, members, reading, (place) => isMemberWithin(world.keys, members, place, reading.range))
    case 'all':
      return applyMembers(world, application, members, reading, () => true)
  }
}

function applyMembers(world: World, application: Application, { count, recordIds }: UserRecords, reading: Reading, isKept: (place: number) => boolean): void {
  for (let place = 0; place < count; place++) {
    if (isKept(place)) applyUserRecord(world, application, recordIds[place], reading)
    else {
      application.tally.recordsDiscarded++
      reading.fates?.push('discarded')
      noteUnprocessed(world, application, recordIds[place], reading)
    }
  }
}

/** @param recordId null: of this record only the count is kept. */
function applyUserRecord(world: World, application: Application, recordId: number | null, reading: Reading): void {
  const { tally, settings, seenIds, copyTruth } = application
  if (recordId !== null && settings.deduplication !== null) {
    const identity = identityOf(recordId)
    if (hasSeen(seenIds, identity)) {
      tally.duplicatesDropped++
      reading.fates?.push('duplicate')
      return noteUnprocessed(world, application, recordId, reading)
    }
    addSeen(seenIds, identity, world.nowUs, settings.deduplication.idsMax)
  }
  tally.userRecordsProcessed++
  reading.fates?.push('processed')
  if (reading.isAgain || (recordId !== null && isSecondOne(copyTruth, recordId, world.nowUs))) tally.duplicatesProcessed++
}

function noteUnprocessed(world: World, { copyTruth, tally }: Application, recordId: number, { isAgain }: Reading): void {
  if (!isAgain && wasTakenForSecond(copyTruth, recordId, world.nowUs)) tally.duplicatesProcessed--
}
