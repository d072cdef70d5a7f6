import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writerOf } from './frame'
import { API_PRODUCER_INDEX, formatRecordId, identityOf, markStored, packRecordId, packResultId, parseRecordId, producerIdOf, sourceIndexOf } from './recordId'

const number = fc.integer({ min: 0, max: 2 ** 34 - 1 })

describe('the id of a record', () => {
  it('names the producer, the API, or the application that wrote it, and its number there', () => {
    expect([packRecordId(2, 17), packRecordId(API_PRODUCER_INDEX, 3), packResultId(0, 5), packResultId(63, 2 ** 34 - 1)].map(formatRecordId)).toEqual(['producer-3/17', 'api/3', 'application-1/5', 'application-64/17179869183'])
  })

  it('is read back as it was written, copies as what they are copies of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 63 }), number, (producerIndex, applicationIndex, at) => {
        for (const recordId of [packRecordId(producerIndex, at), packRecordId(API_PRODUCER_INDEX, at), packResultId(applicationIndex, at)]) {
          expect(parseRecordId(formatRecordId(recordId))).toBe(recordId)
          expect(parseRecordId(formatRecordId(markStored(recordId)))).toBe(identityOf(recordId))
        }
      }),
    )
  })

  it.each(['', 'results/1', 'application-0/1', 'application-65/1', 'application-1/17179869184', 'producer-0/1', 'producer-1/', 'api-1/1', 'producer/1', 'application-1/1x'])('is not %o', (text) => {
    expect(parseRecordId(text)).toBeNull()
  })
})

it('a source is a producer by its index, or an application, told apart by it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 63 }), number, (index, at) => {
      expect(sourceIndexOf(packRecordId(index, at))).toBe(index)
      expect(writerOf(sourceIndexOf(packRecordId(index, at)))).toBeNull()
      expect(writerOf(sourceIndexOf(packResultId(index, at)))).toBe(index)
      expect(producerIdOf(sourceIndexOf(markStored(packResultId(index, at))))).toBe(`application-${index + 1}`)
    }),
  )
  // Columns of 16 bits hold them all.
  expect(sourceIndexOf(packResultId(63, 0))).toBeLessThan(2 ** 16)
})
