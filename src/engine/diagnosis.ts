/** Why a shard refuses records: what was put second by second beside CloudWatch's minute, its heaviest keys, and the verdict. */
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../kinesis/limits'
import { formatShardId } from '../kinesis/shardId'
import type { ShardId } from './events'
import { keyLoadsOf, type KeyLoads } from './keyLoads'
import { ATTEMPT_SECONDS } from './meterState'
import { attemptColumns, attemptTotals, demandOf, refusedInMinute, shareOfLimit, type AttemptColumns, type Load } from './shardAttempts'
import type { Shard, Stream, World } from './state'
import { LATELY_SECONDS, NOW_SECONDS, verdictOf, type Verdict } from './throttlingVerdict'

export interface Diagnosis extends KeyLoads {
  shardId: ShardId
  /** Where a shard was asked for that is closed by now: that one; its descendant answers for it. */
  askedShardId: ShardId
  isOpen: boolean
  verdict: Verdict
  /** Which of a shard's two limits is nearer to what is asked. */
  limitedBy: 'records' | 'bytes'
  seconds: AttemptColumns
  /** IncomingRecords and IncomingBytes of the last minute, a second: what CloudWatch knows. */
  minuteMean: Load
  /** What the fullest second was asked for, as a share of the limit, retries left out. */
  peakUse: number
  /** Over the last seconds (`LATELY_SECONDS`), a second. */
  lately: {
    /** Asked for, retries left out. */
    demand: Load
    recordsRefused: number
    recordsRetried: number
  }
  stream: { openShardCount: number; demand: Load; limit: Load; recordsRefused: number }
}

/** @param shardIndex null: the shard that refused most in the last minute. @returns null where there is no shard. */
export function diagnosisOf(world: World, stream: Stream | null, shardIndex: number | null): Diagnosis | null {
  if (stream === null) return null
  const asked = shardIndex === null ? null : (stream.shards.at(shardIndex) ?? null)
  const shard = asked === null ? mostRefusing(stream) : descendantOf(stream, asked)
  if (shard === null) return null
  const { meters } = world
  const seconds = attemptColumns(meters, shard)
  const minute = attemptTotals(meters, shard, ATTEMPT_SECONDS)
  const lately = attemptTotals(meters, shard, LATELY_SECONDS)
  const demand = demandOf(lately)
  // Once all is quiet, the keys of the minute tell what it was.
  const keys = keyLoadsOf(world, shard, lately.refused.records === 0 && minute.refused.records > 0 ? minute : lately)
  const peakUse = worstUse(seconds, 1)
  const streamNow = streamLately(world, stream)
  const known = Math.max(1, minute.seconds)
  return {
    ...keys,
    shardId: formatShardId(shard.shardIndex),
    askedShardId: formatShardId((asked ?? shard).shardIndex),
    isOpen: shard.closedAtUs === null,
    verdict: verdictOf({
      refusedInMinute: minute.refused.records,
      refusedLately: lately.refused.records,
      useInMinute: shareOfLimit(demandOf(minute), 1),
      useLately: shareOfLimit(demand, 1),
      useNow: shareOfLimit(demandOf(attemptTotals(meters, shard, NOW_SECONDS)), 1),
      useWorst: worstUse(seconds, LATELY_SECONDS),
      useOfPeak: peakUse,
      topKey: keys.keys.at(0) ?? null,
      isAimedAt: world.guards.faults.running.some(({ strike, endsUs }) => world.nowUs < endsUs && strike.streamName === stream.streamName && strike.shardIndexes?.includes(shard.shardIndex) === true),
      streamUse: streamNow.openShardCount === 0 ? 0 : shareOfLimit(streamNow.demand, streamNow.openShardCount),
    }),
    limitedBy: nearerLimit(minute.stored.records + minute.refused.records, minute.stored.bytes + minute.refused.bytes),
    seconds,
    minuteMean: { records: minute.stored.records / known, bytes: minute.stored.bytes / known },
    peakUse,
    lately: { demand, recordsRefused: perSecond(lately.refused.records, lately.seconds), recordsRetried: perSecond(lately.recordsRetried, lately.seconds) },
    stream: streamNow,
  }
}

function mostRefusing({ shards, openShards }: Stream): Shard | null {
  return openShards.map((index) => shards[index]).reduce<Shard | null>((most, shard) => (most === null || refusedInMinute(shard) > refusedInMinute(most) ? shard : most), null)
}

/** Keys of a closed shard go to its children: the one that refuses most goes on with its story. */
function descendantOf(stream: Stream, asked: Shard): Shard {
  let shard = asked
  while (shard.closedAtUs !== null && shard.childShardIndexes.length > 0) {
    shard = shard.childShardIndexes.map((index) => stream.shards[index]).reduce((most, child) => (refusedInMinute(child) > refusedInMinute(most) ? child : most))
  }
  return shard
}

function streamLately({ meters }: World, { shards, openShards }: Stream): Diagnosis['stream'] {
  const demand = { records: 0, bytes: 0 }
  let recordsRefused = 0
  for (const index of openShards) {
    const lately = attemptTotals(meters, shards[index], LATELY_SECONDS)
    const { records, bytes } = demandOf(lately)
    demand.records += records
    demand.bytes += bytes
    recordsRefused += perSecond(lately.refused.records, lately.seconds)
  }
  const limit = { records: openShards.length * WRITE_RECORDS_PER_SECOND_MAX, bytes: openShards.length * WRITE_BYTES_PER_SECOND_MAX }
  return { openShardCount: openShards.length, demand, limit, recordsRefused }
}

function perSecond(count: number, seconds: number): number {
  return seconds === 0 ? 0 : count / seconds
}

function nearerLimit(records: number, bytes: number): Diagnosis['limitedBy'] {
  return records * WRITE_BYTES_PER_SECOND_MAX >= bytes * WRITE_RECORDS_PER_SECOND_MAX ? 'records' : 'bytes'
}

/** The most that was asked for over so many seconds in a row, retries left out. */
function worstUse({ recordsStored, bytesStored, recordsRefused, bytesRefused, recordsRetried }: AttemptColumns, inARow: number): number {
  const sum = (column: Uint32Array, from: number, to: number) => column.subarray(from, to).reduce((total, value) => total + value, 0)
  const span = Math.min(inARow, recordsStored.length)
  let worst = 0
  for (let from = 0; from + span <= recordsStored.length && span > 0; from++) {
    const to = from + span
    const demand = demandOf({
      seconds: span,
      stored: { records: sum(recordsStored, from, to), bytes: sum(bytesStored, from, to) },
      refused: { records: sum(recordsRefused, from, to), bytes: sum(bytesRefused, from, to) },
      recordsRetried: sum(recordsRetried, from, to),
    })
    worst = Math.max(worst, shareOfLimit(demand, 1))
  }
  return worst
}
