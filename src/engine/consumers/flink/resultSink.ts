/**
 * Results on their way to the output stream, as Flink's AsyncSinkWriter and the Kinesis sink do it: batches, 5 s of linger,
 * and what was refused goes first again. At least once: after a restart results go out that were there before.
 */
import { nextBetween } from '../../../base/prng'
import { utf8Length, writeUtf8 } from '../../../base/utf8'
import { accepted } from '../../../kinesis/exceptions'
import type { AskedCall } from '../../door/caller'
import { applicationCaller } from '../../door/callerName'
import { noteAnswer, refuseAtDoor } from '../../door/passDoor'
import { partitionKeyOf } from '../../keySpace'
import { findStream } from '../../naming'
import { storeBatch } from '../../operations/records/storeBatch'
import { createBatch, type RecordBatch } from '../../recordBatch'
import { markStored, packResultId } from '../../recordId'
import type { BatchOutcome, Sink } from '../../sink'
import type { World } from '../../state'
import { setTimer } from '../setTimer'
import { SINK_ANSWER_US, SINK_BATCH_BYTES_MAX, SINK_BATCH_RECORDS_MAX, SINK_BUFFERED_MAX, SINK_IN_FLIGHT_DECREASE, SINK_IN_FLIGHT_INCREASE, SINK_IN_FLIGHT_MAX, SINK_LINGER_US } from './constants'
import type { FiredWindow, FlinkApplication, ResultPiece } from './model'
import { addNumber, hasNumber } from './numberSet'

/** A window that has begun to fire goes on beyond it. */
export function hasRoom({ results: { queued } }: FlinkApplication): boolean {
  return queued < SINK_BUFFERED_MAX
}

/** As far as the source. */
export function isBackPressured(application: FlinkApplication): boolean {
  return !hasRoom(application)
}

/** They wait; whoever has fired says when to send. */
export function writeResults(world: World, application: FlinkApplication, window: FiredWindow): void {
  const { results } = application
  results.queue.push({ window, from: 0, to: window.keyIds.length })
  results.queued += window.keyIds.length
  startLinger(world, application)
}

/** A timer runs from the first result in an empty buffer on. */
export function startLinger(world: World, application: FlinkApplication): void {
  const { results } = application
  if (results.flushDueUs !== null || results.queued === 0) return
  results.flushDueUs = world.nowUs + SINK_LINGER_US
  setTimer(world, application, results.flushDueUs, { kind: 'flink', due: 'flush' })
}

/** One that was promised to results that are gone by now finds nothing to do. */
export function beginFlush(world: World, { results }: FlinkApplication): void {
  if (results.flushDueUs !== world.nowUs) return
  results.flushDueUs = null
  results.isFlushing = true
}

/** A full batch, or while it is flushing the rest too, once the request before is answered. */
export function sendResults(world: World, application: FlinkApplication, sink: Sink): void {
  const { results, prng } = application
  if (results.queued === 0) results.isFlushing = false
  if (results.request !== null || results.queued === 0 || (results.queued < batchMaxOf(application) && !results.isFlushing)) return
  results.request = put(world, application, sink)
  setTimer(world, application, world.nowUs + nextBetween(prng, SINK_ANSWER_US), { kind: 'flink', due: 'answered' })
}

function batchMaxOf({ results: { inFlightMax } }: FlinkApplication): number {
  return Math.min(SINK_BATCH_RECORDS_MAX, inFlightMax)
}

function put(world: World, application: FlinkApplication, sink: Sink): 'stored' | 'refused' | 'noStream' {
  const { settings, results, totals } = application
  const stream = settings.outputStreamName === null ? null : findStream(world, settings.outputStreamName)
  if (stream === null || stream.openShards.length === 0) return 'noStream'
  const asked: AskedCall = { caller: applicationCaller(settings.name), operation: 'PutRecords', stream, records: Math.min(results.queued, batchMaxOf(application)) }
  const refusal = refuseAtDoor(world, asked)
  if (refusal !== null) {
    noteAnswer(world, asked, refusal)
    // FLK KinesisStreamsSinkWriter: no call is fatal but one to a stream that is not there; all its entries go again.
    slowDown(application)
    startLinger(world, application)
    return 'refused'
  }
  const taken = takeBatch(world, application)
  const outcome = storeBatch(world, stream, batchOf(world, application, taken), sink)
  noteAnswer(world, asked, accepted(outcome))
  totals.resultsWritten += outcome.storedCount
  totals.resultsWrittenAgain += outcome.copiesStored
  totals.resultsRefused += taken.length - outcome.storedCount
  const refused = settle(application, taken, outcome)
  if (refused.length > 0) slowDown(application)
  else {
    results.inFlightMax = Math.min(SINK_IN_FLIGHT_MAX, results.inFlightMax + SINK_IN_FLIGHT_INCREASE)
    results.refusedInARow = 0
  }
  results.queue.unshift(...refused)
  results.queued += refused.length
  startLinger(world, application)
  return 'stored'
}

function slowDown({ results }: FlinkApplication): void {
  results.inFlightMax = Math.max(1, Math.round(results.inFlightMax * SINK_IN_FLIGHT_DECREASE))
  results.refusedInARow++
}

interface TakenResult {
  window: FiredWindow
  place: number
  data: Uint8Array
}

/** @returns the first results that keep to both limits. */
function takeBatch(world: World, application: FlinkApplication): TakenResult[] {
  const { results } = application
  const recordsMax = batchMaxOf(application)
  const taken: TakenResult[] = []
  let bytes = 0
  while (taken.length < recordsMax && results.queue.length > 0) {
    const [piece] = results.queue
    const data = dataOf(world, piece.window, piece.from)
    bytes += data.length
    if (taken.length > 0 && bytes > SINK_BATCH_BYTES_MAX) break
    taken.push({ window: piece.window, place: piece.from, data })
    if (piece.from + 1 === piece.to) results.queue.shift()
    else results.queue[0] = { ...piece, from: piece.from + 1 }
  }
  results.queued -= taken.length
  return taken
}

function dataOf({ keys }: World, { startMs, endMs, keyIds, counts }: FiredWindow, place: number): Uint8Array {
  const text = JSON.stringify({ key: partitionKeyOf(keys, keyIds[place]), windowStart: startMs, windowEnd: endMs, count: counts[place] })
  const bytes = new Uint8Array(utf8Length(text))
  writeUtf8(text, bytes, 0)
  return bytes
}

function batchOf(world: World, { applicationIndex, totals }: FlinkApplication, taken: readonly TakenResult[]): RecordBatch {
  const batch = createBatch(taken.length)
  for (const [entry, { window, place, data }] of taken.entries()) {
    const number = window.numbers[place]
    const recordId = packResultId(applicationIndex, number)
    batch.keyIds[entry] = window.keyIds[place]
    batch.bytes[entry] = data.length + utf8Length(partitionKeyOf(world.keys, window.keyIds[place]))
    batch.recordIds[entry] = hasNumber(totals.written, number) ? markStored(recordId) : recordId
  }
  batch.count = taken.length
  batch.data = taken.map(({ data }) => data)
  batch.madeUs = world.nowUs
  return batch
}

/** @returns those that their shards refused. */
function settle({ totals }: FlinkApplication, taken: readonly TakenResult[], { ordinals }: BatchOutcome): ResultPiece[] {
  const refused: ResultPiece[] = []
  for (const [entry, { window, place }] of taken.entries()) {
    if (ordinals[entry] === 0) refused.push({ window, from: place, to: place + 1 })
    else addNumber(totals.written, window.numbers[place])
  }
  return refused
}
