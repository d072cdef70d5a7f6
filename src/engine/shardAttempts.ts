/** What was put into one shard in each of its last seconds: stored, refused, and how much of it for the first time. */
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../kinesis/limits'
import { ATTEMPT_ROWS, ATTEMPT_SECONDS, createAttemptMeter, type AttemptMeter, type Meters } from './meterState'
import type { Shard } from './state'

/** Of a second, or the mean of several. */
export interface Load {
  records: number
  bytes: number
}

export interface AttemptTotals {
  seconds: number
  stored: Load
  refused: Load
  /** Of the records above, those that were sent before. */
  recordsRetried: number
}

/** One entry a whole second, oldest first: at most a minute, less while the shard is younger. */
export interface AttemptColumns {
  recordsStored: Uint32Array
  bytesStored: Uint32Array
  recordsRefused: Uint32Array
  bytesRefused: Uint32Array
  recordsRetried: Uint32Array
}

const NOTHING: Load = { records: 0, bytes: 0 }

/** At the end of each second, before it is counted. */
export function noteAttempts({ seconds }: Meters, shard: Shard): void {
  if (shard.meter.attempts === null && shard.recordsStored + shard.recordsThrottled === 0) return
  const totals = [shard.recordsStored, shard.bytesStored, shard.recordsThrottled, shard.bytesThrottled, shard.recordsRetried]
  const { points, before } = (shard.meter.attempts ??= createAttemptMeter())
  for (let row = 0; row < ATTEMPT_ROWS; row++) {
    points[row * ATTEMPT_SECONDS + (seconds % ATTEMPT_SECONDS)] = totals[row] - before[row]
    before[row] = totals[row]
  }
}

/** Whole seconds that are known of a shard. */
function secondsKnown({ seconds }: Meters, { meter }: Shard): number {
  return Math.min(ATTEMPT_SECONDS, seconds - meter.sinceSecond)
}

export function attemptColumns(meters: Meters, shard: Shard): AttemptColumns {
  const count = secondsKnown(meters, shard)
  const { attempts } = shard.meter
  const row = (index: number) => Uint32Array.from({ length: count }, (_, at) => (attempts === null ? 0 : pointOf(attempts, index, meters.seconds - count + at)))
  return { recordsStored: row(0), bytesStored: row(1), recordsRefused: row(2), bytesRefused: row(3), recordsRetried: row(4) }
}

export function refusedInMinute(shard: Shard): number {
  const { attempts } = shard.meter
  if (attempts === null || shard.recordsThrottled === 0) return 0
  return attempts.points.subarray(2 * ATTEMPT_SECONDS, 3 * ATTEMPT_SECONDS).reduce((total, refused) => total + refused, 0)
}

/** Over the last `seconds`, or as many as are known. */
export function attemptTotals(meters: Meters, shard: Shard, seconds: number): AttemptTotals {
  const count = Math.min(seconds, secondsKnown(meters, shard))
  const { attempts } = shard.meter
  if (attempts === null) return { seconds: count, stored: NOTHING, refused: NOTHING, recordsRetried: 0 }
  const sum = (row: number) => {
    let total = 0
    for (let second = meters.seconds - count; second < meters.seconds; second++) total += pointOf(attempts, row, second)
    return total
  }
  return { seconds: count, stored: { records: sum(0), bytes: sum(1) }, refused: { records: sum(2), bytes: sum(3) }, recordsRetried: sum(4) }
}

function pointOf({ points }: AttemptMeter, row: number, second: number): number {
  return points[row * ATTEMPT_SECONDS + (second % ATTEMPT_SECONDS)]
}

/** What somebody wants to put, a second: what is sent again wants no more than it did at first. */
export function demandOf({ seconds, stored, refused, recordsRetried }: AttemptTotals): Load {
  const attempts = stored.records + refused.records
  if (seconds === 0 || attempts === 0) return NOTHING
  const fresh = (attempts - recordsRetried) / attempts
  return { records: (attempts * fresh) / seconds, bytes: ((stored.bytes + refused.bytes) * fresh) / seconds }
}

/** Share of what `shards` may take in a second, by the limit that is nearer. */
export function shareOfLimit({ records, bytes }: Load, shards: number): number {
  return Math.max(records / WRITE_RECORDS_PER_SECOND_MAX, bytes / WRITE_BYTES_PER_SECOND_MAX) / shards
}
