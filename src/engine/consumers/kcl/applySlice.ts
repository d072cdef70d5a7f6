/** What becomes of each user record in a slice whose work is done. */
import { forEachOrdinal } from '../../logWalk'
import { identityOf } from '../../recordId'
import type { Segment } from '../../shardLog'
import type { Fate, ProcessedSlice } from '../../sink'
import type { Shard, World } from '../../state'
import { forgetOld } from './deduplication'
import type { KclApplication } from './model'
import { addSeen, hasSeen } from './seenIds'
import { isSecondOne, wasTakenForSecond } from './tally'
import { areWithin, mayHoldAggregates, userRecordsIn, wordRangeOf, type WordRange } from './userRecords'

type Ordinals = Pick<ProcessedSlice, 'fromOrdinal' | 'toOrdinal'>

/**
 * @param firstNew the first ordinal of the shard that the application has not read before.
 * @param fates to be filled, where somebody wants to know them.
 * @returns whether it took an account of each; if not, all are plain records and processed.
 */
export function applySlice(world: World, application: KclApplication, shard: Shard, slice: Ordinals, firstNew: number, fates: Fate[] | null): boolean {
  const { fromOrdinal, toOrdinal } = slice
  const { tally, settings } = application
  if (settings.deduplication === null && shard.copiesStored === 0 && !mayHoldAggregates(world, shard, fromOrdinal, toOrdinal)) {
    tally.userRecordsProcessed += toOrdinal - fromOrdinal
    tally.duplicatesProcessed += Math.max(0, Math.min(firstNew, toOrdinal) - fromOrdinal)
    return false
  }
  forgetOld(application, world.nowUs)
  const reading: Reading = { range: wordRangeOf(shard), isAgain: false, fates }
  forEachOrdinal(shard.log, fromOrdinal, toOrdinal, (segment, at, ordinal) => {
    reading.isAgain = ordinal < firstNew
    applyRecord(world, application, segment, at, reading)
    return true
  })
  return true
}

interface Reading {
  range: WordRange
  /** The application has read this record of the shard before. */
  isAgain: boolean
  fates: Fate[] | null
}

function applyRecord(world: World, application: KclApplication, segment: Segment | null, at: number, reading: Reading): void {
  const { tally, settings } = application
  const members = segment === null ? null : userRecordsIn(world.keys, segment, at)
  if (members === null) return applyUserRecord(world, application, segment?.columns?.recordId[at] ?? null, reading)
  const { count, recordIds } = members
  if (!settings.deaggregation) {
    tally.aggregatesUnread++
    tally.recordsUnread += count
    reading.fates?.push('unread')
    for (let place = 0; place < count; place++) noteUnprocessed(world, application, recordIds[place], reading)
  } else if (areWithin(members, reading.range)) {
    for (let place = 0; place < count; place++) applyUserRecord(world, application, recordIds[place], reading)
  } else {
    tally.aggregatesDiscarded++
    tally.recordsDiscarded += count
    for (let place = 0; place < count; place++) {
      reading.fates?.push('discarded')
      noteUnprocessed(world, application, recordIds[place], reading)
    }
  }
}

/** @param recordId null: of this record only the count is kept. */
function applyUserRecord(world: World, application: KclApplication, recordId: number | null, reading: Reading): void {
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

function noteUnprocessed(world: World, { copyTruth, tally }: KclApplication, recordId: number, { isAgain }: Reading): void {
  if (!isAgain && wasTakenForSecond(copyTruth, recordId, world.nowUs)) tally.duplicatesProcessed--
}
