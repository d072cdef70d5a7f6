/** What CloudWatch would show, kept as rings: rates over the last second, and one point a second for charts. */
import { SECONDS_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../base/units'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../kinesis/limits'
import { formatShardId } from '../kinesis/shardId'
import { schedule } from './agenda'
import { endMinuteWhenDue } from './cloudWatch/minutes'
import { noteSecond } from './cloudWatch/noteMetrics'
import { recordsGiven } from './consumers/reading/tally'
import type { ReadMeter } from './consumers/readMeter'
import { noteExpired } from './consumers/finishing'
import type { Environment } from './environment'
import { createStreamMeter, METER_TICK_US, SAMPLES, TICKS_PER_SECOND, SERIES_SECONDS, type StreamTotals } from './meterState'
import { epochSecondOf } from './naming'
import { forgetTrimmedSegments, horizonUsOf, release, trimShard } from './recordMemory'
import { forgetAll } from './shardLog'
import { tell, type Sink } from './sink'
import type { MeterTotals } from './producers/core'
import type { Producer } from './producers/producer'
import type { Shard, Stream, World } from './state'
import { noteAttempts } from './shardAttempts'
import { endQuietThrottling } from './throttling'
import { iteratorAgeMsOf } from './progress'
import { endUsageSecond } from './usage/endUsageSecond'

const TRIM_EVERY_SECONDS = 60
const PRODUCER_TOTALS = ['calls', 'kinesisRecords', 'bytes', 'payloadUnits', 'kibibytes', 'latencyUs', 'acknowledged', 'throttled'] as const

export interface ShardRates {
  recordsPerSecond: number
  bytesPerSecond: number
  throttledPerSecond: number
}

export function runMeterTick(world: World, environment: Environment, sink: Sink): void {
  schedule(world.agenda, world.nowUs + METER_TICK_US, { type: 'MeterTick' })
  const { meters } = world
  const slot = meters.ticks % SAMPLES
  meters.sampledUs[slot] = world.nowUs
  for (const stream of world.streams) {
    for (const shardIndex of stream.openShards) sampleShard(stream.shards[shardIndex], slot)
  }
  endMinuteWhenDue(world)
  meters.ticks++
  if (meters.ticks % TICKS_PER_SECOND === 0) endSecond(world, environment, sink)
}

function sampleShard(shard: Shard, slot: number): void {
  const { samples } = shard.meter
  samples[3 * slot] = shard.recordsStored
  samples[3 * slot + 1] = shard.bytesStored
  samples[3 * slot + 2] = shard.recordsThrottled
}

/** Over about the last second; zero once the shard is closed. */
export function shardRates(world: World, shard: Shard): ShardRates {
  const { meters } = world
  if (shard.closedAtUs !== null || meters.ticks === 0) return { recordsPerSecond: 0, bytesPerSecond: 0, throttledPerSecond: 0 }
  const oldest = meters.ticks < SAMPLES ? 0 : meters.ticks % SAMPLES
  const sinceUs = Math.max(meters.sampledUs[oldest], shard.openedAtUs)
  const seconds = Math.max(world.nowUs - sinceUs, METER_TICK_US) / US_PER_SECOND
  const { samples } = shard.meter
  return {
    recordsPerSecond: (shard.recordsStored - samples[3 * oldest]) / seconds,
    bytesPerSecond: (shard.bytesStored - samples[3 * oldest + 1]) / seconds,
    throttledPerSecond: (shard.recordsThrottled - samples[3 * oldest + 2]) / seconds,
  }
}

/** Share of the limit that is nearer, 0 … 1 and a little more within a burst. */
export function writeUse(rates: ShardRates): number {
  return Math.max(rates.recordsPerSecond / WRITE_RECORDS_PER_SECOND_MAX, rates.bytesPerSecond / WRITE_BYTES_PER_SECOND_MAX)
}

function endSecond(world: World, environment: Environment, sink: Sink): void {
  const { meters } = world
  const point = meters.seconds % SERIES_SECONDS
  for (const stream of world.streams) {
    for (let shardIndex = stream.firstLiveShard; shardIndex < stream.shards.length; shardIndex++) {
      const shard = stream.shards[shardIndex]
      shard.meter.use[point] = shard.closedAtUs === null ? writeUse(shardRates(world, shard)) : NaN
      noteAttempts(meters, shard)
      endQuietThrottling(world, shard, sink)
    }
    noteStreamSecond(world, stream, point)
    const { firstLiveShard } = stream
    expireShards(world, stream, sink)
    noteExpiredFrom(world, stream, firstLiveShard, sink)
    if (meters.seconds % TRIM_EVERY_SECONDS === 0) for (const shard of stream.shards) trimShard(world, stream, shard.shardIndex)
  }
  if (meters.seconds % TRIM_EVERY_SECONDS === 0) forgetTrimmedSegments(world)
  for (const producer of world.producers) noteProducerSecond(producer, point)
  endApplicationSecond(world, point)
  meters.seconds++
  endUsageSecond(world, meters.seconds)
  if (epochSecondOf(world, world.nowUs) % SECONDS_PER_MINUTE === 0) endMinute(world, environment, sink)
}

/** Minutes are the wall clock's, as CloudWatch's are. */
function endMinute(world: World, environment: Environment, sink: Sink): void {
  for (const stream of world.streams) if (stream.onDemand !== null) environment.account.endOnDemandMinute(world, stream, sink)
}

function noteProducerSecond({ books, meter }: Producer, point: number): void {
  const now: MeterTotals = {
    calls: meter.calls,
    kinesisRecords: meter.kinesisRecords,
    bytes: meter.bytes,
    payloadUnits: meter.payloadUnits,
    kibibytes: meter.kibibytes,
    latencyUs: meter.latencyUs,
    acknowledged: books.recordsAcknowledged,
    throttled: books.recordsThrottled,
  }
  const { before, last, series } = meter
  for (const name of PRODUCER_TOTALS) last[name] = now[name] - before[name]
  meter.before = now
  meter.lastLatencyUsMax = meter.latencyUsMax
  meter.latencyUsMax = 0
  series.calls[point] = last.calls
  series.acknowledged[point] = last.acknowledged
  series.latencyMs[point] = last.acknowledged === 0 ? NaN : last.latencyUs / last.acknowledged / US_PER_MS
  series.payloadUnits[point] = last.payloadUnits
  series.kibibytes[point] = last.kibibytes
  series.waiting[point] = books.recordsWaiting
}

/** A place that a deleted stream has left begins again at nothing. */
function noteStreamSecond(world: World, stream: Stream, point: number): void {
  const { meters } = world
  const meter = (meters.streams[stream.streamIndex] ??= createStreamMeter())
  const totals: StreamTotals = { records: 0, bytes: 0, throttled: 0 }
  for (const shard of stream.shards) {
    totals.records += shard.recordsStored
    totals.bytes += shard.bytesStored
    totals.throttled += shard.recordsThrottled
  }
  meter.incomingRecords[point] = Math.max(0, totals.records - meter.totals.records)
  meter.incomingBytes[point] = Math.max(0, totals.bytes - meter.totals.bytes)
  meter.throttledRecords[point] = Math.max(0, totals.throttled - meter.totals.throttled)
  meter.totals = totals
  if (stream.deletedAtUs === null) noteSecond(world, stream, meters.seconds, [meter.incomingRecords[point], meter.incomingBytes[point], meter.throttledRecords[point]])
}

function endApplicationSecond(world: World, point: number): void {
  for (const application of world.applications) {
    if (application.state === 'STOPPED') continue
    const meter = world.meters.applications[application.applicationIndex]
    const given = recordsGiven(application.tally)
    meter.processedPerSecond = given - meter.processedBefore
    meter.processedBefore = given
    meter.processedRecords[point] = meter.processedPerSecond
    meter.iteratorAgeMs[point] = iteratorAgeMsOf(world, application)
    meter.reads = since(application.reads, meter.readsBefore)
    meter.readsBefore = { ...application.reads }
    if (application.kind !== 'kcl') continue
    const before = meter.workers
    meter.workers = new Map()
    for (const { workerId, workedUs, threadsBusy } of application.workers) {
      const worked = workedUs - (before.get(workerId)?.workedUs ?? 0)
      const capacityUs = US_PER_SECOND * application.settings.threadsPerWorker
      const busy = Math.min(1, Math.max(worked / capacityUs, threadsBusy / application.settings.threadsPerWorker))
      meter.workers.set(workerId, { workedUs, busy })
    }
  }
}

function since(now: ReadMeter, before: ReadMeter): ReadMeter {
  const added = { ...now }
  for (const name of Object.keys(added) as (keyof ReadMeter)[]) added[name] -= before[name]
  return added
}

/** What retention took from an application that was too slow. */
function noteExpiredFrom(world: World, stream: Stream, firstShard: number, sink: Sink): void {
  for (const application of world.applications) {
    if (application.streamName !== stream.streamName || application.state === 'STOPPED') continue
    for (let shardIndex = firstShard; shardIndex < stream.shards.length; shardIndex++) noteExpired(world, application, stream.shards[shardIndex], sink)
  }
}

/** A closed shard leaves the stream when its last second is past retention. */
function expireShards(world: World, stream: Stream, sink: Sink): void {
  const horizonUs = horizonUsOf(world, stream)
  for (let shardIndex = stream.firstLiveShard; shardIndex < stream.shards.length; shardIndex++) {
    const shard = stream.shards[shardIndex]
    if (shard.expired || shard.closedAtUs === null || shard.closedAtUs >= horizonUs) continue
    shard.expired = true
    release(world.memory, forgetAll(shard.log))
    tell(world, sink, { kind: 'ShardExpired', shardId: formatShardId(shardIndex) }, stream)
  }
  while (stream.firstLiveShard < stream.shards.length && stream.shards[stream.firstLiveShard].expired) stream.firstLiveShard++
}

