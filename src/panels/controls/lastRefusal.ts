/** Whether the newest call of an operation was refused, from what the run has told. */
import type { SimEvent } from '../../engine/events'

export type CallRefused = Extract<SimEvent, { kind: 'CallRefused' }>

/** @returns null where there was no call yet, or the newest one was accepted. */
export function lastRefusal(events: readonly SimEvent[], operation: string): CallRefused | null {
  const last = events.findLast((event) => (event.kind === 'CallRefused' || event.kind === 'CallAccepted') && event.operation === operation)
  return last?.kind === 'CallRefused' ? last : null
}
