/**
 * Which records reach the stream behind a later record of the same partition key: the engine's truth, of which the
 * application knows nothing. Batches of one producer never interleave: all numbers of one are before all of another.
 */
import { identityOf, isCopy } from '../../recordId'
import type { RecordBatch } from '../../recordBatch'
import type { BatchOutcome } from '../../sink'
import type { PutRequest } from '../core'
import type { LateKey, OrderWatch, SdkProducer } from './model'

export function createOrderWatch(): OrderWatch {
  return { overtaken: new Map(), late: new Map() }
}

/** What a batch came to: where each entry was stored, or null where none was. */
type Arrived = Pick<BatchOutcome, 'ordinals' | 'storedCount'> | null

/** A request has arrived, or was lost on its way. */
export function watchArrival(producer: SdkProducer, request: PutRequest, arrived: Arrived): void {
  const { orderWatch, requests } = producer
  const { batch, requestNumber } = request
  const isLate = request.phase === 'late'
  const isSmooth = arrived?.storedCount === batch.count && batch.attempt === 1 && !isLate
  if (!isSmooth || orderWatch.late.size > 0 || orderWatch.overtaken.has(requestNumber)) {
    noteEntries(producer, request, arrived)
    orderWatch.overtaken.delete(requestNumber)
  }
  if (arrived === null || arrived.storedCount === 0 || requests.size === (isLate ? 0 : 1)) return
  const first = identityOf(batch.recordIds[0])
  let isKnown = false
  for (const other of requests.values()) {
    // Those that were sent before are watched by their keys already.
    if (other.phase !== 'request' || other === request || other.batch.attempt > 1 || other.batch.recordIds[0] >= first) continue
    if (!isKnown) setStoredKeys(batch, arrived)
    isKnown = true
    noteOvertaken(orderWatch, other)
  }
}

function noteEntries({ orderWatch: { late, overtaken: allOvertaken }, books }: SdkProducer, { batch, requestNumber, phase }: PutRequest, arrived: Arrived): void {
  const overtaken = allOvertaken.get(requestNumber)
  const wasLate = batch.attempt > 1 || phase === 'late'
  for (let entry = 0; entry < batch.count; entry++) {
    const recordId = batch.recordIds[entry]
    if (isCopy(recordId)) continue
    const key = late.get(batch.keyIds[entry])
    const isBehind = overtaken?.[entry] === 1 || (key !== undefined && key.storedTo > recordId)
    const isStored = arrived !== null && arrived.ordinals[entry] !== 0
    if (isStored) {
      if (isBehind) books.recordsOutOfOrder++
      if (key !== undefined) settle(late, batch.keyIds[entry], key, { wasLate, storedTo: recordId })
    } else if (phase === 'late') forget(late, batch.keyIds[entry])
    else if (!wasLate) {
      // Of the later record it is enough to know that it is later than this one.
      const storedTo = isBehind ? recordId + 1 : -1
      if (key === undefined) late.set(batch.keyIds[entry], { records: 1, storedTo })
      else {
        key.records++
        key.storedTo = Math.max(key.storedTo, storedTo)
      }
    }
  }
}

function settle(late: OrderWatch['late'], keyId: number, key: LateKey, { wasLate, storedTo }: { wasLate: boolean; storedTo: number }): void {
  key.storedTo = Math.max(key.storedTo, storedTo)
  if (wasLate && --key.records === 0) late.delete(keyId)
}

/** Records that were sent and are given up: whoever sent them will not store them any more. */
export function forgetLate({ orderWatch: { late } }: SdkProducer, batch: RecordBatch): void {
  for (let entry = 0; entry < batch.count; entry++) if (!isCopy(batch.recordIds[entry])) forget(late, batch.keyIds[entry])
}

/** A straggler may store them too; they are among the late ones already. */
export function holdLate({ orderWatch: { late } }: SdkProducer, batch: RecordBatch): void {
  for (let entry = 0; entry < batch.count; entry++) {
    const key = isCopy(batch.recordIds[entry]) ? undefined : late.get(batch.keyIds[entry])
    if (key !== undefined) key.records++
  }
}

/** One of those who could store a late record of the key: it is stored by another, or will not come. */
export function forgetOneLate({ orderWatch: { late } }: SdkProducer, keyId: number): void {
  forget(late, keyId)
}

function forget(late: OrderWatch['late'], keyId: number): void {
  const key = late.get(keyId)
  if (key !== undefined && --key.records === 0) late.delete(keyId)
}

const TABLE_BITS = 11
const TABLE_MASK = 2 ** TABLE_BITS - 1
/** A set of up to 500 key ids, with room to spare: `stamps` tells which places are of the set in use. */
const places = new Uint32Array(2 ** TABLE_BITS)
const stamps = new Uint32Array(2 ** TABLE_BITS)
let stamp = 0

function setStoredKeys({ keyIds, count }: RecordBatch, { ordinals }: NonNullable<Arrived>): void {
  stamp++
  if (stamp > 0xffff_ffff) {
    stamps.fill(0)
    stamp = 1
  }
  for (let entry = 0; entry < count; entry++) {
    if (ordinals[entry] === 0) continue
    const at = placeOf(keyIds[entry])
    places[at] = keyIds[entry]
    stamps[at] = stamp
  }
}

/** Where a key is, or would be. */
function placeOf(keyId: number): number {
  let at = Math.imul(keyId, 0x9e37_79b1) >>> (32 - TABLE_BITS)
  while (stamps[at] === stamp && places[at] !== keyId) at = (at + 1) & TABLE_MASK
  return at
}

function noteOvertaken({ overtaken }: OrderWatch, { requestNumber, batch: { keyIds, count } }: PutRequest): void {
  let marks = overtaken.get(requestNumber)
  for (let entry = 0; entry < count; entry++) {
    if (stamps[placeOf(keyIds[entry])] !== stamp) continue
    if (marks === undefined) {
      marks = new Uint8Array(count)
      overtaken.set(requestNumber, marks)
    }
    marks[entry] = 1
  }
}
