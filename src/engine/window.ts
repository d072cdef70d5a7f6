/** The stored records of a stretch of time, sampled evenly: for whoever must draw it anew. */
import { US_PER_MS } from '../base/units'
import { createArrivalColumns, cutToCount } from './arrivalsSeen'
import { OUTCOME_COPY, OUTCOME_STORED, type ArrivalColumns } from './frame'
import { isCopy, sourceIndexOf } from './recordId'
import { aggregateOf, firstOrdinalFrom, forEachRecord } from './shardLog'
import type { Shard, Stream } from './state'
import { noteTwin, TWINS_MAX, type Copy } from './twins'

export const WINDOW_RECORDS_MAX = 262_144

/** Both ends in milliseconds; `toMs` is included. */
export function windowOf(stream: Stream | null, wanted: { fromMs: number; toMs: number; recordsMax: number }): ArrivalColumns {
  const fromUs = wanted.fromMs * US_PER_MS
  const untilUs = wanted.toMs * US_PER_MS + 1
  const ranges = (stream?.shards ?? [])
    .map((shard) => ({ shard, from: firstOrdinalFrom(shard.log, fromUs), to: firstOrdinalFrom(shard.log, untilUs) }))
    .filter(({ from, to }) => to > from)
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  const weight = Math.max(1, Math.ceil(total / Math.max(1, Math.min(wanted.recordsMax, WINDOW_RECORDS_MAX))))
  const columns = createArrivalColumns(wanted.fromMs, Math.ceil(total / weight))
  columns.toMs = wanted.toMs
  columns.weight = weight
  const copies = { kept: [] as (Copy & { shard: Shard })[], seen: 0, weight: 1 }
  let seen = 0
  for (const { shard, from, to } of ranges) {
    forEachRecord(shard.log, from, to, (stored, index, ordinal, arrivalUs, segment) => {
      const recordId = stored.recordId[index]
      const atMs = arrivalUs / US_PER_MS
      if (isCopy(recordId)) keepEvenly(copies, { shard, ordinal, recordId, hashTop: stored.hashTop[index], atMs })
      if (seen++ % weight !== 0) return
      const at = columns.count++
      columns.atMs[at] = atMs
      columns.hashTop[at] = stored.hashTop[index]
      columns.producerIndex[at] = sourceIndexOf(recordId)
      columns.outcome[at] = isCopy(recordId) ? OUTCOME_COPY : OUTCOME_STORED
      columns.bytes[at] = stored.bytes[index]
      columns.userRecords[at] = aggregateOf(segment, index)?.count ?? 1
    })
  }
  for (const copy of copies.kept) noteTwin(columns.twins, copy.shard, copy)
  return cutToCount(columns)
}

/** Every copy while there is room, then every second one, every fourth … */
function keepEvenly<T>(sample: { kept: T[]; seen: number; weight: number }, one: T): void {
  if (sample.seen++ % sample.weight !== 0) return
  sample.kept.push(one)
  if (sample.kept.length <= TWINS_MAX) return
  sample.weight *= 2
  sample.kept = sample.kept.filter((_, at) => at % 2 === 0)
}
