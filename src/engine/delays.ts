/** What is under way and was delayed, as columns: what the river lets wait on its way. */
import { US_PER_MS } from '../base/units'
import { DELAYS_MAX, type DelayColumns } from './frame'
import type { PutRequest } from './producers/core'
import type { Producer } from './producers/producer'

export function delayColumns(producers: readonly Producer[]): DelayColumns {
  const delayed = producers.flatMap(({ producerIndex, requests, stragglers }) => [...stragglers.requests.values(), ...requests.values()].flatMap((request) => heldOf(producerIndex, request))).slice(0, DELAYS_MAX)
  return {
    producerIndex: Uint16Array.from(delayed, ({ producerIndex }) => producerIndex),
    requestNumber: Uint32Array.from(delayed, ({ request }) => request.requestNumber),
    isAnswer: Uint8Array.from(delayed, ({ request }) => (request.phase === 'response' ? 1 : 0)),
    fromMs: Float64Array.from(delayed, ({ fromUs }) => fromUs / US_PER_MS),
    untilMs: Float64Array.from(delayed, ({ request }) => request.dueUs / US_PER_MS),
  }
}

function heldOf(producerIndex: number, request: PutRequest): { producerIndex: number; request: PutRequest; fromUs: number }[] {
  const { heldFromUs: fromUs, phase } = request
  return fromUs === null || phase === 'silent' ? [] : [{ producerIndex, request, fromUs }]
}
