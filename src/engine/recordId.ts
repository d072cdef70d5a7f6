/** A record's identity, unique to what a producer meant to send once: producer and number in one exact double. */

const NUMBER_SPAN = 2 ** 40
/** Records put by a person through the API. */
export const API_PRODUCER_INDEX = 1_023
export const PRODUCER_COUNT_MAX = 64

export function packRecordId(producerIndex: number, recordNumber: number): number {
  return producerIndex * NUMBER_SPAN + recordNumber
}

export function producerIndexOf(recordId: number): number {
  return Math.floor(recordId / NUMBER_SPAN)
}

export function producerIdOf(producerIndex: number): string {
  return producerIndex === API_PRODUCER_INDEX ? 'api' : `producer-${producerIndex + 1}`
}

export function formatRecordId(recordId: number): string {
  const producerIndex = producerIndexOf(recordId)
  return `${producerIdOf(producerIndex)}/${recordId - producerIndex * NUMBER_SPAN}`
}
