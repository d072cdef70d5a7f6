/** Requests and answers that the network lost between two frames: what the river lets die on its way. */
import { LOST_REQUEST, LOST_RESPONSE, type LossColumns } from './frame'
import type { PutRequest } from './producers/core'

export const LOSSES_MAX = 64

export function createLosses(): LossColumns {
  return {
    count: 0,
    atMs: new Float64Array(LOSSES_MAX),
    producerIndex: new Uint16Array(LOSSES_MAX),
    requestNumber: new Uint32Array(LOSSES_MAX),
    records: new Uint32Array(LOSSES_MAX),
    way: new Uint8Array(LOSSES_MAX),
  }
}

export function cutLosses({ count, atMs, producerIndex, requestNumber, records, way }: LossColumns): LossColumns {
  return {
    count,
    atMs: atMs.slice(0, count),
    producerIndex: producerIndex.slice(0, count),
    requestNumber: requestNumber.slice(0, count),
    records: records.slice(0, count),
    way: way.slice(0, count),
  }
}

/** The oldest ones are kept: a picture has no room for more. */
export function noteLoss(losses: LossColumns, atMs: number, producerIndex: number, { requestNumber, records, answer }: PutRequest): void {
  if (losses.count === LOSSES_MAX) return
  const at = losses.count++
  losses.atMs[at] = atMs
  losses.producerIndex[at] = producerIndex
  losses.requestNumber[at] = requestNumber
  losses.records[at] = records
  losses.way[at] = answer === null ? LOST_REQUEST : LOST_RESPONSE
}
