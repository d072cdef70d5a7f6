/**
 * How far a slice of work reaches, and how long it keeps its thread busy. The record of a shard is the unit, as it is for
 * checkpoints: an aggregate is worked through at one go, whatever it holds.
 */
import { forEachOrdinal } from '../../logWalk'
import { identityOf } from '../../recordId'
import type { Segment } from '../../shardLog'
import type { Shard, World } from '../../state'
import { SLICE_US } from './defaults'
import { forgetOld } from './deduplication'
import type { KclApplication } from './model'
import { hasSeen } from './seenIds'
import { areWithin, mayHoldAggregates, userRecordsIn, wordRangeOf, type WordRange } from './userRecords'

/** @returns the end of the slice that begins at `fromOrdinal`, at most `endOrdinal`, and its work. */
export function planSlice(world: World, application: KclApplication, shard: Shard, fromOrdinal: number, endOrdinal: number): { toOrdinal: number; sliceUs: number } {
  const { workUs, deduplication, deaggregation } = application.settings
  const pieceUs = workUs + (deduplication?.workUs ?? 0)
  const recordsMax = pieceUs === 0 ? Infinity : Math.max(1, Math.floor(SLICE_US / pieceUs))
  const toOrdinal = Math.min(endOrdinal, fromOrdinal + recordsMax)
  const isEven = deduplication === null && (!deaggregation || !mayHoldAggregates(world, shard, fromOrdinal, toOrdinal))
  if (isEven || pieceUs === 0) return { toOrdinal, sliceUs: (toOrdinal - fromOrdinal) * pieceUs }
  forgetOld(application, world.nowUs)
  const range = wordRangeOf(shard)
  let sliceUs = 0
  let reached = fromOrdinal
  forEachOrdinal(shard.log, fromOrdinal, toOrdinal, (segment, at) => {
    const nextUs = workOf(world, application, segment, at, range)
    if (reached > fromOrdinal && sliceUs + nextUs > SLICE_US) return false
    sliceUs += nextUs
    reached++
    return true
  })
  return { toOrdinal: reached, sliceUs }
}

/** Of one record of the shard. What the KCL discards costs the application nothing. */
function workOf({ keys }: World, application: KclApplication, segment: Segment | null, at: number, range: WordRange): number {
  const members = segment === null ? null : userRecordsIn(keys, segment, at)
  if (members === null) return workOfUserRecord(application, segment?.columns?.recordId[at] ?? null)
  if (!application.settings.deaggregation) return application.settings.workUs
  if (!areWithin(members, range)) return 0
  let sumUs = 0
  for (let place = 0; place < members.count; place++) sumUs += workOfUserRecord(application, members.recordIds[place])
  return sumUs
}

/** A duplicate that will be dropped costs its look-up alone. @param recordId null: of this record only the count is kept. */
function workOfUserRecord({ settings, seenIds }: KclApplication, recordId: number | null): number {
  const { workUs, deduplication } = settings
  if (deduplication === null) return workUs
  const isDuplicate = recordId !== null && hasSeen(seenIds, identityOf(recordId))
  return deduplication.workUs + (isDuplicate ? 0 : workUs)
}
