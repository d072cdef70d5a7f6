/** What became of the user records that an application has read: of a plain record one, of an aggregate each member. */
import type { SimUs } from '../../../base/units'
import { identityOf, isCopy } from '../../recordId'
import { addSeen, createSeenIds, hasSeen, type SeenIds } from './seenIds'

/**
 * Records that are read again, after a crash or by two workers at a time, count again: user records read =
 * processed + `duplicatesDropped` + `recordsDiscarded` + `recordsUnread`.
 */
export interface Tally {
  userRecordsProcessed: number
  /**
   * Of those, such as the application had processed before: read again from the same place, or stored again by a producer.
   * The engine's truth, by identity, which no application has. A copy is taken for a duplicate as soon as it is processed;
   * where its first one turns out to be discarded, unread or dropped, the count goes back. Ours: a first one stored before
   * an application began, at LATEST, counts as processed.
   */
  duplicatesProcessed: number
  /** By de-duplication. */
  duplicatesDropped: number
  /** Garbage to an application that does not take them apart, each one piece of work. */
  aggregatesUnread: number
  /** The user records in them. */
  recordsUnread: number
  /** A member lay outside the shard: see `areWithin`. */
  aggregatesDiscarded: number
  recordsDiscarded: number
}

export function createTally(): Tally {
  return {
    userRecordsProcessed: 0,
    duplicatesProcessed: 0,
    duplicatesDropped: 0,
    aggregatesUnread: 0,
    recordsUnread: 0,
    aggregatesDiscarded: 0,
    recordsDiscarded: 0,
  }
}

/** What processRecords was given, as the KCL's metric RecordsProcessed counts. */
export function recordsGiven({ userRecordsProcessed, duplicatesDropped, aggregatesUnread }: Tally): number {
  return userRecordsProcessed + duplicatesDropped + aggregatesUnread
}

/** A copy is marked when it is stored; these tell the few whose mark misleads, as their first one did not count. */
export interface CopyTruth {
  /** Firsts that were read and not processed. */
  withoutFirst: SeenIds
  /** Copies processed. */
  processed: SeenIds
}

/** Ids in each: beyond it the oldest are taken to have had a first one that counted. */
const TRUTH_IDS_MAX = 2 ** 18

export function createCopyTruth(): CopyTruth {
  return { withoutFirst: createSeenIds(), processed: createSeenIds() }
}

/** Read for the first time and processed. @returns whether a record of this identity was processed before. */
export function isSecondOne({ withoutFirst, processed }: CopyTruth, recordId: number, atUs: SimUs): boolean {
  if (!isCopy(recordId)) return false
  const identity = identityOf(recordId)
  if (hasSeen(processed, identity)) return true
  addSeen(processed, identity, atUs, TRUTH_IDS_MAX)
  return !hasSeen(withoutFirst, identity)
}

/** Read for the first time, and not processed. @returns whether a copy was processed before, and taken for the second one. */
export function wasTakenForSecond({ withoutFirst, processed }: CopyTruth, recordId: number, atUs: SimUs): boolean {
  if (isCopy(recordId)) return false
  if (hasSeen(processed, recordId)) return true
  if (!hasSeen(withoutFirst, recordId)) addSeen(withoutFirst, recordId, atUs, TRUTH_IDS_MAX)
  return false
}
