/**
 * A record's identity, unique to what a producer meant to send once, in one exact double: producer, number, and whether the
 * stream has stored it before. Two copies in a stream have one identity; only the later ones are marked.
 */

const NUMBER_SPAN = 2 ** 40
const COPY_MARK = 2 ** 50
/** Records put by a person through the API. */
export const API_PRODUCER_INDEX = 1_023
/** Results that applications of the world write to a stream. */
export const RESULTS_PRODUCER_INDEX = 1_001
/** The numbers of one application's results: 64 applications fit. */
const RESULTS_SPAN = 2 ** 34
/** Producers at work at the same time. */
export const PRODUCER_COUNT_MAX = 64
/** Producers that a run may have seen, those removed included. */
export const PRODUCERS_EVER_MAX = 1_000

export function packRecordId(producerIndex: number, recordNumber: number): number {
  return producerIndex * NUMBER_SPAN + recordNumber
}

/** @param resultNumber the same for a result that an application makes again from the same records. */
export function packResultId(applicationIndex: number, resultNumber: number): number {
  return packRecordId(RESULTS_PRODUCER_INDEX, applicationIndex * RESULTS_SPAN + resultNumber)
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
  switch (producerIndex) {
    case API_PRODUCER_INDEX:
      return 'api'
    case RESULTS_PRODUCER_INDEX:
      return 'results'
    default:
      return `producer-${producerIndex + 1}`
  }
}

export function formatRecordId(recordId: number): string {
  return `${producerIdOf(producerIndexOf(recordId))}/${recordNumberOf(recordId)}`
}

/** @returns null for text that names no record. */
export function parseRecordId(text: string): number | null {
  const [, name, place, number] = /^(?:(api|results)|producer-(\d{1,4}))\/(\d{1,13})$/.exec(text) ?? []
  if (number === undefined) return null
  const producerIndex = name === undefined ? Number(place) - 1 : name === 'api' ? API_PRODUCER_INDEX : RESULTS_PRODUCER_INDEX
  return producerIndex < 0 || producerIndex > API_PRODUCER_INDEX || Number(number) >= NUMBER_SPAN ? null : packRecordId(producerIndex, Number(number))
}
