/** A stream's or a shard's traffic by seconds as it was, and by minutes as CloudWatch has it: what a mean hides. */
import { US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../base/units'
import { parseShardId } from '../../kinesis/shardId'
import { METER_TICK_US, TICKS_PER_SECOND } from '../meterState'
import { findStream } from '../naming'
import { attemptColumns, shareOfLimit } from '../shardAttempts'
import type { Stream, World } from '../state'
import type { LensMinute, LensView, MetricsQuestion } from './metricsView'
import { LENS_SECONDS } from './model'
import { openShardSeconds } from './openShardSeconds'

type Columns = Pick<LensView['seconds'], 'records' | 'bytes' | 'throttled'>
type Measured = Omit<LensView['seconds'], 'fromMs'>

/** Of a stream the last 6 minutes, of a shard the last one. */
export function lensView(world: World, asked: NonNullable<MetricsQuestion['lens']>): LensView | null {
  const stream = findStream(world, asked.streamName)
  const columns = stream === null ? null : columnsOf(world, stream, asked.shardId)
  if (stream === null || columns === null) return null
  const known = columns.records.length
  const fromUs = lastSecondUs(world) - known * US_PER_SECOND
  const ofOne = asked.shardId === null ? null : parseShardId(asked.shardId)
  const shards = openShardSeconds(ofOne === null ? stream.shards : [stream.shards[ofOne]], fromUs, known)
  const seconds = { ...columns, shards, use: shards.map((open, at) => shareUsed(columns.records[at], columns.bytes[at], open)) }
  const secondsAtLimit = seconds.use.filter((share, at) => share >= 1 || columns.throttled[at] > 0).length
  return {
    ...asked,
    seconds: { fromMs: fromUs / US_PER_MS, ...seconds },
    minutes: minutesOf(world, fromUs, seconds),
    secondsThrottled: columns.throttled.filter((records) => records > 0).length,
    secondsAtLimit,
    shareAtLimit: known === 0 ? 0 : secondsAtLimit / known,
  }
}

/** Share of what so many shards take in a second, by the nearer limit. */
function shareUsed(records: number, bytes: number, shards: number): number {
  return shards === 0 ? 0 : shareOfLimit({ records, bytes }, shards)
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
function minutesOf({ epochMs, nowUs }: World, fromUs: number, seconds: Measured): LensMinute[] {
  const epochUs = epochMs * US_PER_MS
  const minuteOf = (us: number) => Math.floor((epochUs + us) / US_PER_MINUTE)
  const places = new Map<number, number[]>()
  for (let at = 0; at < seconds.use.length; at++) {
    const minute = minuteOf(fromUs + at * US_PER_SECOND + US_PER_SECOND / 2)
    const within = places.get(minute)
    if (within === undefined) places.set(minute, [at])
    else within.push(at)
  }
  places.delete(minuteOf(nowUs))
  return Array.from(places, ([minute, within]) => minuteFrom((minute * US_PER_MINUTE - epochUs) / US_PER_MS, within, seconds))
}

function minuteFrom(atMs: number, within: readonly number[], { records, bytes, throttled, shards, use }: Measured): LensMinute {
  const sum = (values: readonly number[]) => within.reduce((total, at) => total + values[at], 0)
  const recordsPerSecond = sum(records) / within.length
  const bytesPerSecond = sum(bytes) / within.length
  const meanUse = shareUsed(recordsPerSecond, bytesPerSecond, sum(shards) / within.length)
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
