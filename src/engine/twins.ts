/** Copies that came to a stream, each paired with the record that was there before: what the river rings. */
import { US_PER_MS } from '../base/units'
import type { TwinColumns } from './frame'
import { identityOf, sourceIndexOf } from './recordId'
import { copyIn, type RecordBatch } from './recordBatch'
import { aggregateOf, FIRST_ORDINAL, segmentAt, type Segment, type SegmentColumns } from './shardLog'
import type { BatchOutcome } from './sink'
import type { Shard, Stream } from './state'

export const TWINS_MAX = 64
/** Records looked through for the earlier one, in the shard of the copy. */
const LOOKED_THROUGH_MAX = 50_000

export function createTwins(): TwinColumns {
  return {
    count: 0,
    atMs: new Float64Array(TWINS_MAX),
    firstAtMs: new Float64Array(TWINS_MAX),
    hashTop: new Uint32Array(TWINS_MAX),
    producerIndex: new Uint16Array(TWINS_MAX),
  }
}

export function cutTwins({ count, atMs, firstAtMs, hashTop, producerIndex }: TwinColumns): TwinColumns {
  return {
    count,
    atMs: atMs.slice(0, count),
    firstAtMs: firstAtMs.slice(0, count),
    hashTop: hashTop.slice(0, count),
    producerIndex: producerIndex.slice(0, count),
  }
}

/** Notes the copies of a batch that was stored just now. */
export function noteTwins(twins: TwinColumns, stream: Stream, batch: RecordBatch, outcome: BatchOutcome, atMs: number): void {
  if (outcome.copiesStored === 0) return
  for (let entry = 0; entry < batch.count && twins.count < TWINS_MAX; entry++) {
    const recordId = outcome.ordinals[entry] === 0 ? null : copyIn(batch, entry)
    if (recordId === null) continue
    noteTwin(twins, stream.shards[outcome.shardIndexes[entry]], { ordinal: outcome.ordinals[entry], recordId, hashTop: outcome.hashTops[entry], atMs })
  }
}

export interface Copy {
  ordinal: number
  recordId: number
  hashTop: number
  atMs: number
}

export function noteTwin(twins: TwinColumns, shard: Shard, copy: Copy): void {
  const at = twins.count++
  twins.atMs[at] = copy.atMs
  twins.firstAtMs[at] = firstArrivalMs(shard, copy)
  twins.hashTop[at] = copy.hashTop
  twins.producerIndex[at] = sourceIndexOf(copy.recordId)
}

/** The newest one before the copy; NaN where it went to another shard, or is too far back. */
function firstArrivalMs({ log }: Shard, { ordinal, recordId }: Copy): number {
  const identity = identityOf(recordId)
  const oldest = Math.max(FIRST_ORDINAL, ordinal - LOOKED_THROUGH_MAX)
  for (let place = segmentAt(log, ordinal - 1); place >= 0; place--) {
    // Past the end where the copy is the only record known.
    const segment = log.segments[place] as Segment | undefined
    if (segment === undefined || segment.columns === null) continue
    if (segment.firstOrdinal + segment.count <= oldest) break
    const { columns } = segment
    for (let at = Math.min(segment.count, ordinal - segment.firstOrdinal) - 1; at >= 0; at--) {
      if (holds(columns, segment, at, identity)) return (segment.baseUs + columns.arrival[at]) / US_PER_MS
    }
  }
  return NaN
}

function holds(columns: SegmentColumns, segment: Segment, at: number, identity: number): boolean {
  if (identityOf(columns.recordId[at]) === identity) return true
  const aggregate = aggregateOf(segment, at)
  return aggregate !== null && aggregate.recordIds.some((recordId) => identityOf(recordId) === identity)
}
