/**
 * Requests that arrive after their producers have given them up. What they carry may be sent, and stored, by another request
 * meanwhile: here is the engine's truth of who came first.
 */
import { identityOf, isCopy, markStored } from '../recordId'
import type { RecordBatch } from '../recordBatch'
import type { BatchOutcome } from '../sink'
import type { PutRequest, Stragglers } from './core'
import type { Producer } from './producer'
import { forgetOneLate, holdLate, watchArrival } from './sdk/orderWatch'

/** User records of one producer; a request that would make them more cannot be delayed past its timeout. */
export const STRAGGLING_RECORDS_MAX = 1_048_576

export function createStragglers(): Stragglers {
  return { requests: new Map(), isStored: new Map() }
}

export function findRequest({ requests, stragglers }: Producer, requestNumber: number): PutRequest | undefined {
  return requests.get(requestNumber) ?? stragglers.requests.get(requestNumber)
}

/** Its timeout is there, and it is not. */
export function becomeStraggler(producer: Producer, request: PutRequest): void {
  const { requests, isStored } = producer.stragglers
  const batch = copyOf(request.batch)
  requests.set(request.requestNumber, { ...request, batch, phase: 'late' })
  forEachRecord(batch, (recordId) => {
    const identity = identityOf(recordId)
    if (isCopy(recordId) || !isStored.has(identity)) isStored.set(identity, isCopy(recordId))
  })
  if (producer.kind !== 'sdk') return
  watchArrival(producer, request, null)
  holdLate(producer, batch)
}

/** The producer goes on with the batch that it has. */
function copyOf(batch: RecordBatch): RecordBatch {
  const { keyIds, bytes, recordIds, data, aggregates } = batch
  return { ...batch, keyIds: keyIds.slice(), bytes: bytes.slice(), recordIds: recordIds.slice(), data: data?.slice() ?? null, aggregates: aggregates?.slice() ?? null }
}

function forEachRecord({ count, recordIds, aggregates }: RecordBatch, visit: (recordId: number) => void): void {
  for (let entry = 0; entry < count; entry++) {
    const aggregate = aggregates?.[entry] ?? null
    if (aggregate === null) visit(recordIds[entry])
    else aggregate.recordIds.forEach(visit)
  }
}

/** @returns the identity of the oldest record that may still be stored by one of them for the first time; Infinity: there is none. */
export function oldestStraggling({ requests, isStored }: Stragglers): number {
  let oldest = Infinity
  if (requests.size > 0) for (const [identity, isThere] of isStored) if (!isThere && identity < oldest) oldest = identity
  return oldest
}

/** Before it is stored: what another request of its producer has brought is stored again. */
export function markBrought(producer: Producer, batch: RecordBatch): void {
  const { isStored } = producer.stragglers
  if (isStored.size === 0) return
  const marked = (recordId: number) => (isStored.get(identityOf(recordId)) === true ? markStored(recordId) : recordId)
  for (let entry = 0; entry < batch.count; entry++) {
    const recordId = batch.recordIds[entry]
    batch.recordIds[entry] = marked(recordId)
    const aggregate = batch.aggregates?.[entry] ?? null
    if (batch.aggregates !== null && aggregate !== null) batch.aggregates[entry] = { ...aggregate, recordIds: aggregate.recordIds.map(marked) }
    else if (producer.kind === 'sdk' && batch.recordIds[entry] !== recordId) forgetOneLate(producer, batch.keyIds[entry])
  }
}

/** After it was stored, as far as it was. */
export function noteBrought({ stragglers: { isStored } }: Producer, batch: RecordBatch, { ordinals }: BatchOutcome): void {
  if (isStored.size === 0) return
  const note = (recordId: number) => {
    if (isStored.has(identityOf(recordId))) isStored.set(identityOf(recordId), true)
  }
  for (let entry = 0; entry < batch.count; entry++) {
    if (ordinals[entry] === 0) continue
    const aggregate = batch.aggregates?.[entry] ?? null
    if (aggregate === null) note(batch.recordIds[entry])
    else aggregate.recordIds.forEach(note)
  }
}

/** With its process: nothing of it arrives any more. */
export function loseStragglers({ stragglers }: Producer, { recordsOnDisk }: { recordsOnDisk?: unknown } = {}): void {
  stragglers.requests.clear()
  forgetUnstored(stragglers)
  // Who reads its records again after a crash sends them again.
  if (recordsOnDisk === undefined) stragglers.isStored.clear()
}

/** After each arrival of a straggler, and each answer: as soon as nobody can bring a record a second time. */
export function forgetBrought({ stragglers, books }: Producer, { recordsOnDisk }: { recordsOnDisk?: unknown }): void {
  if (stragglers.isStored.size === 0 || stragglers.requests.size > 0) return
  if (recordsOnDisk === undefined && books.recordsInFlight + books.recordsWaiting === 0) stragglers.isStored.clear()
  else forgetUnstored(stragglers)
}

function forgetUnstored({ isStored }: Stragglers): void {
  for (const [identity, isThere] of isStored) if (!isThere) isStored.delete(identity)
}
