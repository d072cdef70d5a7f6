/** Window results on their way into the stream, as columns: a queue that takes back at its head what was refused. */
import { share } from '../../../base/plainData'
import type { Bytes, SimUs } from '../../../base/units'
import { createBatch, type RecordBatch } from '../../recordBatch'
import { identityOf } from '../../recordId'
import { oldestOf } from '../oldestOf'

export interface ResultQueue {
  /** What is before it was taken. */
  head: number
  /** Of the data that are in it. */
  dataBytes: Bytes
  keyIds: number[]
  /** Data and partition key. */
  bytes: number[]
  recordIds: number[]
  madeUs: number[]
  /** Sends, the next one included. */
  attempts: number[]
  data: Uint8Array[]
}

export interface Result {
  keyId: number
  bytes: Bytes
  recordId: number
  madeUs: SimUs
  attempt: number
  data: Uint8Array
}

const COLUMNS = ['keyIds', 'bytes', 'recordIds', 'madeUs', 'attempts', 'data'] as const
/** Taken results are cut off in bulk. */
const TAKEN_MAX = 1_024

export function createResultQueue(): ResultQueue {
  return { head: 0, dataBytes: 0, keyIds: [], bytes: [], recordIds: [], madeUs: [], attempts: [], data: [] }
}

export function lengthOf({ keyIds, head }: ResultQueue): number {
  return keyIds.length - head
}

/** @returns its identity; Infinity where all are stored, or there is none. */
export function oldestIn({ recordIds, head }: ResultQueue): number {
  return oldestOf([{ count: recordIds.length - head, recordIds: recordIds.slice(head) }])
}

export function pushResult(queue: ResultQueue, { keyId, bytes, recordId, madeUs, attempt, data }: Result): void {
  queue.keyIds.push(keyId)
  queue.bytes.push(bytes)
  queue.recordIds.push(recordId)
  queue.madeUs.push(madeUs)
  queue.attempts.push(attempt)
  queue.data.push(share(data))
  queue.dataBytes += data.length
}

export function resultAt({ keyIds, bytes, recordIds, madeUs, attempts, data }: ResultQueue, at: number): Result {
  return { keyId: keyIds[at], bytes: bytes[at], recordId: recordIds[at], madeUs: madeUs[at], attempt: attempts[at], data: data[at] }
}

/** @returns null when it is empty. */
export function shiftResult(queue: ResultQueue): Result | null {
  if (lengthOf(queue) === 0) return null
  const result = resultAt(queue, queue.head++)
  queue.dataBytes -= result.data.length
  cutTaken(queue)
  return result
}

/**
 * @returns the first ones that keep to both limits, at least one. Its attempt is the newest result's: a retry is known as
 * one when all of them are. It was made when they were on average.
 */
export function takeBatch(queue: ResultQueue, countMax: number, bytesMax: Bytes): RecordBatch {
  const batch = createBatch(countMax)
  const data: Uint8Array[] = []
  let dataBytes = 0
  let madeUs = 0
  while (data.length < countMax && lengthOf(queue) > 0) {
    const at = queue.head
    if (data.length > 0 && dataBytes + queue.data[at].length > bytesMax) break
    const entry = data.length
    batch.keyIds[entry] = queue.keyIds[at]
    batch.bytes[entry] = queue.bytes[at]
    batch.recordIds[entry] = queue.recordIds[at]
    batch.attempt = queue.attempts[at]
    data.push(queue.data[at])
    dataBytes += queue.data[at].length
    madeUs += queue.madeUs[at]
    queue.head++
  }
  queue.dataBytes -= dataBytes
  batch.count = data.length
  batch.data = data
  batch.madeUs = Math.round(madeUs / data.length)
  cutTaken(queue)
  return batch
}

/** Puts entries of a batch before all others, for another attempt. */
export function putBack(queue: ResultQueue, batch: RecordBatch, entries: Iterable<number>): void {
  const front = createResultQueue()
  for (const entry of entries) pushResult(front, resultOf(batch, entry))
  queue.dataBytes += front.dataBytes
  for (const column of COLUMNS) (queue[column] as unknown[]).splice(0, queue.head, ...front[column])
  queue.head = 0
}

/** As it comes again. */
export function resultOf({ keyIds, bytes, recordIds, madeUs, attempt, data }: RecordBatch, entry: number): Result {
  return { keyId: keyIds[entry], bytes: bytes[entry], recordId: recordIds[entry], madeUs, attempt: attempt + 1, data: data?.[entry] ?? new Uint8Array(0) }
}

/** @returns all of them, in the order in which they were meant. */
export function inOrder(results: Result[]): ResultQueue {
  const queue = createResultQueue()
  results.sort((left, right) => identityOf(left.recordId) - identityOf(right.recordId))
  for (const result of results) pushResult(queue, result)
  return queue
}

function cutTaken(queue: ResultQueue): void {
  if (queue.head < TAKEN_MAX) return
  for (const column of COLUMNS) queue[column].splice(0, queue.head)
  queue.head = 0
}
