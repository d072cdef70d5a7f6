/** Log events on their way into the log group, and what of them the filter lets through. */
import { readUtf8, utf8Length } from '../../../base/utf8'
import { US_PER_MS, US_PER_SECOND, type EpochMs } from '../../../base/units'
import type { Environment } from '../../environment'
import { partitionKeyOf } from '../../keySpace'
import { producerIdOf, recordNumberOf } from '../../recordId'
import type { Sink } from '../../sink'
import { lineOf } from '../../source'
import type { World } from '../../state'
import { rowText } from '../rowText'
import { makeRows } from '../workload'
import { COLLECTING_BYTES_MAX, LOG_EVENT_OVERHEAD_BYTES, PUT_LOG_EVENTS_BYTES_MAX, PUT_LOG_EVENTS_MAX } from './constants'
import { deliver } from './delivery'
import { filterPatternOf, matchesFilter } from './filterPattern'
import { eventId, type LogEvent } from './message'
import type { CloudWatchLogsProducer, LogBatch } from './model'

/** One beat: what was logged, then what has been collected for long enough. */
export function collectLogEvents(world: World, environment: Environment, producer: CloudWatchLogsProducer, sink: Sink): void {
  const { counts } = producer
  const workload = producer.workload ?? world.workload
  const source = workload.kind === 'replay' ? environment.sources.get(workload.sourceId) : undefined
  const made: { keyId: number; message: string }[] = []
  counts.eventsIngested = makeRows(world, environment, producer, counts.eventsIngested, sink, (keyId, dataBytes, _keyBytes, rowId) => {
    const line = source === undefined ? null : lineOf(source, producer.traffic.replay.next - 1)
    const number = recordNumberOf(rowId)
    const row = { id: `${producerIdOf(producer.producerIndex)}/event-${number}`, number, partitionKey: partitionKeyOf(world.keys, keyId) }
    made.push({ keyId, message: readUtf8(line ?? rowText(row, dataBytes)) })
  })
  for (const { keyId, message } of made) {
    addLogEvent(world, environment, producer, keyId, message, sink)
    if (producer.collectingBytes > COLLECTING_BYTES_MAX) putOldest(world, environment, producer, sink)
  }
  putCollected(world, environment, producer, sink)
}

function addLogEvent(world: World, environment: Environment, producer: CloudWatchLogsProducer, keyId: number, message: string, sink: Sink): void {
  const { collecting, counts } = producer
  const bytes = utf8Length(message) + LOG_EVENT_OVERHEAD_BYTES
  let batch = collecting.get(keyId)
  if (batch !== undefined && (batch.events === PUT_LOG_EVENTS_MAX || batch.bytes + bytes > PUT_LOG_EVENTS_BYTES_MAX)) {
    putLogEvents(world, environment, producer, keyId, batch, sink)
    batch = undefined
  }
  if (batch === undefined) {
    batch = { sinceUs: world.nowUs, events: 0, bytes: 0, places: [], timestamps: [], messages: [] }
    collecting.set(keyId, batch)
  }
  const place = batch.events++
  batch.bytes += bytes
  producer.collectingBytes += bytes
  const pattern = filterPatternOf(producer.settings.filterPattern)
  if ('key' in pattern || !matchesFilter(pattern, message)) return
  counts.eventsMatched++
  batch.places.push(place)
  batch.timestamps.push(epochMsNow(world))
  batch.messages.push(message)
}

function putCollected(world: World, environment: Environment, producer: CloudWatchLogsProducer, sink: Sink): void {
  const untilUs = world.nowUs - producer.settings.forceFlushIntervalSeconds * US_PER_SECOND
  for (const [keyId, batch] of producer.collecting) {
    if (batch.sinceUs > untilUs) return
    putLogEvents(world, environment, producer, keyId, batch, sink)
  }
}

function putOldest(world: World, environment: Environment, producer: CloudWatchLogsProducer, sink: Sink): void {
  const [[keyId, batch]] = producer.collecting
  putLogEvents(world, environment, producer, keyId, batch, sink)
}

/** The agents come to their end. */
export function putAllCollected(world: World, environment: Environment, producer: CloudWatchLogsProducer, sink: Sink): void {
  for (const [keyId, batch] of producer.collecting) putLogEvents(world, environment, producer, keyId, batch, sink)
}

function putLogEvents(world: World, environment: Environment, producer: CloudWatchLogsProducer, keyId: number, batch: LogBatch, sink: Sink): void {
  producer.collecting.delete(keyId)
  producer.collectingBytes -= batch.bytes
  if (batch.messages.length === 0) return
  const logStream = partitionKeyOf(world.keys, keyId)
  deliver(world, environment, producer, { logStream, logEvents: logEventsOf(batch, logStream, epochMsNow(world)) }, sink)
}

function logEventsOf({ places, timestamps, messages }: LogBatch, logStream: string, ingestedAt: EpochMs): LogEvent[] {
  return messages.map((message, at) => ({
    id: eventId({ timestamp: timestamps[at], ingestedAt, logStream, place: places[at] }),
    timestamp: timestamps[at],
    message,
  }))
}

export function epochMsNow({ epochMs, nowUs }: World): EpochMs {
  return epochMs + Math.floor(nowUs / US_PER_MS)
}
