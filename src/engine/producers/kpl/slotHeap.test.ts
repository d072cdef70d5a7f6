import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pushSlot, removeSlot, type HeapColumns } from './slotHeap'

const SLOTS = 24

/** Takes the first one out while there is one. */
function drained(heap: number[], columns: HeapColumns): number[] {
  const order: number[] = []
  while (heap.length > 0) {
    const [first] = heap
    order.push(first!)
    removeSlot(heap, columns, first!)
  }
  return order
}

describe('a heap of slots', () => {
  it('gives them back by key, ties in their order, whichever were taken out in between', () => {
    const acts = fc.array(fc.record({ slot: fc.nat(SLOTS - 1), key: fc.nat(5) }), { maxLength: 120 })
    fc.assert(
      fc.property(acts, (script) => {
        const columns: HeapColumns = { key: new Float64Array(SLOTS), order: new Float64Array(SLOTS), place: new Int32Array(SLOTS) }
        const heap: number[] = []
        const inside = new Set<number>()
        script.forEach(({ slot, key }, step) => {
          if (inside.delete(slot)) removeSlot(heap, columns, slot)
          else {
            columns.key[slot] = key
            columns.order[slot] = step
            inside.add(slot)
            pushSlot(heap, columns, slot)
          }
          expect([...heap].sort((a, b) => a - b)).toEqual([...inside].sort((a, b) => a - b))
          heap.forEach((held, at) => expect(columns.place[held]).toBe(at))
        })
        const expected = [...inside].sort((a, b) => columns.key[a]! - columns.key[b]! || columns.order[a]! - columns.order[b]!)
        expect(drained(heap, columns)).toEqual(expected)
      }),
    )
  })
})
