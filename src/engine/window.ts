/** The stored records of a stretch of time, sampled evenly: for whoever must draw it anew. */
import { US_PER_MS } from '../base/units'
import { createArrivalColumns, cutToCount } from './arrivalsSeen'
import { OUTCOME_STORED, type ArrivalColumns } from './frame'
import { producerIndexOf } from './recordId'
import { firstOrdinalFrom, forEachRecord } from './shardLog'
import type { Stream } from './state'

export const WINDOW_RECORDS_MAX = 262_144

/** Both ends in milliseconds; `toMs` is included. */
export function windowOf(stream: Stream | null, wanted: { fromMs: number; toMs: number; recordsMax: number }): ArrivalColumns {
  const fromUs = wanted.fromMs * US_PER_MS
  const untilUs = wanted.toMs * US_PER_MS + 1
  const ranges = (stream?.shards ?? [])
    .map(({ log }) => ({ log, from: firstOrdinalFrom(log, fromUs), to: firstOrdinalFrom(log, untilUs) }))
    .filter(({ from, to }) => to > from)
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  const weight = Math.max(1, Math.ceil(total / Math.max(1, Math.min(wanted.recordsMax, WINDOW_RECORDS_MAX))))
  const columns = createArrivalColumns(wanted.fromMs, Math.ceil(total / weight))
  columns.toMs = wanted.toMs
  columns.weight = weight
  let seen = 0
  for (const { log, from, to } of ranges) {
    forEachRecord(log, from, to, (stored, index, _ordinal, arrivalUs) => {
      if (seen++ % weight !== 0) return
      const at = columns.count++
      columns.atMs[at] = arrivalUs / US_PER_MS
      columns.hashTop[at] = stored.hashTop[index]
      columns.producerIndex[at] = producerIndexOf(stored.recordId[index])
      columns.outcome[at] = OUTCOME_STORED
      columns.bytes[at] = stored.bytes[index]
    })
  }
  return cutToCount(columns)
}
