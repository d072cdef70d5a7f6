/**
 * Ids that were met lately, oldest first out: what a reader that drops duplicates remembers. Bounded by number, and by age
 * where it is asked to be.
 */
import { share } from '../../../base/plainData'
import type { SimUs } from '../../../base/units'

export interface SeenIds {
  /** Oldest first. All but the last are full and never change again, so copies of the world share them. */
  chunks: SeenChunk[]
  /** Ids at the front of the first chunk that are forgotten. */
  forgotten: number
  held: number
  /** So far, those forgotten since included. */
  added: number
}

interface SeenChunk {
  ids: Float64Array
  addedUs: Float64Array
  count: number
}

const CHUNK_IDS = 1_024
/** An id and its instant. */
const SEEN_ID_BYTES = 16

export function createSeenIds(): SeenIds {
  return { chunks: [], forgotten: 0, held: 0, added: 0 }
}

export function hasSeen(seen: SeenIds, id: number): boolean {
  if (seen.held === 0) return false
  const { slots } = indexOf(seen)
  return slots[slotOf(slots, id)] === id
}

/** @param id not among them. */
export function addSeen(seen: SeenIds, id: number, atUs: SimUs, idsMax: number): void {
  const index = indexOf(seen)
  let last = seen.chunks.at(-1)
  if (last === undefined || last.count === CHUNK_IDS) {
    last = { ids: new Float64Array(CHUNK_IDS), addedUs: new Float64Array(CHUNK_IDS), count: 0 }
    seen.chunks.push(last)
  }
  last.ids[last.count] = id
  last.addedUs[last.count] = atUs
  last.count++
  seen.held++
  seen.added++
  if (last.count === CHUNK_IDS) share(last)
  insert(index, id, seen)
  forgetBeyond(seen, idsMax)
}

/** Keeps the newest `idsMax`. */
export function forgetBeyond(seen: SeenIds, idsMax: number): void {
  while (seen.held > idsMax) forgetOldest(seen)
}

/** Keeps those added at `sinceUs` or later. */
export function forgetBefore(seen: SeenIds, sinceUs: SimUs): void {
  for (let oldestUs = oldestSeenUs(seen); oldestUs !== null && oldestUs < sinceUs; oldestUs = oldestSeenUs(seen)) forgetOldest(seen)
}

/** What copies keep alive that are as old as `before`, where it is an earlier state of the same. */
export function bytesSince(seen: SeenIds, before: SeenIds): number {
  return SEEN_ID_BYTES * (Math.max(0, seen.added - before.added) + before.held)
}

/** After a restore: full chunks may be held by copies again. */
export function shareFullChunks({ chunks }: SeenIds): void {
  for (const chunk of chunks) if (chunk.count === CHUNK_IDS) share(chunk)
}

/** @returns when the oldest was added; null: there is none. */
export function oldestSeenUs({ chunks, forgotten, held }: SeenIds): SimUs | null {
  return held === 0 ? null : chunks[0].addedUs[forgotten]
}

function forgetOldest(seen: SeenIds): void {
  const [first] = seen.chunks
  remove(indexOf(seen), first.ids[seen.forgotten])
  seen.forgotten++
  seen.held--
  if (seen.forgotten < CHUNK_IDS) return
  seen.chunks.shift()
  seen.forgotten = 0
}

/** A hash table with open addressing: it follows from the chunks, so no snapshot holds it. */
interface Index {
  slots: Float64Array
}

const EMPTY = -1
const SLOTS_MIN = 256
const indexes = new WeakMap<SeenIds, Index>()

function indexOf(seen: SeenIds): Index {
  let index = indexes.get(seen)
  if (index === undefined) {
    index = { slots: new Float64Array(0) }
    rebuild(index, seen)
    indexes.set(seen, index)
  }
  return index
}

/** Never more than half full. */
function rebuild(index: Index, { chunks, forgotten, held }: SeenIds): void {
  let length = SLOTS_MIN
  while (length < 4 * held) length *= 2
  index.slots = new Float64Array(length).fill(EMPTY)
  chunks.forEach(({ ids, count }, at) => {
    for (let place = at === 0 ? forgotten : 0; place < count; place++) index.slots[slotOf(index.slots, ids[place])] = ids[place]
  })
}

function insert(index: Index, id: number, seen: SeenIds): void {
  if (2 * seen.held > index.slots.length) rebuild(index, seen)
  else index.slots[slotOf(index.slots, id)] = id
}

/** @returns where `id` is, or the free slot where it belongs. */
function slotOf(slots: Float64Array, id: number): number {
  const mask = slots.length - 1
  let slot = homeOf(id, mask)
  while (slots[slot] !== EMPTY && slots[slot] !== id) slot = (slot + 1) & mask
  return slot
}

function homeOf(id: number, mask: number): number {
  const hash = Math.imul((id >>> 0) ^ Math.imul(Math.floor(id / 2 ** 32), 0x85eb_ca6b), 0x9e37_79b1)
  return (hash ^ (hash >>> 15)) & mask
}

/** Closes the gap: an id behind it moves up unless its home lies after the gap. */
function remove({ slots }: Index, id: number): void {
  const mask = slots.length - 1
  let gap = slotOf(slots, id)
  for (let next = (gap + 1) & mask; slots[next] !== EMPTY; next = (next + 1) & mask) {
    if (((next - homeOf(slots[next], mask)) & mask) < ((next - gap) & mask)) continue
    slots[gap] = slots[next]
    gap = next
  }
  slots[gap] = EMPTY
}
