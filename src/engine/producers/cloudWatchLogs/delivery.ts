/** From log events to Kinesis records, and their way into the stream: one PutRecord each, tried again for up to a day. */
import { nextBelow, nextBetween, nextU32 } from '../../../base/prng'
import { share } from '../../../base/plainData'
import { readUtf8 } from '../../../base/utf8'
import { US_PER_MS } from '../../../base/units'
import type { ExceptionName } from '../../../kinesis/exceptions'
import { MAX_RECORD_SIZE_DEFAULT } from '../../../kinesis/limits'
import type { Environment } from '../../environment'
import { nameKey } from '../../keySpace'
import { sweepKeysWhenMany } from '../../keySweep'
import { createBatch } from '../../recordBatch'
import { recordNumberOf } from '../../recordId'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { acknowledge, giveUp, type GivenUpReason } from '../books'
import { nextRecordId } from '../collect'
import type { PutAnswer, PutRequest } from '../core'
import { failureOf } from '../sdk/retries'
import { sendRequest } from '../sending'
import { setTimer } from '../setTimer'
import { DELIVERIES_MAX, DELIVERY_BYTES_MAX, DELIVERY_MS, DELIVERY_RETRY_US, REQUEST_TIMEOUT_MS, REQUESTS_IN_FLIGHT_MAX, RETRY_US, RETRY_US_MAX } from './constants'
import { bytesOf, dataMessage, hexOf, logStreamKey, type LogEvent, type LogMessage } from './message'
import type { CloudWatchLogsProducer, Delivery } from './model'

const RETRY_DOUBLINGS_MAX = 6
/** Of what is kept for whoever looks. */
const SHOWN_BYTES_MAX = 4_096

/** Makes one record of the log events of one put, or several where one would be too large. */
export function deliver(world: World, environment: Environment, producer: CloudWatchLogsProducer, { logStream, logEvents }: { logStream: string; logEvents: LogEvent[] }, sink: Sink): void {
  const message = dataMessage(producer.settings, logStream, logEvents)
  if (deliverMessage(world, environment, producer, message, logEvents.length, sink)) return
  const half = logEvents.length >> 1
  deliver(world, environment, producer, { logStream, logEvents: logEvents.slice(0, half) }, sink)
  deliver(world, environment, producer, { logStream, logEvents: logEvents.slice(half) }, sink)
}

/** @returns false when it should be two records. */
export function deliverMessage(world: World, environment: Environment, producer: CloudWatchLogsProducer, message: LogMessage, events: number, sink: Sink): boolean {
  const json = bytesOf(message)
  const data = environment.gzip(json)
  const isLarge = data.length > MAX_RECORD_SIZE_DEFAULT
  if (isLarge && events > 1) return false
  const isRandom = message.messageType === 'DATA_MESSAGE' && producer.settings.distribution === 'Random'
  const partitionKey = isRandom ? randomKey(producer) : logStreamKey(message)
  producer.lastRecord = { logStream: message.logStream, partitionKey, events, jsonBytes: json.length, gzipBytes: data.length, json: readUtf8(json.subarray(0, SHOWN_BYTES_MAX)) }
  const delivery: Delivery = { recordId: nextRecordId(producer), data: share(data), partitionKey, events, madeUs: world.nowUs, failures: 0 }
  if (isLarge || producer.deliveries.size >= DELIVERIES_MAX || producer.deliveryBytes >= DELIVERY_BYTES_MAX) {
    drop(world, producer, delivery, isLarge ? 'size' : 'buffer', sink)
    return true
  }
  const recordNumber = recordNumberOf(delivery.recordId)
  producer.deliveries.set(recordNumber, delivery)
  producer.deliveryBytes += data.length
  producer.books.recordsWaiting++
  setTimer(world, producer, world.nowUs + nextBetween(producer.prng, DELIVERY_MS) * US_PER_MS, { kind: 'cloudWatchLogs', recordNumber })
  return true
}

function randomKey({ prng }: CloudWatchLogsProducer): string {
  return hexOf(Uint32Array.of(nextU32(prng), nextU32(prng), nextU32(prng), nextU32(prng)))
}

export function sendDelivery(world: World, producer: CloudWatchLogsProducer, recordNumber: number): void {
  const delivery = producer.deliveries.get(recordNumber)
  if (delivery === undefined) return
  if (producer.requests.size >= REQUESTS_IN_FLIGHT_MAX) {
    producer.queue.push(recordNumber)
    return
  }
  sweepKeysWhenMany(world)
  const batch = createBatch(1)
  batch.count = 1
  batch.keyIds[0] = nameKey(world.keys, delivery.partitionKey, null)
  batch.bytes[0] = delivery.data.length + delivery.partitionKey.length
  batch.recordIds[0] = delivery.recordId
  batch.data = [delivery.data]
  batch.attempt = 1 + delivery.failures
  batch.madeUs = delivery.madeUs
  producer.books.recordsWaiting--
  sendRequest(world, producer, batch, { operation: 'PutRecord', timeoutMs: REQUEST_TIMEOUT_MS })
}

export function takeAnswer(world: World, producer: CloudWatchLogsProducer, { batch }: PutRequest, answer: PutAnswer, sink: Sink): void {
  const recordNumber = recordNumberOf(batch.recordIds[0])
  const delivery = producer.deliveries.get(recordNumber)
  if (delivery === undefined) return
  // The engine may have marked it: it is in the stream, and CloudWatch Logs does not know.
  delivery.recordId = batch.recordIds[0]
  const isRefusedForGood = answer.kind === 'refused' && failureOf(answer.exception) === null
  if (answer.kind === 'stored') {
    forget(producer, recordNumber, delivery)
    producer.counts.eventsDelivered += delivery.events
    acknowledge(producer, 1, world.nowUs - delivery.madeUs)
  } else if (isRefusedForGood || world.nowUs - delivery.madeUs >= DELIVERY_RETRY_US) {
    forget(producer, recordNumber, delivery)
    drop(world, producer, delivery, isRefusedForGood ? reasonOf(answer.exception) : 'attempts', sink)
  } else waitForRetry(world, producer, recordNumber, delivery)
  sendQueued(world, producer)
}

function reasonOf(exception: ExceptionName): GivenUpReason {
  return exception === 'ResourceNotFoundException' ? 'stream' : 'error'
}

function waitForRetry(world: World, producer: CloudWatchLogsProducer, recordNumber: number, delivery: Delivery): void {
  const ceilingUs = Math.min(RETRY_US_MAX, RETRY_US * (1 << Math.min(delivery.failures++, RETRY_DOUBLINGS_MAX)))
  const waitUs = nextBelow(producer.prng, ceilingUs)
  producer.books.recordsWaiting++
  setTimer(world, producer, world.nowUs + waitUs, { kind: 'cloudWatchLogs', recordNumber })
}

/** A connection is free. */
function sendQueued(world: World, producer: CloudWatchLogsProducer): void {
  const next = producer.queue.shift()
  if (next !== undefined) sendDelivery(world, producer, next)
}

function forget(producer: CloudWatchLogsProducer, recordNumber: number, { data }: Delivery): void {
  producer.deliveries.delete(recordNumber)
  producer.deliveryBytes -= data.length
}

function drop(world: World, producer: CloudWatchLogsProducer, { events }: Delivery, reason: GivenUpReason, sink: Sink): void {
  producer.counts.eventsDropped += events
  giveUp(world, producer, 1, reason, sink)
}
