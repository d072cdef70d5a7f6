/** Nothing a producer meant to send is lost from the books: see `Books`. */
import { assert } from '../base/assert'
import { producerIdOf } from './recordId'
import type { Books } from './producers/core'
import type { World } from './state'

export interface ProducerBooks extends Books {
  producerId: string
}

/** @throws AssertionError naming the producer whose books do not balance. */
export function checkConservation(world: World): ProducerBooks[] {
  return world.producers.map(({ producerIndex, books }) => {
    const producerId = producerIdOf(producerIndex)
    const { recordsMeant, recordsAcknowledged, recordsGivenUp, recordsExpired, recordsInFlight, recordsWaiting } = books
    const found = recordsAcknowledged + recordsGivenUp + recordsExpired + recordsInFlight + recordsWaiting
    assert(recordsMeant === found, `${producerId} meant ${recordsMeant} records, its books hold ${found} at ${world.nowUs} us`)
    return { producerId, ...books }
  })
}
