/**
 * Buffers on their way into the stream. One thread hands them to the sending threads, and after failures it sleeps, whatever
 * buffer failed; a buffer comes again at once when it wakes, with the records that failed.
 */
import { nextU32 } from '../../../base/prng'
import { US_PER_MS, type SimUs } from '../../../base/units'
import type { World } from '../../state'
import { sendRequest } from '../sending'
import { setTimer } from '../setTimer'
import { addToBuffer, bytesMaxOf, createBuffer, recordsMaxOf, unsettledIn, type AgentRecord } from './buffers'
import { ACCEPTED_BUFFERS_MAX, BACKOFF_DOUBLINGS_MAX, BACKOFF_JITTER, BACKOFF_NAP_US, RECOVERY_FACTOR, RETRY_INITIAL_BACKOFF_MS, RETRY_MAX_BACKOFF_MS } from './constants'
import type { AgentBuffer, AgentProducer } from './model'

const U31_SPAN = 0x8000_0000

/** @returns false when the queue is full: the agent reads no further. */
export function offerRecord(world: World, producer: AgentProducer, record: AgentRecord): boolean {
  const { publisher, settings } = producer
  const { current } = publisher
  const bytes = record.data.length + record.keyBytes
  if (current !== null && (current.batch.count >= recordsMaxOf(settings) || current.bytes + bytes > bytesMaxOf(settings))) {
    if (!queueCurrent(producer)) return false
    publish(world, producer)
  }
  publisher.current ??= createBuffer(++publisher.buffersMade, world.nowUs, record.place)
  addToBuffer(producer, publisher.current, record)
  return true
}

/** How many small records fit now. */
export function roomFor({ publisher, settings }: AgentProducer): number {
  const { current, queue } = publisher
  const recordsMax = recordsMaxOf(settings)
  return Math.max(0, queueCapacity(settings) - queue.length) * recordsMax + Math.max(0, recordsMax - (current?.batch.count ?? 0))
}

/** Queues a buffer that is full or old enough. */
export function lookAtCurrent(world: World, producer: AgentProducer): void {
  const { publisher, settings } = producer
  const { current } = publisher
  if (current === null) return
  const isOld = world.nowUs - current.sinceUs >= settings.maxBufferAgeMillis * US_PER_MS
  if (isOld || current.batch.count >= recordsMaxOf(settings) || current.bytes >= bytesMaxOf(settings)) queueCurrent(producer)
}

function queueCurrent({ publisher, settings }: AgentProducer): boolean {
  if (publisher.current === null) return true
  if (publisher.queue.length >= queueCapacity(settings)) return false
  publisher.queue.push(publisher.current)
  publisher.current = null
  return true
}

function queueCapacity({ publishQueueCapacity }: AgentProducer['settings']): number {
  return Math.max(1, publishQueueCapacity)
}

/** Hands on all that waits, until it must sleep. */
export function publish(world: World, producer: AgentProducer): void {
  const { publisher } = producer
  while (publisher.backoffUntilUs === null) {
    lookAtCurrent(world, producer)
    const buffer = publisher.retries.shift() ?? publisher.queue.shift()
    if (buffer === undefined) return
    lookAtCurrent(world, producer)
    accept(world, producer, buffer)
    sleepAfterFailures(world, producer)
  }
}

/** Between two naps. */
export function wakeUp(world: World, producer: AgentProducer): void {
  const { publisher } = producer
  if (publisher.backoffUntilUs === null) return
  if (!publisher.wakes && world.nowUs < publisher.backoffUntilUs) return nap(world, producer)
  publisher.backoffUntilUs = null
  publish(world, producer)
}

function accept(world: World, producer: AgentProducer, buffer: AgentBuffer): void {
  const { publisher, settings } = producer
  if (publisher.sending.size < threadsOf(settings)) send(world, producer, buffer)
  else if (publisher.accepted.length < ACCEPTED_BUFFERS_MAX) publisher.accepted.push(buffer)
  else {
    publisher.rejections++
    publisher.retries.push(buffer)
    return
  }
  publisher.rejections = recovered(publisher.rejections)
}

/** A thread is free. */
export function sendAccepted(world: World, producer: AgentProducer): void {
  const { publisher, settings } = producer
  while (publisher.accepted.length > 0 && publisher.sending.size < threadsOf(settings)) send(world, producer, publisher.accepted.shift() as AgentBuffer)
}

function threadsOf({ maxSendingThreads }: AgentProducer['settings']): number {
  return Math.max(1, maxSendingThreads)
}

function send(world: World, producer: AgentProducer, buffer: AgentBuffer): void {
  producer.metrics.RecordSendAttempts += buffer.batch.count
  producer.books.recordsWaiting -= unsettledIn(buffer)
  putOnTheWire(world, producer, buffer)
}

/** The books count lines, and each of them once: those that are sent again after a crash are done with. */
export function putOnTheWire(world: World, producer: AgentProducer, buffer: AgentBuffer): void {
  const request = sendRequest(world, producer, buffer.batch, { operation: 'PutRecords', timeoutMs: producer.settings.socketTimeoutMillis })
  const lines = unsettledIn(buffer)
  producer.books.recordsInFlight += lines - request.records
  request.records = lines
  const { batch: _inRequest, ...sent } = buffer
  producer.publisher.sending.set(request.requestNumber, sent)
}

/** A success makes up for nine tenths of what went wrong; what is less than one failure is forgotten. */
export function recovered(failures: number): number {
  const left = failures / RECOVERY_FACTOR
  return left < 1 ? 0 : left
}

function sleepAfterFailures(world: World, producer: AgentProducer): void {
  const { publisher } = producer
  const delayUs = backoffUs(producer)
  publisher.wakes = false
  if (delayUs === 0) return
  publisher.rejections = 0
  publisher.backoffUntilUs = world.nowUs + delayUs
  nap(world, producer)
}

function nap(world: World, producer: AgentProducer): void {
  setTimer(world, producer, world.nowUs + BACKOFF_NAP_US, { kind: 'agent' })
}

/** 100 ms after one failure, doubled with each further one, at most 10 s, ± 30 %. */
function backoffUs({ publisher, prng }: AgentProducer): SimUs {
  const failures = Math.round(publisher.failures)
  if (failures === 0 && Math.round(publisher.rejections) === 0) return 0
  const doublings = Math.min(BACKOFF_DOUBLINGS_MAX, Math.max(0, failures - 1))
  const delayMs = Math.min(RETRY_MAX_BACKOFF_MS, RETRY_INITIAL_BACKOFF_MS * (1 << doublings))
  const jitter = (nextU32(prng) / U31_SPAN - 1) * BACKOFF_JITTER
  return Math.floor(delayMs * (1 + jitter)) * US_PER_MS
}
