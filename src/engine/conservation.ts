/** Nothing a producer meant to send is lost from the books: meant = stored + given up + in flight + waiting. */
import { assert } from '../base/assert'
import { producerIdOf } from './recordId'
import type { World } from './state'

export interface ProducerBooks {
  producerId: string
  recordsMeant: number
  recordsStored: number
  recordsGivenUp: number
  recordsInFlight: number
  recordsWaiting: number
}

/** @throws AssertionError naming the producer whose books do not balance. */
export function checkConservation(world: World): ProducerBooks[] {
  return world.producers.map(({ producerIndex, recordsMeant, recordsStored, recordsGivenUp, recordsInFlight, recordsWaiting }) => {
    const producerId = producerIdOf(producerIndex)
    const found = recordsStored + recordsGivenUp + recordsInFlight + recordsWaiting
    assert(recordsMeant === found, `${producerId} meant ${recordsMeant} records, its books hold ${found} at ${world.nowUs} us`)
    return { producerId, recordsMeant, recordsStored, recordsGivenUp, recordsInFlight, recordsWaiting }
  })
}
