/**
 * The outstanding user records of one daemon, as columns: each keeps its slot from addUserRecord until its future is done.
 * A Kinesis record, aggregated or not, goes by the slot of its first user record, the head; `next` chains its members.
 */
import type { Bytes, SimUs } from '../../../base/units'
import { OUTSTANDING_RECORD_BYTES } from './constants'

/** No slot, or no predicted shard. */
export const NONE = -1
const SLOTS_MIN = 1_024

export interface UserRecords {
  count: number
  /** Data and keys of all of them. */
  bytes: Bytes
  /** Kinesis records made so far: ties of deadline go by it. */
  ordersGiven: number
  /** The first free slot; `next` chains the others. */
  free: number
  keyId: Uint32Array
  keyBytes: Uint16Array
  dataBytes: Uint32Array
  recordId: Float64Array
  /** Where the application sends real bytes; null while it never has. */
  data: (Uint8Array | null)[] | null
  arrivalUs: Float64Array
  deadlineUs: Float64Array
  expiryUs: Float64Array
  /** When its last attempt ended; its arrival before the first. */
  attemptEndUs: Float64Array
  attempts: Uint32Array
  /** The predicted shard, or NONE. */
  shard: Int32Array
  next: Int32Array
  /** Of heads: members, length of the data that are put, earliest deadline and expiry, and places in a limiter's queues. */
  members: Uint32Array
  putBytes: Uint32Array
  headDeadlineUs: Float64Array
  headExpiryUs: Float64Array
  order: Float64Array
  byDeadlineAt: Int32Array
  byExpiryAt: Int32Array
}

/** All but `next`, which chains free slots too. */
export const RECORD_COLUMNS = [
  'keyId',
  'keyBytes',
  'dataBytes',
  'recordId',
  'arrivalUs',
  'deadlineUs',
  'expiryUs',
  'attemptEndUs',
  'attempts',
  'shard',
  'members',
  'putBytes',
  'headDeadlineUs',
  'headExpiryUs',
  'order',
  'byDeadlineAt',
  'byExpiryAt',
] as const

export function createUserRecords(): UserRecords {
  const records: UserRecords = {
    count: 0,
    bytes: 0,
    ordersGiven: 0,
    free: 0,
    keyId: new Uint32Array(SLOTS_MIN),
    keyBytes: new Uint16Array(SLOTS_MIN),
    dataBytes: new Uint32Array(SLOTS_MIN),
    recordId: new Float64Array(SLOTS_MIN),
    data: null,
    arrivalUs: new Float64Array(SLOTS_MIN),
    deadlineUs: new Float64Array(SLOTS_MIN),
    expiryUs: new Float64Array(SLOTS_MIN),
    attemptEndUs: new Float64Array(SLOTS_MIN),
    attempts: new Uint32Array(SLOTS_MIN),
    shard: new Int32Array(SLOTS_MIN),
    next: new Int32Array(SLOTS_MIN),
    members: new Uint32Array(SLOTS_MIN),
    putBytes: new Uint32Array(SLOTS_MIN),
    headDeadlineUs: new Float64Array(SLOTS_MIN),
    headExpiryUs: new Float64Array(SLOTS_MIN),
    order: new Float64Array(SLOTS_MIN),
    byDeadlineAt: new Int32Array(SLOTS_MIN),
    byExpiryAt: new Int32Array(SLOTS_MIN),
  }
  chainFree(records, 0)
  return records
}

function chainFree({ next }: UserRecords, from: number): void {
  for (let slot = from; slot < next.length; slot++) next[slot] = slot + 1 === next.length ? NONE : slot + 1
}

/** @returns the slot of a record that arrives now. */
export function addUserRecord(records: UserRecords, nowUs: SimUs, keyId: number, dataBytes: Bytes, keyBytes: Bytes, recordId: number): number {
  if (records.free === NONE) growRecords(records)
  const slot = records.free
  records.free = records.next[slot]
  records.count++
  records.bytes += dataBytes + keyBytes
  records.keyId[slot] = keyId
  records.keyBytes[slot] = keyBytes
  records.dataBytes[slot] = dataBytes
  records.recordId[slot] = recordId
  records.arrivalUs[slot] = nowUs
  records.attemptEndUs[slot] = nowUs
  records.attempts[slot] = 0
  records.next[slot] = NONE
  return slot
}

/** Its future is done. */
export function dropUserRecord(records: UserRecords, slot: number): void {
  records.count--
  records.bytes -= records.dataBytes[slot] + records.keyBytes[slot]
  if (records.data !== null) records.data[slot] = null
  records.next[slot] = records.free
  records.free = slot
}

/** What they take, by our estimate. */
export function memoryOf({ count, bytes }: UserRecords): Bytes {
  return count * OUTSTANDING_RECORD_BYTES + bytes
}

export function dataOf({ data }: UserRecords, slot: number): Uint8Array | null {
  return data?.[slot] ?? null
}

export function setData(records: UserRecords, slot: number, data: Uint8Array): void {
  const held = (records.data ??= [])
  while (held.length <= slot) held.push(null)
  held[slot] = data
}

/** Makes `slot` the head of a Kinesis record that holds it alone. */
export function makeSingle(records: UserRecords, slot: number): void {
  records.next[slot] = NONE
  records.members[slot] = 1
  records.putBytes[slot] = records.dataBytes[slot]
  records.headDeadlineUs[slot] = records.deadlineUs[slot]
  records.headExpiryUs[slot] = records.expiryUs[slot]
  records.order[slot] = records.ordersGiven++
}

/** Doubles its slots. */
export function growRecords(records: UserRecords): void {
  const slots = records.next.length
  records.keyId = doubled(records.keyId, Uint32Array)
  records.keyBytes = doubled(records.keyBytes, Uint16Array)
  records.dataBytes = doubled(records.dataBytes, Uint32Array)
  records.recordId = doubled(records.recordId, Float64Array)
  records.arrivalUs = doubled(records.arrivalUs, Float64Array)
  records.deadlineUs = doubled(records.deadlineUs, Float64Array)
  records.expiryUs = doubled(records.expiryUs, Float64Array)
  records.attemptEndUs = doubled(records.attemptEndUs, Float64Array)
  records.attempts = doubled(records.attempts, Uint32Array)
  records.shard = doubled(records.shard, Int32Array)
  records.next = doubled(records.next, Int32Array)
  records.members = doubled(records.members, Uint32Array)
  records.putBytes = doubled(records.putBytes, Uint32Array)
  records.headDeadlineUs = doubled(records.headDeadlineUs, Float64Array)
  records.headExpiryUs = doubled(records.headExpiryUs, Float64Array)
  records.order = doubled(records.order, Float64Array)
  records.byDeadlineAt = doubled(records.byDeadlineAt, Int32Array)
  records.byExpiryAt = doubled(records.byExpiryAt, Int32Array)
  chainFree(records, slots)
  records.free = slots
}

function doubled<Column extends Uint16Array | Uint32Array | Int32Array | Float64Array>(column: Column, type: new (length: number) => Column): Column {
  const larger = new type(2 * column.length)
  larger.set(column)
  return larger
}
