/** One aggregation buffer for each predicted shard: user records wait until count, size or deadline makes them one Kinesis record. */
import { addToEstimate, createAggregateEstimate, estimatedSize, putSize, type AggregateEstimate } from '../../../kinesis/aggregateSize'
import type { Bytes, SimUs } from '../../../base/units'
import type { KplSettings } from './settings'
import { NONE, type UserRecords } from './userRecords'

export interface AggregationBuffer {
  shardIndex: number
  /** In order of arrival. */
  slots: number[]
  /** What would be put if the buffer ended after each of them. */
  putBytes: Bytes[]
  estimate: AggregateEstimate
  /** By deadline too, so far. */
  isInOrder: boolean
  /** The earliest; Infinity while it is empty. */
  deadlineUs: SimUs
  /** When it is looked at next, at its deadline or before; null: never. Later looks that are still in the agenda are void. */
  timerUs: SimUs | null
}

export function createBuffer(shardIndex: number): AggregationBuffer {
  return { shardIndex, slots: [], putBytes: [], estimate: createAggregateEstimate(), isInOrder: true, deadlineUs: Infinity, timerUs: null }
}

/** @returns the head of the Kinesis record that is full now, or NONE. */
export function addToBuffer(records: UserRecords, buffer: AggregationBuffer, slot: number, settings: KplSettings): number {
  hold(records, buffer, slot)
  const isFull = buffer.slots.length >= settings.aggregationMaxCount || estimatedSize(buffer.estimate) >= settings.aggregationMaxSizeBytes
  return isFull ? flushBuffer(records, buffer, settings) : NONE
}

function hold({ keyId, keyBytes, dataBytes, deadlineUs }: UserRecords, buffer: AggregationBuffer, slot: number): void {
  const { slots } = buffer
  if (slots.length > 0 && deadlineUs[slot] < deadlineUs[slots[slots.length - 1]]) buffer.isInOrder = false
  if (deadlineUs[slot] < buffer.deadlineUs) buffer.deadlineUs = deadlineUs[slot]
  addToEstimate(buffer.estimate, keyId[slot], keyBytes[slot], dataBytes[slot])
  slots.push(slot)
  buffer.putBytes.push(putSize(buffer.estimate))
}

/** Takes the records by deadline, as many as fit; the others stay. @returns the head of the Kinesis record, or NONE where there was none. */
export function flushBuffer(records: UserRecords, buffer: AggregationBuffer, settings: KplSettings): number {
  const { slots, putBytes } = buffer.isInOrder ? buffer : sorted(records, buffer)
  if (slots.length === 0) return NONE
  let taken = Math.min(slots.length, Math.max(1, settings.aggregationMaxCount))
  while (taken > 1 && putBytes[taken - 1] > settings.aggregationMaxSizeBytes) taken--
  const head = chain(records, slots, taken, putBytes[taken - 1])
  empty(buffer)
  for (let at = taken; at < slots.length; at++) hold(records, buffer, slots[at])
  return head
}

function sorted(records: UserRecords, { shardIndex, slots }: AggregationBuffer): AggregationBuffer {
  const { deadlineUs } = records
  const inOrder = createBuffer(shardIndex)
  for (const slot of [...slots].sort((left, right) => deadlineUs[left] - deadlineUs[right])) hold(records, inOrder, slot)
  return inOrder
}

function empty(buffer: AggregationBuffer): void {
  buffer.slots = []
  buffer.putBytes = []
  buffer.estimate = createAggregateEstimate()
  buffer.isInOrder = true
  buffer.deadlineUs = Infinity
}

function chain(records: UserRecords, slots: readonly number[], taken: number, putBytes: Bytes): number {
  const { next, expiryUs } = records
  const [head] = slots
  let expiresUs = expiryUs[head]
  for (let at = 1; at < taken; at++) {
    const slot = slots[at]
    next[slots[at - 1]] = slot
    if (expiryUs[slot] < expiresUs) expiresUs = expiryUs[slot]
  }
  next[slots[taken - 1]] = NONE
  records.members[head] = taken
  records.putBytes[head] = putBytes
  records.headDeadlineUs[head] = records.deadlineUs[head]
  records.headExpiryUs[head] = expiresUs
  records.order[head] = records.ordersGiven++
  return head
}
