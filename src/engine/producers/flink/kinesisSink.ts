/** Flink's AsyncSinkWriter as the Kinesis sink sets it up: batches, limits of what is in flight, and what was refused goes first again. */
import { US_PER_MS, type Bytes } from '../../../base/units'
import type { RecordBatch } from '../../recordBatch'
import { identityOf, markStored } from '../../recordId'
import type { World } from '../../state'
import { acknowledge } from '../books'
import { markStoredEntries } from '../copies'
import type { PutAnswer, PutRequest } from '../core'
import { sendRequest } from '../sending'
import { setTimer } from '../setTimer'
import { BATCH_BYTES_MAX, IN_FLIGHT_DECREASE, IN_FLIGHT_INCREASE } from './constants'
import type { FlinkProducer, JobFailure } from './model'
import { lengthOf, pushResult, putBack, resultOf, takeBatch, type Result } from './resultQueue'

export function hasRoom({ job, sink, checkpoint, settings }: FlinkProducer): boolean {
  return job.status === 'RUNNING' && !sink.isFlushing && checkpoint.begunUs === null && lengthOf(sink.buffer) < settings.maxBufferedRequests
}

/** For whoever has seen that there is room. */
export function write(world: World, producer: FlinkProducer, result: Result): void {
  pushResult(producer.sink.buffer, result)
  startTimer(world, producer)
}

/** One runs from the first result in an empty buffer on. */
function startTimer(world: World, producer: FlinkProducer): void {
  const { sink, settings } = producer
  if (sink.flushDueUs !== null) return
  sink.flushDueUs = world.nowUs + settings.maxTimeInBufferMs * US_PER_MS
  setTimer(world, producer, sink.flushDueUs, { kind: 'flink', what: 'flush' })
}

export function beginFlush({ sink }: FlinkProducer): void {
  sink.flushDueUs = null
  sink.isFlushing = true
}

/** Sends full batches, and while it is flushing the rest too, as far as what is in flight allows. */
export function sendBatches(world: World, producer: FlinkProducer): void {
  const { sink, settings, requests, job } = producer
  if (job.status !== 'RUNNING') return
  for (;;) {
    const buffered = lengthOf(sink.buffer)
    if (buffered === 0) {
      sink.isFlushing = false
      return
    }
    const sizeMax = Math.min(settings.maxBatchSize, sink.inFlightMessagesMax)
    const isFull = buffered >= sizeMax || sink.buffer.dataBytes >= BATCH_BYTES_MAX
    if (!isFull && !sink.isFlushing && producer.state === 'RUNNING') return
    const size = Math.min(sizeMax, buffered)
    if (requests.size >= settings.maxInFlightRequests || sink.inFlightMessages + size > sink.inFlightMessagesMax) return
    send(world, producer, takeBatch(sink.buffer, size, BATCH_BYTES_MAX))
  }
}

/** A request counts all its records as in flight; those that the books know no more are taken out again, until it ends. */
function send(world: World, producer: FlinkProducer, batch: RecordBatch): void {
  const { books, sink, settings } = producer
  const owed = countOwed(producer, batch)
  books.recordsWaiting -= owed
  sink.inFlightMessages += batch.count
  sink.inFlightBytes += bytesIn(batch)
  sendRequest(world, producer, batch, { operation: 'PutRecords', timeoutMs: settings.requestTimeoutMs })
  books.recordsInFlight -= batch.count - owed
}

function bytesIn({ bytes, count }: RecordBatch): Bytes {
  let sum = 0
  for (let entry = 0; entry < count; entry++) sum += bytes[entry]
  return sum
}

/** @returns why the job fails; null where it goes on. */
export function settle(world: World, producer: FlinkProducer, request: PutRequest, answer: PutAnswer): JobFailure | null {
  const { sink, settings, books } = producer
  const { batch } = request
  books.recordsInFlight += batch.count - countOwed(producer, batch)
  sink.inFlightMessages -= batch.count
  sink.inFlightBytes -= bytesIn(batch)
  const failed = failedEntries(batch, answer)
  const failure = failureOf(producer, answer, failed)
  if (failure !== null) {
    markStoredEntries(request)
    sendAgain(world, producer, batch, allOf(batch))
    return failure
  }
  const rateMax = settings.maxBatchSize * settings.maxInFlightRequests
  if (failed.length === 0) sink.inFlightMessagesMax = Math.min(rateMax, sink.inFlightMessagesMax + IN_FLIGHT_INCREASE)
  else sink.inFlightMessagesMax = Math.max(1, Math.round(sink.inFlightMessagesMax * IN_FLIGHT_DECREASE))
  noteWritten(world, producer, batch, failed)
  if (failed.length > 0) sendAgain(world, producer, batch, failed)
  return null
}

function failedEntries(batch: RecordBatch, answer: PutAnswer): Uint16Array {
  return answer.kind === 'stored' ? (answer.failed ?? new Uint16Array(0)) : allOf(batch)
}

function allOf({ count }: RecordBatch): Uint16Array {
  return Uint16Array.from({ length: count }, (_, entry) => entry)
}

/** A stream that is not there is fatal whatever the settings. */
function failureOf({ settings: { failOnError } }: FlinkProducer, answer: PutAnswer, failed: Uint16Array): JobFailure | null {
  if (answer.kind === 'refused' && answer.exception === 'ResourceNotFoundException') return 'stream'
  if (!failOnError || failed.length === 0) return null
  return answer.kind === 'stored' ? 'entries' : answer.kind === 'timeout' ? 'timeout' : 'request'
}

function noteWritten(world: World, producer: FlinkProducer, batch: RecordBatch, failed: Uint16Array): void {
  const { checkpoint } = producer
  let acknowledged = 0
  let nextFailed = 0
  for (let entry = 0; entry < batch.count; entry++) {
    if (nextFailed < failed.length && failed[nextFailed] === entry) {
      nextFailed++
      continue
    }
    if (!checkpoint.repeated.delete(identityOf(batch.recordIds[entry]))) acknowledged++
    const result = resultOf(batch, entry)
    pushResult(checkpoint.written, { ...result, recordId: markStored(result.recordId) })
  }
  if (acknowledged > 0) acknowledge(producer, acknowledged, world.nowUs - batch.madeUs)
}

function sendAgain(world: World, producer: FlinkProducer, batch: RecordBatch, entries: Uint16Array): void {
  for (const entry of entries) if (isOwed(producer, batch.recordIds[entry])) producer.books.recordsWaiting++
  putBack(producer.sink.buffer, batch, entries)
  startTimer(world, producer)
}

function countOwed(producer: FlinkProducer, { count, recordIds }: RecordBatch): number {
  if (producer.checkpoint.repeated.size === 0) return count
  let owed = 0
  for (let entry = 0; entry < count; entry++) if (isOwed(producer, recordIds[entry])) owed++
  return owed
}

/** The books wait for its acknowledgement: it is no repetition of one that has it. */
export function isOwed({ checkpoint: { repeated } }: FlinkProducer, recordId: number): boolean {
  return !repeated.has(identityOf(recordId))
}
