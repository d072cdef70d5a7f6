/** Requests reach the service, and answers their producers: or nothing does, until a timeout. */
import { accepted } from '../../kinesis/exceptions'
import { formatShardId } from '../../kinesis/shardId'
import { schedule } from '../agenda'
import { noteLatency } from '../cloudWatch/noteMetrics'
import type { AskedCall } from '../door/caller'
import { producerCaller } from '../door/callerName'
import { noteAnswer, refuseAtDoor } from '../door/passDoor'
import type { Environment } from '../environment'
import { tellStruckPut } from '../faults/struckPuts'
import { findStream, sequenceNumberOf } from '../naming'
import { storeBatch } from '../operations/records/storeBatch'
import { copyIn, type RecordBatch } from '../recordBatch'
import { formatRecordId, producerIdOf } from '../recordId'
import { tell, type BatchOutcome, type Sink } from '../sink'
import type { Stream, World } from '../state'
import { notePutsOf } from '../usage/producerUsage'
import { markStoredEntries } from './copies'
import { COPY_TOLD_EVERY_US, type PutAnswer, type PutRequest } from './core'
import { forgetOrder, noteOrder } from './keyOrder'
import { kindNamed } from './kinds'
import type { Producer } from './producer'
import { watchArrival } from './sdk/orderWatch'
import { isOrdered } from './sdk/turns'
import { sizeException } from './requestSizes'
import { about, wayUs } from './sending'
import { becomeStraggler, forgetBrought, markBrought, noteBrought } from './stragglers'

/**
 * The request reaches the service, and its answer sets out. One that comes after its timeout meets a closed connection, but
 * not one that was out when a person delayed it: the service reads what was sent before the connection was closed.
 */
export function runRequestArrives(world: World, environment: Environment, producer: Producer, requestNumber: number, sink: Sink): void {
  const request = producer.requests.get(requestNumber)
  if (request === undefined) return runStragglerArrives(world, environment, producer, requestNumber, sink)
  if (request.phase !== 'request' || world.nowUs !== request.dueUs) return
  if (request.lose === 'request' || producer.isPartitioned || world.nowUs >= request.timesOutUs) return fallSilent(world, producer, request, sink)
  request.answer = carryOut(world, producer, request, sink)
  request.phase = 'response'
  // Whoever has timed out by then learns it at its timeout.
  request.heldFromUs = null
  request.dueUs = Math.min(world.nowUs + wayUs(world, producer), request.timesOutUs)
  schedule(world.agenda, request.dueUs, about('RequestAnswered', producer, request))
}

/** Nobody waits for its answer. */
function runStragglerArrives(world: World, environment: Environment, producer: Producer, requestNumber: number, sink: Sink): void {
  const { requests } = producer.stragglers
  const request = requests.get(requestNumber)
  if (request === undefined || world.nowUs !== request.dueUs) return
  if (request.lose === 'request' || producer.isPartitioned) {
    sink.requestLost?.(world, producer, request)
    watchOrder(producer, request, null)
  } else carryOut(world, producer, request, sink)
  requests.delete(requestNumber)
  forgetBrought(producer, kindNamed(environment, producer.kind))
}

function carryOut(world: World, producer: Producer, request: PutRequest, sink: Sink): PutAnswer {
  const { operation, batch } = request
  const stream = findStream(world, world.producing.streamName)
  const exception = stream === null || stream.openShards.length === 0 ? 'ResourceNotFoundException' : sizeException(world.keys, stream, batch)
  if (stream === null || exception !== null) {
    watchOrder(producer, request, null)
    return { kind: 'refused', exception: exception ?? 'ResourceNotFoundException' }
  }
  const asked: AskedCall = { caller: producerCaller(producerIdOf(producer.producerIndex)), operation, stream, records: batch.count, attempt: batch.attempt }
  const refusal = refuseAtDoor(world, asked)
  if (refusal !== null) {
    watchOrder(producer, request, null)
    tellStruckPut(world, stream, batch, sink)
    noteAnswer(world, asked, refusal)
    // Nobody listened: to its SDK no other than an answer that does not come, only sooner.
    if (refusal.refusal.exception === 'SdkClientException') return { kind: 'timeout' }
    return { kind: 'refused', exception: refusal.refusal.exception }
  }
  markBrought(producer, batch)
  const outcome = storeBatch(world, stream, batch, sink)
  noteAnswer(world, asked, accepted(outcome))
  noteBrought(producer, batch, outcome)
  watchOrder(producer, request, outcome)
  const { books, meter } = producer
  const { storedCount } = outcome
  books.recordsThrottled += batch.count - storedCount
  books.recordsCopied += outcome.copiesStored
  if (outcome.copiesStored > 0 && world.nowUs >= producer.copyToldUs + COPY_TOLD_EVERY_US) tellCopy(world, stream, producer, batch, outcome, sink)
  meter.kinesisRecords += storedCount
  meter.bytes += outcome.bytesStored
  meter.payloadUnits += outcome.payloadUnits
  meter.kibibytes += outcome.kibibytesStored
  notePutsOf(world, stream, producer.producerIndex, outcome)
  if (operation === 'PutRecord' && storedCount === 0) return { kind: 'refused', exception: 'ProvisionedThroughputExceededException' }
  return {
    kind: 'stored',
    storedCount,
    failed: storedCount === batch.count ? null : failedEntries(batch, outcome),
    shardIndexes: producer.kind === 'kpl' ? outcome.shardIndexes.slice(0, batch.count) : null,
    ...(producer.kind === 'sdk' && isOrdered(producer.settings) && operation === 'PutRecord' ? { sequenceNumber: numberOfFirst(world, stream, outcome) } : {}),
  }
}

/** @param outcome null: it brings nothing. */
function watchOrder(producer: Producer, request: PutRequest, outcome: BatchOutcome | null): void {
  if (producer.kind === 'sdk') watchArrival(producer, request, outcome)
  else if (outcome !== null) noteOrder(producer, request.batch, outcome)
}

function tellCopy(world: World, stream: Stream, producer: Producer, batch: RecordBatch, { ordinals, shardIndexes }: BatchOutcome, sink: Sink): void {
  for (let entry = 0; entry < batch.count; entry++) {
    const copy = ordinals[entry] === 0 ? null : copyIn(batch, entry)
    if (copy === null) continue
    producer.copyToldUs = world.nowUs
    const producerId = producerIdOf(producer.producerIndex)
    return tell(world, sink, { kind: 'DuplicateStored', producerId, shardId: formatShardId(shardIndexes[entry]), recordId: formatRecordId(copy) }, stream)
  }
}

function numberOfFirst(world: World, stream: Stream, { shardIndexes, ordinals }: BatchOutcome): string {
  return sequenceNumberOf(world, stream.shards[shardIndexes[0]], ordinals[0], world.nowUs)
}

function failedEntries({ count }: RecordBatch, { ordinals, storedCount }: BatchOutcome): Uint16Array {
  const failed = new Uint16Array(count - storedCount)
  let at = 0
  for (let entry = 0; entry < count; entry++) if (ordinals[entry] === 0) failed[at++] = entry
  return failed
}

/** The answer reaches the producer, unless it is lost: what it tells of is stored all the same. */
export function runRequestAnswered(world: World, environment: Environment, producer: Producer, requestNumber: number, sink: Sink): void {
  const request = producer.requests.get(requestNumber)
  if (request?.phase !== 'response' || request.answer === null || world.nowUs !== request.dueUs) return
  if (request.lose === 'response' || producer.isPartitioned || world.nowUs >= request.timesOutUs) return fallSilent(world, producer, request, sink)
  if (request.answer.kind === 'stored' && findStream(world, world.producing.streamName) !== null) noteLatency(world, world.producing.streamName, request.operation, world.nowUs - request.sentUs)
  settle(world, environment, producer, request, request.answer, sink)
}

function fallSilent(world: World, producer: Producer, request: PutRequest, sink: Sink): void {
  sink.requestLost?.(world, producer, request)
  if (request.answer === null) watchOrder(producer, request, null)
  markStoredEntries(request)
  request.phase = 'silent'
  schedule(world.agenda, Math.max(world.nowUs, request.timesOutUs), about('RequestTimedOut', producer, request))
}

export function runRequestTimedOut(world: World, environment: Environment, producer: Producer, requestNumber: number, sink: Sink): void {
  const request = producer.requests.get(requestNumber)
  if (request === undefined) return
  if (request.phase === 'request') becomeStraggler(producer, request)
  settle(world, environment, producer, request, { kind: 'timeout' }, sink)
}

function settle(world: World, environment: Environment, producer: Producer, request: PutRequest, answer: PutAnswer, sink: Sink): void {
  producer.requests.delete(request.requestNumber)
  producer.books.recordsInFlight -= request.records
  const kind = kindNamed(environment, producer.kind)
  kind.answered(world, environment, producer, request, answer, sink)
  forgetOrder(producer, kind)
  forgetBrought(producer, kind)
}
