/** Ids of keys that API calls named are given back once no stored record has them: a service that runs for days names many. */
import { PUT_RECORDS_ENTRIES_MAX } from '../kinesis/limits'
import { forgetNamed, NAMED_COUNT, namedIndexOf, type Keys } from './keySpace'
import type { World } from './state'

/** Fewer than this many are not worth a look. */
const SWEEP_KEYS_MIN = 2 ** 20
/** A batch must still find its ids. */
const SWEEP_KEYS_MAX = NAMED_COUNT - PUT_RECORDS_ENTRIES_MAX

/** Looks through every kept record when as many new keys were named as were in use after the last look. */
export function sweepKeysWhenMany(world: World): void {
  const { keys } = world
  if (countNamed(keys) < keys.sweepAt) return
  forgetNamed(keys, usedKeys(world, keys))
  keys.sweepAt = Math.min(SWEEP_KEYS_MAX, Math.max(SWEEP_KEYS_MIN, 2 * countNamed(keys)))
}

function countNamed({ namedEntries, freeEntries }: Keys): number {
  return namedEntries.length - freeEntries.length
}

function usedKeys(world: World, keys: Keys): Uint8Array {
  const used = new Uint8Array(keys.namedEntries.length)
  const mark = (ids: Uint32Array, count: number) => {
    for (let at = 0; at < count; at++) {
      const index = namedIndexOf(ids[at])
      if (index >= 0 && index < used.length) used[index] = 1
    }
  }
  markHeld(world.producers, mark)
  markHeld(world.applications, mark)
  markHeld(world.agenda.heap, mark)
  for (const { keyOrder } of world.producers) mark(Uint32Array.from(keyOrder.newest.keys()), keyOrder.newest.size)
  for (const { shards } of world.streams) {
    for (const { log, throttledKeys } of shards) {
      mark(throttledKeys, throttledKeys.length)
      for (const { columns, count, aggregates } of log.segments) {
        if (columns !== null) mark(columns.keyId, count)
        for (const aggregate of aggregates ?? []) if (aggregate !== null) mark(aggregate.keyIds, aggregate.count)
      }
    }
  }
  return used
}

/** What producers and applications have in hand, and what is promised to them: batches and counts, wherever they are. */
function markHeld(held: unknown, mark: (ids: Uint32Array, count: number) => void): void {
  if (typeof held !== 'object' || held === null || ArrayBuffer.isView(held)) return
  if (Array.isArray(held) || held instanceof Map) {
    for (const each of held.values() as Iterable<unknown>) markHeld(each, mark)
    return
  }
  for (const [name, value] of Object.entries(held)) {
    if (name === 'keyIds' && value instanceof Uint32Array) mark(value, value.length)
    else if (name === 'keyId' && typeof value === 'number') mark(Uint32Array.of(value), 1)
    else markHeld(value, mark)
  }
}
