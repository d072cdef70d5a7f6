/** A person holds up one request, or the answer to it: its producer knows nothing of it, and may run out of patience first. */
import { US_PER_MS } from '../../base/units'
import { schedule } from '../agenda'
import type { Command } from '../commands'
import { producerIdOf } from '../recordId'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import type { PutRequest } from './core'
import type { Producer } from './producer'
import { about } from './sending'
import { REQUEST_DELAY_MS } from './settings'
import { STRAGGLING_RECORDS_MAX } from './stragglers'

/** @returns why it could not be done; null when it was. */
export function delayRequest(world: World, producer: Producer, { requestNumber, delayMs }: Extract<Command, { type: 'DelayRequest' }>, sink: Sink): RefusalReason | null {
  const request = producer.requests.get(requestNumber)
  const producerId = producerIdOf(producer.producerIndex)
  const { min, max } = REQUEST_DELAY_MS
  if (!Number.isInteger(delayMs) || delayMs < min || delayMs > max) return { key: 'requestDelay', values: { ms: delayMs, min, max } }
  if (request === undefined || request.phase === 'silent') return { key: 'requestOver', values: { producer: producerId, number: requestNumber } }
  const way = request.phase === 'response' ? 'response' : 'request'
  const dueUs = request.dueUs + delayMs * US_PER_MS
  const outlastsTimeout = dueUs >= request.timesOutUs
  if (way === 'request' && outlastsTimeout && producer.stragglers.isStored.size + request.records > STRAGGLING_RECORDS_MAX) {
    return { key: 'requestLarge', values: { producer: producerId, number: requestNumber, max: STRAGGLING_RECORDS_MAX } }
  }
  request.delayedMs += delayMs
  request.heldFromUs ??= request.dueUs
  if (way === 'request') holdUp(world, producer, request, dueUs)
  else {
    // Whoever has timed out by then learns it at its timeout.
    request.dueUs = Math.min(dueUs, request.timesOutUs)
    schedule(world.agenda, request.dueUs, about('RequestAnswered', producer, request))
  }
  sink.requestDelayed?.(world, producer, request, delayMs)
  tell(world, sink, { kind: 'RequestDelayed', producerId, requestNumber, way, delayMs, records: request.records, outlastsTimeout })
  return null
}

/** Past its timeout nobody waits for it any more: see `stragglers.ts`. */
function holdUp(world: World, producer: Producer, request: PutRequest, dueUs: number): void {
  request.dueUs = dueUs
  schedule(world.agenda, dueUs, about('RequestArrives', producer, request))
  if (dueUs >= request.timesOutUs) schedule(world.agenda, request.timesOutUs, about('RequestTimedOut', producer, request))
}
