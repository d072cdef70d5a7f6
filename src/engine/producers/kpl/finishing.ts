/** Futures that are done: what they mean for the books, where their records were among those that wait, and for the metrics. */
import { US_PER_MS, type SimUs } from '../../../base/units'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { acknowledgeEach, giveUp } from '../books'
import { putMetric, putMetrics, type Stats } from './metrics'
import type { Daemon, KplProducer } from './model'
import { dropUserRecord, NONE } from './userRecords'

/** Each attempt is measured when it ends; the KPL does it when the record is done. */
export function noteAttempt(world: World, { records, metrics }: Daemon, slot: number, startUs: SimUs): void {
  const bufferedMs = Math.floor((startUs - records.attemptEndUs[slot]) / US_PER_MS)
  putMetric(metrics, world.nowUs, 'BufferingTime', bufferedMs, records.shard[slot])
  records.attempts[slot]++
  records.attemptEndUs[slot] = world.nowUs
}

export function fail(world: World, producer: KplProducer, daemon: Daemon, slot: number, reason: 'expired' | 'throttled', sink: Sink): void {
  const { records, metrics } = daemon
  const shard = records.shard[slot]
  producer.books.recordsWaiting--
  giveUp(world, producer, 1, reason, sink)
  putMetric(metrics, world.nowUs, 'UserRecordsPut', 0, shard)
  if (reason === 'expired') putMetric(metrics, world.nowUs, 'UserRecordExpired', 1, shard)
  putMetric(metrics, world.nowUs, 'RetriesPerRecord', records.attempts[slot] - 1, shard)
  dropUserRecord(records, slot)
}

/** @param from first of the chained records that are acknowledged; the chain ends where their Kinesis record does. */
export function succeed(world: World, producer: KplProducer, daemon: Daemon, from: number, startUs: SimUs, landedAt: number): void {
  const { records, metrics } = daemon
  const { nowUs } = world
  const bytes = createStats()
  const buffered = createStats()
  const retries = createStats()
  let latencyUs = 0
  let latencyUsMax = 0
  for (let slot = from; slot !== NONE; ) {
    const next = records.next[slot]
    const waitedUs = nowUs - records.arrivalUs[slot]
    latencyUs += waitedUs
    if (waitedUs > latencyUsMax) latencyUsMax = waitedUs
    note(bytes, records.dataBytes[slot])
    note(buffered, Math.floor((startUs - records.attemptEndUs[slot]) / US_PER_MS))
    note(retries, records.attempts[slot])
    dropUserRecord(records, slot)
    slot = next
  }
  producer.books.recordsWaiting -= bytes.count
  acknowledgeEach(producer, bytes.count, latencyUs, latencyUsMax)
  putMetrics(metrics, nowUs, 'UserRecordsPut', { count: bytes.count, sum: bytes.count, min: 1, max: 1 }, landedAt)
  putMetrics(metrics, nowUs, 'UserRecordsDataPut', bytes, landedAt)
  putMetrics(metrics, nowUs, 'BufferingTime', buffered, landedAt)
  putMetrics(metrics, nowUs, 'RetriesPerRecord', retries, landedAt)
}

function createStats(): Stats {
  return { count: 0, sum: 0, min: Infinity, max: 0 }
}

function note(stats: Stats, value: number): void {
  stats.count++
  stats.sum += value
  if (value < stats.min) stats.min = value
  if (value > stats.max) stats.max = value
}
