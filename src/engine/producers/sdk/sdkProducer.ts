/** One application's life: make, collect, send, and send again what was refused. */
import { nextBelow } from '../../../base/prng'
import type { SimUs } from '../../../base/units'
import { MAX_RECORD_SIZE_DEFAULT, PUT_RECORDS_BYTES_MAX, PUT_RECORDS_ENTRIES_MAX } from '../../../kinesis/limits'
import type { Environment, ProducerActs } from '../../environment'
import { createBatch, pickEntries, type RecordBatch } from '../../recordBatch'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { acknowledge, giveUp } from '../books'
import type { PutAnswer, PutRequest } from '../core'
import { createPacking } from '../compression'
import { setTimer } from '../setTimer'
import { makeRecords } from '../workload'
import { rememberAnswer } from './answers'
import { BACKOFF_US_MAX, THROTTLING_BACKOFF_US, type SdkProducer } from './model'
import { createOrderWatch } from './orderWatch'
import { drop, hasRoom, offer, sendWaiting } from './outbox'
import { attemptsOf, failureOf, giveTokensBack, nextSdkAttempt, RETRY_TOKENS_MAX, type Failure } from './retries'
import { createTurns, endTurns, isOrdered, passTurn, rememberNumber } from './turns'

/** Doubling goes no further than the longest backoff. */
const DOUBLINGS_MAX = 16

export const sdkKind: ProducerActs<SdkProducer> = {
  create: (core, settings) => ({ ...core, kind: 'sdk', settings, ...emptyMemory(), packing: createPacking() }),
  begin: () => undefined,
  tick(world, environment, producer, sink) {
    if (producer.settings.compression === null) collectAndSend(world, environment, producer, sink)
    else environment.producers.packs.collectPacked(world, environment, producer, producer.settings.compression, sink)
  },
  answered,
  timer(world, environment, producer, timer, sink) {
    if (timer.due === 'pack') {
      if (producer.packing.pack?.recordId === timer.recordId) environment.producers.packs.sendPack(world, environment, producer, sink)
      return
    }
    producer.books.recordsWaiting -= timer.batch.count
    offer(world, producer, timer.batch, sink)
    sendWaiting(world, producer)
  },
  crash(_world, producer) {
    Object.assign(producer, emptyMemory())
    producer.packing.pack = null
  },
  settingsChanged(world, environment, producer, before, sink) {
    if (isOrdered(before) && !isOrdered(producer.settings)) producer.turns.ready.push(...endTurns(producer))
    sendWaiting(world, producer)
    // After all that was made before it.
    if (producer.settings.compression === null && producer.packing.pack !== null) environment.producers.packs.sendPack(world, environment, producer, sink)
  },
}

function emptyMemory(): Pick<SdkProducer, 'queue' | 'queueTaken' | 'retryTokens' | 'turns' | 'orderWatch' | 'answers'> {
  return { queue: [], queueTaken: 0, retryTokens: RETRY_TOKENS_MAX, turns: createTurns(), orderWatch: createOrderWatch(), answers: [] }
}

/** Where a batch is put together, before its length is known. */
const draft = createBatch(PUT_RECORDS_ENTRIES_MAX)

function collectAndSend(world: World, environment: Environment, producer: SdkProducer, sink: Sink): void {
  let count = 0
  let batchBytes = 0
  makeRecords(world, environment, producer, sink, (keyId, dataBytes, keyBytes, recordId) => {
    // One such entry would make the service refuse the whole request.
    if (dataBytes > MAX_RECORD_SIZE_DEFAULT) {
      giveUp(world, producer, 1, 'size', sink)
      return
    }
    const bytes = dataBytes + keyBytes
    if (count === PUT_RECORDS_ENTRIES_MAX || batchBytes + bytes > PUT_RECORDS_BYTES_MAX) {
      offer(world, producer, takeDraft(count, world.nowUs), sink)
      count = 0
      batchBytes = 0
    }
    const at = count++
    draft.keyIds[at] = keyId
    draft.bytes[at] = bytes
    draft.recordIds[at] = recordId
    batchBytes += bytes
  })
  if (count > 0) offer(world, producer, takeDraft(count, world.nowUs), sink)
}

function takeDraft(count: number, madeUs: SimUs): RecordBatch {
  const { keyIds, bytes, recordIds } = draft
  return { ...draft, count, madeUs, keyIds: keyIds.slice(0, count), bytes: bytes.slice(0, count), recordIds: recordIds.slice(0, count) }
}

function answered(world: World, _environment: Environment, producer: SdkProducer, request: PutRequest, answer: PutAnswer, sink: Sink): void {
  const { batch } = request
  rememberAnswer(world, producer, request, answer)
  switch (answer.kind) {
    case 'stored':
      giveTokensBack(producer, batch)
      acknowledge(producer, answer.storedCount, world.nowUs - batch.madeUs)
      if (answer.sequenceNumber !== undefined) rememberNumber(producer, batch.keyIds[0], answer.sequenceNumber)
      // The SDK does not retry entries of a 200 answer: the application does, and only those that failed.
      if (answer.failed === null) passTurn(producer, batch)
      else callAgain(world, producer, batch, pickEntries(batch, answer.failed), sink)
      break
    case 'timeout':
      retry(world, producer, batch, 'transient', sink)
      break
    case 'refused': {
      const failure = failureOf(answer.exception)
      if (failure === null) drop(world, producer, batch, answer.exception === 'ResourceNotFoundException' ? 'stream' : 'error', sink)
      else retry(world, producer, batch, failure, sink)
    }
  }
  sendWaiting(world, producer)
}

/** The call failed as a whole: the SDK tries again until it gives up, then the application decides. */
function retry(world: World, producer: SdkProducer, batch: RecordBatch, failure: Failure, sink: Sink): void {
  const delayUs = nextSdkAttempt(producer, batch, failure)
  if (delayUs === null) {
    const again = pickEntries(batch, Uint16Array.from({ length: batch.count }, (_, entry) => entry))
    callAgain(world, producer, batch, again, sink)
  } else if (hasRoom(world, producer, batch, sink)) waitForRetry(world, producer, batch, delayUs)
}

/** @param again what of `before` the application would send in a call of its own. */
function callAgain(world: World, producer: SdkProducer, before: RecordBatch, again: RecordBatch, sink: Sink): void {
  const { calls, firstRequestNumber } = attemptsOf(before)
  const { failedEntries, attemptsMax } = producer.settings
  again.call = { calls: calls + 1, sdkAttempts: 1, retryCost: 0, firstRequestNumber }
  if (failedEntries === 'giveUp' || calls >= attemptsMax) drop(world, producer, again, 'attempts', sink)
  else if (failedEntries === 'immediately') offer(world, producer, again, sink)
  else if (hasRoom(world, producer, again, sink)) waitForRetry(world, producer, again, backoffUs(producer, calls - 1))
}

function waitForRetry(world: World, producer: SdkProducer, batch: RecordBatch, delayUs: number): void {
  producer.books.recordsWaiting += batch.count
  setTimer(world, producer, world.nowUs + delayUs, { kind: 'sdk', due: 'retry', batch })
}

/** floor(random × min(500 ms × 2^retry, 20 s)); @param retry counts from 0. */
function backoffUs(producer: SdkProducer, retry: number): number {
  const ceilingUs = Math.min(BACKOFF_US_MAX, THROTTLING_BACKOFF_US * 2 ** Math.min(retry, DOUBLINGS_MAX))
  return nextBelow(producer.prng, ceilingUs)
}
