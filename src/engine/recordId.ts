/**
 * A record's identity, unique to what a producer meant to send once, in one exact double: producer, number, and whether the
 * stream has stored it before. Two copies in a stream have one identity; only the later ones are marked.
 */
import { writerOf, WRITERS_FROM } from './frame'

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

/** As the frame's columns name it: a producer, or an application that wrote the record as a result of its own. */
export function sourceIndexOf(recordId: number): number {
  const producerIndex = producerIndexOf(recordId)
  return producerIndex === RESULTS_PRODUCER_INDEX ? WRITERS_FROM + Math.floor(recordNumberOf(recordId) / RESULTS_SPAN) : producerIndex
}

export function recordNumberOf(recordId: number): number {
  return identityOf(recordId) % NUMBER_SPAN
}

/** @param sourceIndex see `sourceIndexOf`. */
export function producerIdOf(sourceIndex: number): string {
  const applicationIndex = writerOf(sourceIndex)
  if (applicationIndex !== null) return `application-${applicationIndex + 1}`
  return sourceIndex === API_PRODUCER_INDEX ? 'api' : `producer-${sourceIndex + 1}`
}

export function formatRecordId(recordId: number): string {
  const isResult = producerIndexOf(recordId) === RESULTS_PRODUCER_INDEX
  const number = recordNumberOf(recordId)
  return `${producerIdOf(sourceIndexOf(recordId))}/${isResult ? number % RESULTS_SPAN : number}`
}

/** @returns null for text that names no record. */
export function parseRecordId(text: string): number | null {
  const [, kind, place, digits] = /^(api|(?:application|producer)-(\d{1,4}))\/(\d{1,13})$/.exec(text) ?? []
  if (digits === undefined) return null
  const index = Number(place) - 1
  const number = Number(digits)
  if (kind === 'api') return number < NUMBER_SPAN ? packRecordId(API_PRODUCER_INDEX, number) : null
  if (kind.startsWith('producer')) return index < 0 || index > API_PRODUCER_INDEX || number >= NUMBER_SPAN ? null : packRecordId(index, number)
  return index < 0 || index >= NUMBER_SPAN / RESULTS_SPAN || number >= RESULTS_SPAN ? null : packResultId(index, number)
}
