/** What an application has ready to send, and its connections: at most 50 requests are under way, the rest waits. */
import { createBatch, type RecordBatch } from '../../recordBatch'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { giveUp, type GivenUpReason } from '../books'
import { sendRequest } from '../sending'
import { RECORDS_WAITING_MAX, REQUESTS_IN_FLIGHT_MAX, type SdkProducer } from './model'
import { forgetLate } from './orderWatch'
import { isOrdered, passTurn, takeTurn } from './turns'

/** Sends records that are in no book, or lets them wait for a connection; what finds no room is given up. */
export function offer(world: World, producer: SdkProducer, batch: RecordBatch, sink: Sink): void {
  const { settings, requests, queue, books } = producer
  if (settings.operation === 'PutRecords') {
    if (requests.size < REQUESTS_IN_FLIGHT_MAX) send(world, producer, batch)
    else if (hasRoom(world, producer, batch, sink)) {
      queue.push(batch)
      books.recordsWaiting += batch.count
    }
    return
  }
  const free = isOrdered(settings) ? 0 : REQUESTS_IN_FLIGHT_MAX - requests.size
  const tooMany = books.recordsWaiting + batch.count - (RECORDS_WAITING_MAX + free)
  if (tooMany > 0) drop(world, producer, cutOff(batch, Math.min(tooMany, batch.count)), 'buffer', sink)
  if (batch.count === 0) return
  queue.push(batch)
  books.recordsWaiting += batch.count
  sendWaiting(world, producer)
}

/** Takes the last entries off a batch. */
function cutOff(batch: RecordBatch, count: number): RecordBatch {
  const last = entriesOf(batch, batch.count - count, batch.count)
  batch.count -= count
  return last
}

/** As many connections are free, so many requests go. */
export function sendWaiting(world: World, producer: SdkProducer): void {
  while (producer.requests.size < REQUESTS_IN_FLIGHT_MAX) {
    const batch = takeNext(producer)
    if (batch === null) return
    producer.books.recordsWaiting -= batch.count
    send(world, producer, batch)
  }
}

function send(world: World, producer: SdkProducer, batch: RecordBatch): void {
  const { operation, requestTimeoutMs } = producer.settings
  sendRequest(world, producer, batch, { operation, timeoutMs: requestTimeoutMs })
}

function takeNext(producer: SdkProducer): RecordBatch | null {
  const ready = producer.turns.ready.shift()
  if (ready !== undefined) return ready
  if (producer.settings.operation === 'PutRecords') return takeBatch(producer)
  const mustWait = isOrdered(producer.settings)
  for (;;) {
    const record = takeRecord(producer)
    if (record === null || !mustWait || takeTurn(producer, record)) return record
  }
}

/** What is left of the first batch that waits. */
function takeBatch(producer: SdkProducer): RecordBatch | null {
  const batch = producer.queue.shift()
  if (batch === undefined) return null
  const { queueTaken } = producer
  producer.queueTaken = 0
  return queueTaken === 0 ? batch : entriesOf(batch, queueTaken, batch.count)
}

function takeRecord(producer: SdkProducer): RecordBatch | null {
  const [batch] = producer.queue as [RecordBatch?]
  if (batch === undefined) return null
  if (batch.count === 1) return takeBatch(producer)
  const at = producer.queueTaken++
  if (producer.queueTaken === batch.count) {
    producer.queue.shift()
    producer.queueTaken = 0
  }
  return entriesOf(batch, at, at + 1)
}

function entriesOf(batch: RecordBatch, from: number, to: number): RecordBatch {
  const part = createBatch(to - from)
  part.count = to - from
  part.keyIds.set(batch.keyIds.subarray(from, to))
  part.bytes.set(batch.bytes.subarray(from, to))
  part.recordIds.set(batch.recordIds.subarray(from, to))
  part.data = batch.data?.slice(from, to) ?? null
  const { attempt, call, requestNumber, madeUs } = batch
  return Object.assign(part, { attempt, call, requestNumber, madeUs })
}

export function hasRoom(world: World, producer: SdkProducer, batch: RecordBatch, sink: Sink): boolean {
  if (producer.books.recordsWaiting + batch.count <= RECORDS_WAITING_MAX) return true
  drop(world, producer, batch, 'buffer', sink)
  return false
}

/** Gives up on records that are in no book. */
export function drop(world: World, producer: SdkProducer, batch: RecordBatch, reason: GivenUpReason, sink: Sink): void {
  if (batch.requestNumber > 0 || batch.attempt > 1) forgetLate(producer, batch)
  passTurn(producer, batch)
  giveUp(world, producer, batch.count, reason, sink)
}
