/** A binary heap of slots by one of their columns, ties by another; each slot's place is a column too, so that any can be taken out. */

export interface HeapColumns {
  key: Float64Array
  order: Float64Array
  /** Written by the heap. */
  place: Int32Array
}

export function pushSlot(heap: number[], columns: HeapColumns, slot: number): void {
  heap.push(slot)
  rise(heap, columns, slot, heap.length - 1)
}

/** @param slot one that is in the heap. */
export function removeSlot(heap: number[], columns: HeapColumns, slot: number): void {
  const at = columns.place[slot]
  const last = heap.pop()
  if (last === undefined || last === slot) return
  rise(heap, columns, last, at)
  sink(heap, columns, last, columns.place[last])
}

function rise(heap: number[], columns: HeapColumns, slot: number, from: number): void {
  let at = from
  while (at > 0) {
    const parentAt = (at - 1) >> 1
    const parent = heap[parentAt]
    if (!isBefore(columns, slot, parent)) break
    heap[at] = parent
    columns.place[parent] = at
    at = parentAt
  }
  heap[at] = slot
  columns.place[slot] = at
}

function sink(heap: number[], columns: HeapColumns, slot: number, from: number): void {
  const { length } = heap
  let at = from
  for (;;) {
    let childAt = 2 * at + 1
    if (childAt >= length) break
    if (childAt + 1 < length && isBefore(columns, heap[childAt + 1], heap[childAt])) childAt++
    if (!isBefore(columns, heap[childAt], slot)) break
    heap[at] = heap[childAt]
    columns.place[heap[at]] = at
    at = childAt
  }
  heap[at] = slot
  columns.place[slot] = at
}

function isBefore({ key, order }: HeapColumns, left: number, right: number): boolean {
  return key[left] < key[right] || (key[left] === key[right] && order[left] < order[right])
}
