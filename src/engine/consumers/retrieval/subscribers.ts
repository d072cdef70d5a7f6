/** News of a subscription on its way to the application that holds it; those of clients outside leave through the sink. */
import { nextBetween } from '../../../base/prng'
import { schedule } from '../../agenda'
import { NETWORK_US } from '../../network'
import type { World } from '../../state'
import type { ReaderAct } from '../../task'

/** One connection: what is told later never arrives earlier. @returns false where a client outside holds the subscription: its news leaves through the sink alone. */
export function tellSubscriber(world: World, subscriptionNumber: number, act: ReaderAct): boolean {
  const subscriber = world.subscribers.get(subscriptionNumber)
  if (subscriber === undefined) return false
  if (act.act === 'subscriptionEnded') world.subscribers.delete(subscriptionNumber)
  const { life, prng, readers } = world.applications[subscriber.applicationIndex]
  const reader = readers.get(subscriber.readerNumber)
  if (reader === undefined) return true
  reader.newsUs = Math.max(reader.newsUs, world.nowUs + nextBetween(prng, NETWORK_US))
  schedule(world.agenda, reader.newsUs, { type: 'ReaderActs', ...subscriber, life, act })
  return true
}
