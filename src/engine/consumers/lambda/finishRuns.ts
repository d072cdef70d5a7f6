/** The function is through with records: those of one slot do not stand together, and those between are of other keys. */
import { progressOf } from '../../progress'
import { noteBroken } from '../checks'
import { bookRecords, finishRecords } from '../finishing'
import { keysWithin } from '../keysWithin'
import { countDone, firstMissing, forEachGap } from '../shardProgress'
import type { Place } from './place'
import { lastIn, type Runs } from './runs'

/** Records looked through for a key that was overtaken. */
const LOOKED_THROUGH_MAX = 100_000

export function finishRuns(place: Place, runs: Readonly<Runs>): void {
  const { world, application, stream, stored, sink } = place
  const progress = progressOf(application, stored.shardIndex)
  const isScattered = runs.length > 2 && (stored.parentShardIndex === null || progress.ancestorsDone)
  if (isScattered && lastIn(runs) >= firstMissing(progress)) checkOrderOfAll(place, runs)
  for (let run = 0; run < runs.length; run += 2) {
    const slice = { fromOrdinal: runs[run], toOrdinal: runs[run + 1], workerId: application.settings.name }
    if (isScattered) bookRecords(world, application, stream, stored, slice, sink)
    else finishRecords(world, application, stream, stored, slice, sink)
  }
}

/** As `checkOrder` for each run, with one look at what lies between. */
function checkOrderOfAll({ world, application, stored, sink }: Place, runs: Readonly<Runs>): void {
  const progress = progressOf(application, stored.shardIndex)
  const { log } = stored
  const earliest = new Map<number, number>()
  const room = { left: LOOKED_THROUGH_MAX }
  let own = 0
  forEachGap(progress, lastIn(runs), (from, to) => {
    keysWithin(log, Math.max(from, log.trimOrdinal), to, room, (keyId, ordinal) => {
      while (own < runs.length && runs[own + 1] <= ordinal) own += 2
      const isOwn = own < runs.length && runs[own] <= ordinal
      if (!isOwn && !earliest.has(keyId)) earliest.set(keyId, ordinal)
    })
  })
  if (earliest.size === 0) return
  let records = 0
  let first = 0
  let last = 0
  for (let run = 0; run < runs.length; run += 2) {
    keysWithin(log, runs[run], runs[run + 1], { left: LOOKED_THROUGH_MAX }, (keyId, ordinal) => {
      const overtaken = earliest.get(keyId)
      if (ordinal === last || overtaken === undefined || overtaken > ordinal || countDone(progress, ordinal, ordinal + 1) > 0) return
      last = ordinal
      if (records === 0) first = ordinal
      records++
    })
  }
  noteBroken(world, application, { check: 'orderPerKey', reason: 'overtaken', shard: stored, ordinal: first, records }, sink)
}
