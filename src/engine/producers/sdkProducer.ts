/** One producer's life: make, collect, send, and send again what was refused. */
import { createPrng, nextBelow, nextBetween, nextU32 } from '../../base/prng'
import { MAX_RECORD_SIZE_DEFAULT, PUT_RECORDS_BYTES_MAX, PUT_RECORDS_ENTRIES_MAX } from '../../kinesis/limits'
import { schedule } from '../agenda'
import type { Environment } from '../environment'
import type { SimEvent } from '../events'
import { storeBatch } from '../operations/storeBatch'
import { findStream } from '../naming'
import { createBatch, pickEntries, type RecordBatch } from '../recordBatch'
import { producerIdOf } from '../recordId'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import {
  ATTEMPTS_MAX,
  BACKOFF_US_MAX,
  GIVEN_UP_TOLD_EVERY_US,
  LINGER_US,
  NETWORK_US,
  RECORDS_WAITING_MAX,
  REQUESTS_IN_FLIGHT_MAX,
  THROTTLING_BACKOFF_US,
  type SdkProducer,
} from './model'
import { beginReplay, makeRecords } from './workload'

const U32_SPAN = 0x1_0000_0000

/** Adds producers until there are `count`; those beyond it fall silent and keep their counts. */
export function setProducerCount(world: World, count: number): void {
  while (world.producers.length < count) addProducer(world)
  for (const producer of world.producers.slice(world.producerCount, count)) beginReplay(world, producer)
  world.producerCount = count
}

function addProducer(world: World): void {
  const producerIndex = world.producers.length
  const prng = createPrng(world.seed, producerIdOf(producerIndex))
  const producer: SdkProducer = {
    producerIndex,
    prng,
    phaseUs: nextBelow(prng, LINGER_US),
    credit: 0,
    replay: { startedUs: 0, next: -1, rounds: 0, ended: false },
    recordsMeant: 0,
    recordsStored: 0,
    recordsGivenUp: 0,
    recordsThrottled: 0,
    throttledPerSecond: 0,
    throttledBefore: 0,
    recordsInFlight: 0,
    recordsWaiting: 0,
    requestsInFlight: 0,
    queue: [],
    givenUpTold: 0,
    givenUpToldUs: -GIVEN_UP_TOLD_EVERY_US,
  }
  world.producers.push(producer)
  schedule(world.agenda, world.nowUs + producer.phaseUs, { type: 'ProducerTick', producerIndex })
}

export function runProducerTick(world: World, environment: Environment, producer: SdkProducer, sink: Sink): void {
  schedule(world.agenda, world.nowUs + LINGER_US, { type: 'ProducerTick', producerIndex: producer.producerIndex })
  if (producer.producerIndex >= world.producerCount) return
  let batch: RecordBatch | null = null
  let batchBytes = 0
  makeRecords(world, environment, producer, sink, (keyId, dataBytes, keyBytes, recordId) => {
    // One such entry would make the service refuse the whole request.
    if (dataBytes > MAX_RECORD_SIZE_DEFAULT) {
      giveUp(world, producer, 1, 'size', sink)
      return
    }
    const bytes = dataBytes + keyBytes
    if (batch !== null && (batch.count === PUT_RECORDS_ENTRIES_MAX || batchBytes + bytes > PUT_RECORDS_BYTES_MAX)) {
      send(world, producer, batch, sink)
      batch = null
    }
    if (batch === null) {
      batch = createBatch(PUT_RECORDS_ENTRIES_MAX)
      batchBytes = 0
    }
    const at = batch.count++
    batch.keyIds[at] = keyId
    batch.bytes[at] = bytes
    batch.recordIds[at] = recordId
    batchBytes += bytes
  })
  if (batch !== null) send(world, producer, batch, sink)
}

function send(world: World, producer: SdkProducer, batch: RecordBatch, sink: Sink): void {
  if (producer.requestsInFlight >= REQUESTS_IN_FLIGHT_MAX) {
    if (hasRoom(world, producer, batch, sink)) {
      producer.queue.push(batch)
      producer.recordsWaiting += batch.count
    }
    return
  }
  producer.requestsInFlight++
  producer.recordsInFlight += batch.count
  const arrivesAtUs = world.nowUs + nextBetween(producer.prng, NETWORK_US)
  schedule(world.agenda, arrivesAtUs, { type: 'PutRecordsArrives', producerIndex: producer.producerIndex, batch })
}

/** The request reaches the service; the answer goes back. */
export function runPutRecordsArrives(world: World, producer: SdkProducer, batch: RecordBatch, sink: Sink): void {
  const stream = findStream(world, world.producing.streamName)
  if (stream === null || stream.openShards.length === 0) {
    // ResourceNotFoundException, which no SDK tries again.
    schedule(world.agenda, world.nowUs + nextBetween(producer.prng, NETWORK_US), {
      type: 'PutRecordsRefused',
      producerIndex: producer.producerIndex,
      count: batch.count,
    })
    return
  }
  const outcome = storeBatch(world, stream, batch, sink)
  const failed = outcome.storedCount === batch.count ? null : failedEntries(batch, outcome.ordinals, batch.count - outcome.storedCount)
  producer.recordsThrottled += batch.count - outcome.storedCount
  schedule(world.agenda, world.nowUs + nextBetween(producer.prng, NETWORK_US), {
    type: 'PutRecordsAnswered',
    producerIndex: producer.producerIndex,
    storedCount: outcome.storedCount,
    failed,
  })
}

const failedIndexes = new Uint16Array(PUT_RECORDS_ENTRIES_MAX)

function failedEntries(batch: RecordBatch, ordinals: Float64Array, count: number): RecordBatch {
  let at = 0
  for (let index = 0; index < batch.count; index++) if (ordinals[index] === 0) failedIndexes[at++] = index
  return pickEntries(batch, failedIndexes, count)
}

/** The SDK does not retry entries of a 200 answer: the application does, and only those that failed. */
export function runPutRecordsAnswered(world: World, producer: SdkProducer, storedCount: number, failed: RecordBatch | null, sink: Sink): void {
  producer.requestsInFlight--
  producer.recordsInFlight -= storedCount + (failed?.count ?? 0)
  producer.recordsStored += storedCount
  if (failed !== null) waitForRetry(world, producer, failed, sink)
  sendQueued(world, producer, sink)
}

export function runPutRecordsRefused(world: World, producer: SdkProducer, count: number, sink: Sink): void {
  producer.requestsInFlight--
  producer.recordsInFlight -= count
  giveUp(world, producer, count, 'stream', sink)
  sendQueued(world, producer, sink)
}

/** A connection is free again. */
function sendQueued(world: World, producer: SdkProducer, sink: Sink): void {
  const next = producer.queue.shift()
  if (next === undefined) return
  producer.recordsWaiting -= next.count
  send(world, producer, next, sink)
}

function waitForRetry(world: World, producer: SdkProducer, failed: RecordBatch, sink: Sink): void {
  if (failed.attempt > ATTEMPTS_MAX) {
    giveUp(world, producer, failed.count, 'attempts', sink)
    return
  }
  if (!hasRoom(world, producer, failed, sink)) return
  producer.recordsWaiting += failed.count
  schedule(world.agenda, world.nowUs + backoffUs(producer, failed.attempt - 2), {
    type: 'RetryPutRecords',
    producerIndex: producer.producerIndex,
    batch: failed,
  })
}

export function runRetryPutRecords(world: World, producer: SdkProducer, batch: RecordBatch, sink: Sink): void {
  producer.recordsWaiting -= batch.count
  send(world, producer, batch, sink)
}

/** floor(random × min(500 ms × 2^retry, 20 s)); @param retry counts from 0. */
function backoffUs(producer: SdkProducer, retry: number): number {
  const ceilingUs = Math.min(BACKOFF_US_MAX, THROTTLING_BACKOFF_US * (1 << retry))
  return Math.floor((nextU32(producer.prng) * ceilingUs) / U32_SPAN)
}

function hasRoom(world: World, producer: SdkProducer, batch: RecordBatch, sink: Sink): boolean {
  if (producer.recordsWaiting + batch.count <= RECORDS_WAITING_MAX) return true
  giveUp(world, producer, batch.count, 'buffer', sink)
  return false
}

function giveUp(world: World, producer: SdkProducer, records: number, reason: Extract<SimEvent, { kind: 'RecordsGivenUp' }>['reason'], sink: Sink): void {
  producer.recordsGivenUp += records
  if (world.nowUs < producer.givenUpToldUs + GIVEN_UP_TOLD_EVERY_US) return
  producer.givenUpToldUs = world.nowUs
  tell(world, sink, {
    kind: 'RecordsGivenUp',
    producerId: producerIdOf(producer.producerIndex),
    records: producer.recordsGivenUp - producer.givenUpTold,
    reason,
  })
  producer.givenUpTold = producer.recordsGivenUp
}
