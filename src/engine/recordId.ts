/**
 * A record's identity, unique to what a producer meant to send once, in one exact double: producer, number, and whether the
 * stream has stored it before. Two copies in a stream have one identity; only the later ones are marked.
 */

const NUMBER_SPAN = 2 ** 40
const COPY_MARK = 2 ** 50
/** Records put by a person through the API. */
export const API_PRODUCER_INDEX = 1_023
/** Producers at work at the same time. */
export const PRODUCER_COUNT_MAX = 64
/** Producers that a run may have seen, those removed included. */
export const PRODUCERS_EVER_MAX = 1_000

export function packRecordId(producerIndex: number, recordNumber: number): number {
  return producerIndex * NUMBER_SPAN + recordNumber
}

/** The same record, from now on known to be stored: whoever stores it again stores a copy. */
export function markStored(recordId: number): number {
  return recordId < COPY_MARK ? recordId + COPY_MARK : recordId
}

export function isCopy(recordId: number): boolean {
  return recordId >= COPY_MARK
}

/** Without the mark: equal for all copies. */
export function identityOf(recordId: number): number {
  return recordId < COPY_MARK ? recordId : recordId - COPY_MARK
}

export function producerIndexOf(recordId: number): number {
  return Math.floor(identityOf(recordId) / NUMBER_SPAN)
}

export function recordNumberOf(recordId: number): number {
  return identityOf(recordId) % NUMBER_SPAN
}

export function producerIdOf(producerIndex: number): string {
  return producerIndex === API_PRODUCER_INDEX ? 'api' : `producer-${producerIndex + 1}`
}

export function formatRecordId(recordId: number): string {
  return `${producerIdOf(producerIndexOf(recordId))}/${recordNumberOf(recordId)}`
}
