/** The parts of ids, and of which kind each producer is that the run has told of. Pure. */
import type { SimEvent } from '../engine/events'
import type { ProducerKindName } from '../engine/producers/settings'

const PRODUCER_ID = /^producer-(\d+)$/

/** @returns null for who is none, such as `api`. */
export function producerNumberOf(producerId: string): number | null {
  const digits = PRODUCER_ID.exec(producerId)?.[1]
  return digits === undefined ? null : Number(digits)
}

export function partsOfRecordId(recordId: string): { producerId: string; number: number | null } {
  const [producerId = '', digits] = recordId.split('/')
  return { producerId, number: digits === undefined ? null : Number(digits) }
}

/** By the number of the id. Those removed are known by the event that told of their coming, unless it is forgotten. */
export function kindsOf(present: string, events: readonly SimEvent[]): ReadonlyMap<number, ProducerKindName> {
  const kinds = new Map<number, ProducerKindName>()
  for (const event of events) {
    const number = event.kind === 'ProducerAdded' ? producerNumberOf(event.producerId) : null
    if (event.kind === 'ProducerAdded' && number !== null) kinds.set(number, event.producerKind)
  }
  for (const entry of present === '' ? [] : present.split(' ')) {
    const [number, kind] = entry.split(':')
    kinds.set(Number(number), kind as ProducerKindName)
  }
  return kinds
}
