/** Whether the newest call of an operation on a stream was refused, from what the run has told. */
import type { SimEvent } from '../../engine/events'
import { streamNameOf } from '../timeline/describeCall'

export type CallRefused = Extract<SimEvent, { kind: 'CallRefused' }>

/** @returns null where there was no call yet, or the newest one was accepted. */
export function lastRefusal(events: readonly SimEvent[], { operation, streamName }: { operation: string; streamName: string | undefined }): CallRefused | null {
  const last = events.findLast((event) => (event.kind === 'CallRefused' || event.kind === 'CallAccepted') && event.operation === operation && streamNameOf(event.input) === streamName)
  return last?.kind === 'CallRefused' ? last : null
}
