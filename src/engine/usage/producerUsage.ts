/** What each producer has put, as the stream's plan bills it. */
import type { BatchOutcome } from '../sink'
import type { Stream, World } from '../state'
import { createProducerUsage } from './model'
import { planOf } from './noteUsage'

export function notePutsOf(world: World, stream: Stream, producerIndex: number, { payloadUnits, kibibytesStored }: BatchOutcome): void {
  const { producers } = world.usage.totals
  while (producers.length <= producerIndex) producers.push(createProducerUsage())
  const usage = producers[producerIndex]
  switch (planOf(world, stream)) {
    case 'provisioned':
      usage.payloadUnits += payloadUnits
      return
    case 'onDemand':
      usage.onDemandKibibytes += kibibytesStored
      return
    case 'advantage':
      usage.advantageKibibytes += kibibytesStored
  }
}
