import { describe, expect, it } from 'vitest'
import { copyIn, createBatch, type Aggregate } from './recordBatch'
import { markStored, packRecordId } from './recordId'

function aggregateOf(...recordIds: number[]): Aggregate {
  const count = recordIds.length
  return { count, keyIds: new Uint32Array(count), dataBytes: new Uint32Array(count), recordIds: Float64Array.from(recordIds), data: null }
}

describe('a copy in an entry', () => {
  it('is the record itself, or any user record of an aggregate', () => {
    const [fresh, other, stored] = [packRecordId(1, 0), packRecordId(1, 1), markStored(packRecordId(1, 2))]
    const batch = createBatch(5)
    batch.count = 5
    batch.recordIds.set([fresh, stored, fresh, fresh, stored])
    expect([0, 1].map((entry) => copyIn(batch, entry))).toEqual([null, stored])
    batch.aggregates = [null, null, aggregateOf(fresh, other), aggregateOf(fresh, other, stored), aggregateOf(stored, other)]
    expect([0, 1, 2, 3, 4].map((entry) => copyIn(batch, entry))).toEqual([null, stored, null, stored, stored])
  })
})
