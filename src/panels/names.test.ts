import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../engine/events'
import { kindsOf, partsOfRecordId, producerNumberOf } from './names'

function added(number: number, producerKind: 'sdk' | 'kpl'): SimEvent {
  return { kind: 'ProducerAdded', at: 0, producerId: `producer-${number}`, producerKind }
}

describe('the names of producers', () => {
  it('come from the number of the id, and from no other id', () => {
    expect(producerNumberOf('producer-12')).toBe(12)
    for (const other of ['api', 'producer-', 'my-producer-1', 'producer-1/5', '']) expect(producerNumberOf(other)).toBeNull()
    expect(partsOfRecordId('producer-3/17')).toEqual({ producerId: 'producer-3', number: 17 })
    expect(partsOfRecordId('api')).toEqual({ producerId: 'api', number: null })
  })

  it('know the kind of who is there, and of who was', () => {
    const kinds = kindsOf('1:sdk 4:iot', [added(2, 'kpl'), added(4, 'sdk')])
    expect([...kinds].sort(([left], [right]) => left - right)).toEqual([
      [1, 'sdk'],
      [2, 'kpl'],
      [4, 'iot'],
    ])
    expect(kindsOf('', []).size).toBe(0)
  })
})
