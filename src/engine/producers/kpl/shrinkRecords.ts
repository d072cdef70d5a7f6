/** After an outage: gives back columns that only it needed, so that copies of the world need not carry them. */
import type { Daemon } from './model'
import { createUserRecords, growRecords, NONE, RECORD_COLUMNS, setData, type UserRecords } from './userRecords'

/** Below this nothing is won. */
const SLOTS_KEPT = 16_384
/** So many slots for each record in use are too many. */
const SLOTS_A_RECORD_MAX = 8

export function shrinkRecords(daemon: Daemon): void {
  const { records, collector } = daemon
  if (records.next.length <= SLOTS_KEPT || records.next.length < SLOTS_A_RECORD_MAX * records.count) return
  const fewer = createUserRecords()
  fewer.ordersGiven = records.ordersGiven
  const places = new Int32Array(records.next.length)
  const move = (head: number) => (places[head] = moveChain(records, fewer, head))
  const moved = (head: number) => places[head]
  for (const buffer of daemon.buffers.values()) {
    for (const slot of buffer.slots) records.next[slot] = NONE
    buffer.slots = buffer.slots.map(move)
  }
  for (const limiter of daemon.limiters.values()) {
    limiter.byDeadline = limiter.byDeadline.map(move)
    limiter.byExpiry = limiter.byExpiry.map(moved)
  }
  collector.heads = collector.heads.map(move)
  for (const request of [...daemon.waiting, ...daemon.sent.values()]) request.heads = request.heads.map(move)
  daemon.records = fewer
}

/** @returns where the head stands now. */
function moveChain(from: UserRecords, to: UserRecords, head: number): number {
  let first = NONE
  let last = NONE
  for (let slot = head; slot !== NONE; slot = from.next[slot]) {
    const place = moveOne(from, to, slot)
    if (last === NONE) first = place
    else to.next[last] = place
    last = place
  }
  return first
}

function moveOne(from: UserRecords, to: UserRecords, slot: number): number {
  if (to.free === NONE) growRecords(to)
  const place = to.free
  to.free = to.next[place]
  for (const column of RECORD_COLUMNS) to[column][place] = from[column][slot]
  to.next[place] = NONE
  to.count++
  to.bytes += from.dataBytes[slot] + from.keyBytes[slot]
  const data = from.data?.[slot] ?? null
  if (data !== null) setData(to, place, data)
  return place
}
