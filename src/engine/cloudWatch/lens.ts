/** A stream's or a shard's traffic by seconds as it was, and by minutes as CloudWatch has it: what a mean hides. */
import { US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../base/units'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'
import { parseShardId } from '../../kinesis/shardId'
import { METER_TICK_US, TICKS_PER_SECOND } from '../meterState'
import { findStream } from '../naming'
import { attemptColumns } from '../shardAttempts'
import type { Stream, World } from '../state'
import type { LensMinute, LensView, MetricsQuestion } from './metricsView'
import { LENS_SECONDS } from './model'

type Columns = Pick<LensView['seconds'], 'records' | 'bytes' | 'throttled'>

/** Of a stream the last 6 minutes, of a shard the last one. */
export function lensView(world: World, asked: NonNullable<MetricsQuestion['lens']>): LensView | null {
  const stream = findStream(world, asked.streamName)
  const columns = stream === null ? null : columnsOf(world, stream, asked.shardId)
  if (stream === null || columns === null) return null
  const shards = asked.shardId === null ? stream.openShards.length : 1
  const limit = { records: shards * WRITE_RECORDS_PER_SECOND_MAX, bytes: shards * WRITE_BYTES_PER_SECOND_MAX }
  const known = columns.records.length
  const fromUs = lastSecondUs(world) - known * US_PER_SECOND
  const use = columns.records.map((records, at) => Math.max(records / limit.records, columns.bytes[at] / limit.bytes))
  const secondsAtLimit = use.filter((share, at) => share >= 1 || columns.throttled[at] > 0).length
  return {
    ...asked,
    limit,
    seconds: { fromMs: fromUs / US_PER_MS, ...columns },
    minutes: minutesOf(world, fromUs, columns, limit, use),
    secondsThrottled: columns.throttled.filter((records) => records > 0).length,
    secondsAtLimit,
    shareAtLimit: known === 0 ? 0 : secondsAtLimit / known,
  }
}

/** Seconds end with every fifth tick of the meters, the first of which was at the run's beginning. */
function lastSecondUs({ meters }: World): number {
  return (meters.seconds * TICKS_PER_SECOND - 1) * METER_TICK_US
}

function columnsOf(world: World, stream: Stream, shardId: string | null): Columns | null {
  if (shardId !== null) {
    const shard = stream.shards.at(parseShardId(shardId) ?? stream.shards.length)
    if (shard === undefined) return null
    const { recordsStored, bytesStored, recordsRefused } = attemptColumns(world.meters, shard)
    return { records: Array.from(recordsStored), bytes: Array.from(bytesStored), throttled: Array.from(recordsRefused) }
  }
  const { seconds } = world.meters
  const known = Math.min(LENS_SECONDS, seconds - Math.ceil(stream.createdAtUs / US_PER_SECOND))
  const ring = world.cloudWatch.streams.get(stream.streamName)?.seconds ?? null
  const column = (index: number) => Array.from({ length: Math.max(0, known) }, (_, at) => (ring === null ? 0 : ring[index * LENS_SECONDS + ((seconds - known + at) % LENS_SECONDS)]))
  return { records: column(0), bytes: column(1), throttled: column(2) }
}

/** A second belongs to the minute that has most of it; the minute that runs is not there yet. */
function minutesOf({ epochMs, nowUs }: World, fromUs: number, columns: Columns, limit: LensView['limit'], use: readonly number[]): LensMinute[] {
  const epochUs = epochMs * US_PER_MS
  const minuteOf = (us: number) => Math.floor((epochUs + us) / US_PER_MINUTE)
  const places = new Map<number, number[]>()
  for (let at = 0; at < use.length; at++) {
    const minute = minuteOf(fromUs + at * US_PER_SECOND + US_PER_SECOND / 2)
    const within = places.get(minute)
    if (within === undefined) places.set(minute, [at])
    else within.push(at)
  }
  places.delete(minuteOf(nowUs))
  return Array.from(places, ([minute, within]) => minuteFrom((minute * US_PER_MINUTE - epochUs) / US_PER_MS, within, columns, limit, use))
}

function minuteFrom(atMs: number, within: readonly number[], { records, bytes, throttled }: Columns, limit: LensView['limit'], use: readonly number[]): LensMinute {
  const sum = (values: readonly number[]) => within.reduce((total, at) => total + values[at], 0)
  const recordsPerSecond = sum(records) / within.length
  const bytesPerSecond = sum(bytes) / within.length
  const meanUse = Math.max(recordsPerSecond / limit.records, bytesPerSecond / limit.bytes)
  const refused = sum(throttled)
  return {
    atMs,
    secondsKnown: within.length,
    recordsPerSecond,
    bytesPerSecond,
    throttled: refused,
    meanUse,
    peakUse: Math.max(...within.map((at) => use[at])),
    secondsThrottled: within.filter((at) => throttled[at] > 0).length,
    hidesThrottling: refused > 0 && meanUse < 1,
  }
}
