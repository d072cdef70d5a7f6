/** Puts requests on the wire; the network decides at once what it will do to each. */
import { nextBelow, nextBetween } from '../../base/prng'
import { US_PER_MS, type SimUs } from '../../base/units'
import { schedule } from '../agenda'
import type { RecordBatch } from '../recordBatch'
import type { World } from '../state'
import { NETWORK_US } from '../network'
import type { PutRequest } from './core'
import type { Producer } from './producer'

const PERCENT_PARTS = 1_000_000

export interface RequestOptions {
  operation: PutRequest['operation']
  timeoutMs: number
}

/** Puts a request on the wire; its records are in flight until it is answered. */
export function sendRequest(world: World, producer: Producer, batch: RecordBatch, { operation, timeoutMs }: RequestOptions): PutRequest {
  const records = userRecordsIn(batch)
  const timesOutUs = world.nowUs + timeoutMs * US_PER_MS
  const lose = drawLoss(world, producer)
  const request: PutRequest = {
    requestNumber: ++producer.requestsSent,
    operation,
    batch,
    records,
    sentUs: world.nowUs,
    timesOutUs,
    // Nothing arrives any more at a connection that has timed out.
    dueUs: Math.min(world.nowUs + wayUs(world, producer), timesOutUs),
    delayedMs: 0,
    heldFromUs: null,
    phase: 'request',
    lose,
    answer: null,
  }
  batch.requestNumber = request.requestNumber
  producer.requests.set(request.requestNumber, request)
  producer.books.recordsInFlight += records
  producer.meter.calls++
  schedule(world.agenda, request.dueUs, about('RequestArrives', producer, request))
  return request
}

export function userRecordsIn({ count, aggregates }: RecordBatch): number {
  if (aggregates === null) return count
  let records = 0
  for (let entry = 0; entry < count; entry++) records += aggregates[entry]?.count ?? 1
  return records
}

export function about<Type extends string>(type: Type, { producerIndex }: Producer, { requestNumber }: PutRequest) {
  return { type, producerIndex, requestNumber }
}

/** Of one way. */
export function wayUs({ network }: World, producer: Producer): SimUs {
  const us = nextBetween(producer.prng, NETWORK_US)
  return network.delayMsMax === 0 ? us : us + nextBelow(producer.networkPrng, network.delayMsMax * US_PER_MS + 1)
}

export function drawLoss({ network }: World, { networkPrng }: Producer): PutRequest['lose'] {
  const isDrawn = (percent: number) => percent > 0 && nextBelow(networkPrng, PERCENT_PARTS) * 100 < percent * PERCENT_PARTS
  if (isDrawn(network.requestLossPercent)) return 'request'
  return isDrawn(network.responseLossPercent) ? 'response' : null
}
