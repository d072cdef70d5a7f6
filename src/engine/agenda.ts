/** The pending future as a binary heap of plain entries; ties run in the order in which they were promised. */
import { assert } from '../base/assert'
import type { SimUs } from '../base/units'
import type { Task } from './task'

export interface AgendaEntry {
  dueUs: SimUs
  order: number
  task: Task
}

export interface Agenda {
  heap: AgendaEntry[]
  nextOrder: number
}

export function createAgenda(): Agenda {
  return { heap: [], nextOrder: 0 }
}

export function schedule(agenda: Agenda, dueUs: SimUs, task: Task): void {
  const { heap } = agenda
  const entry = { dueUs, order: agenda.nextOrder++, task }
  let at = heap.length
  heap.push(entry)
  while (at > 0) {
    const parentAt = (at - 1) >> 1
    const parent = heap[parentAt]
    if (isBefore(parent, entry)) break
    heap[at] = parent
    at = parentAt
  }
  heap[at] = entry
}

/** @returns Infinity when nothing is pending. */
export function nextDueUs(agenda: Agenda): SimUs {
  return agenda.heap.length === 0 ? Infinity : agenda.heap[0].dueUs
}

export function takeNext(agenda: Agenda): AgendaEntry {
  const { heap } = agenda
  const first = heap[0]
  const last = heap.pop()
  assert(last !== undefined, 'the agenda is empty')
  if (heap.length > 0) sink(heap, last)
  return first
}

/** Takes back what is promised no more. */
export function withdraw(agenda: Agenda, isVoid: (task: Task) => boolean): void {
  agenda.heap = agenda.heap.filter(({ task }) => !isVoid(task))
  for (let at = (agenda.heap.length >> 1) - 1; at >= 0; at--) sink(agenda.heap, agenda.heap[at], at)
}

function sink(heap: AgendaEntry[], entry: AgendaEntry, from = 0): void {
  const { length } = heap
  let at = from
  for (;;) {
    let childAt = 2 * at + 1
    if (childAt >= length) break
    if (childAt + 1 < length && isBefore(heap[childAt + 1], heap[childAt])) childAt++
    if (isBefore(entry, heap[childAt])) break
    heap[at] = heap[childAt]
    at = childAt
  }
  heap[at] = entry
}

function isBefore(left: AgendaEntry, right: AgendaEntry): boolean {
  return left.dueUs < right.dueUs || (left.dueUs === right.dueUs && left.order < right.order)
}
