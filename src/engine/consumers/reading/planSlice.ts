/**
 * How far a slice of work reaches, and how long it keeps its thread busy. The record of a shard is the unit, as it is for
 * checkpoints: an aggregate is worked through at one go, whatever it holds.
 */
import { US_PER_MS } from '../../../base/units'
import { forEachOrdinal } from '../../logWalk'
import { identityOf } from '../../recordId'
import type { Segment } from '../../shardLog'
import type { Shard, World } from '../../state'
import { forgetOld } from './deduplication'
import type { Application } from '../application'
import { deaggregationOf } from './deaggregation'
import { hasSeen } from './seenIds'
import { areWithin, isMemberWithin, mayHoldAggregates, userRecordsIn, wordRangeOf, type WordRange } from './userRecords'

/** Ours: a processing thread changes shards after so much work, so that progress is seen while it happens. */
const SLICE_US = 200 * US_PER_MS

/** @returns the end of the slice that begins at `fromOrdinal`, at most `endOrdinal`, and its work. */
export function planSlice(world: World, application: Application, shard: Shard, fromOrdinal: number, endOrdinal: number): { toOrdinal: number; sliceUs: number } {
  const { workUs, deduplication } = application.settings
  const deaggregation = deaggregationOf(application.settings)
  const pieceUs = workUs + (deduplication?.workUs ?? 0)
  const recordsMax = pieceUs === 0 ? Infinity : Math.max(1, Math.floor(SLICE_US / pieceUs))
  const toOrdinal = Math.min(endOrdinal, fromOrdinal + recordsMax)
  const isEven = deduplication === null && (deaggregation === 'none' || !mayHoldAggregates(world, shard, fromOrdinal, toOrdinal))
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
function workOf({ keys }: World, application: Application, segment: Segment | null, at: number, range: WordRange): number {
  const members = segment === null ? null : userRecordsIn(keys, segment, at)
  if (members === null) return workOfUserRecord(application, segment?.columns?.recordId[at] ?? null)
  const deaggregation = deaggregationOf(application.settings)
  if (deaggregation === 'none') return application.settings.workUs
  if (deaggregation === 'wholeInRange' && !areWithin(members, range)) return 0
  let sumUs = 0
  for (let place = 0; place < members.count; place++) {
    if (deaggregation === 'membersInRange' && !isMemberWithin(keys, members, place, range)) continue
    sumUs += workOfUserRecord(application, members.recordIds[place])
  }
  return sumUs
}

/** A duplicate that will be dropped costs its look-up alone. @param recordId null: of this record only the count is kept. */
function workOfUserRecord({ settings, seenIds }: Application, recordId: number | null): number {
  const { workUs, deduplication } = settings
  if (deduplication === null) return workUs
  const isDuplicate = recordId !== null && hasSeen(seenIds, identityOf(recordId))
  return deduplication.workUs + (isDuplicate ? 0 : workUs)
}
