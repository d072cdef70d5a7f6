/** What becomes of records that a producer meant to send. */
import type { SimEvent } from '../events'
import { producerIdOf } from '../recordId'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { GIVEN_UP_TOLD_EVERY_US, type ProducerCore } from './core'

export type GivenUpReason = Extract<SimEvent, { kind: 'RecordsGivenUp' }>['reason']

/** @param latencyUs of each of them on average, from being made until now. */
export function acknowledge({ books, meter }: ProducerCore, records: number, latencyUs: number): void {
  books.recordsAcknowledged += records
  meter.latencyUs += records * latencyUs
  if (latencyUs > meter.latencyUsMax) meter.latencyUsMax = latencyUs
}

/** As `acknowledge`, of records that differ: @param latencyUs of all together. */
export function acknowledgeEach({ books, meter }: ProducerCore, records: number, latencyUs: number, latencyUsMax: number): void {
  books.recordsAcknowledged += records
  meter.latencyUs += latencyUs
  if (latencyUsMax > meter.latencyUsMax) meter.latencyUsMax = latencyUsMax
}

export function giveUp(world: World, producer: ProducerCore, records: number, reason: GivenUpReason, sink: Sink): void {
  if (reason === 'expired') producer.books.recordsExpired += records
  else producer.books.recordsGivenUp += records
  if (world.nowUs < producer.givenUpToldUs + GIVEN_UP_TOLD_EVERY_US) return
  const { recordsGivenUp, recordsExpired } = producer.books
  producer.givenUpToldUs = world.nowUs
  tell(world, sink, {
    kind: 'RecordsGivenUp',
    producerId: producerIdOf(producer.producerIndex),
    records: recordsGivenUp + recordsExpired - producer.givenUpTold,
    reason,
  })
  producer.givenUpTold = recordsGivenUp + recordsExpired
}
