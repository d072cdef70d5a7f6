/** News of a subscription on its way to the application that holds it; those of clients outside leave through the sink. */
import { nextBetween } from '../../../base/prng'
import type { SimUs } from '../../../base/units'
import { FAN_OUT_EVENT_DRIFT_US, FAN_OUT_EVENT_EVERY_US } from '../../../kinesis/limits'
import { schedule } from '../../agenda'
import { NETWORK_US } from '../../network'
import type { Subscription, World } from '../../state'
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

/**
 * Until a subscription looks again. Producers of this world make their traffic in beats of which 100 ms is a multiple: looks of
 * its applications that kept step with them would always come early, or always late, so each begins at a phase of its own and drifts.
 */
export function lookGapUs({ nowUs, subscribers, applications }: World, { subscriptionNumber, startedUs }: Subscription): SimUs {
  const subscriber = subscribers.get(subscriptionNumber)
  if (subscriber === undefined) return FAN_OUT_EVENT_EVERY_US
  const { prng } = applications[subscriber.applicationIndex]
  const [min, max] = nowUs === startedUs ? [1, FAN_OUT_EVENT_EVERY_US] : [FAN_OUT_EVENT_EVERY_US - FAN_OUT_EVENT_DRIFT_US, FAN_OUT_EVENT_EVERY_US + FAN_OUT_EVENT_DRIFT_US]
  return nextBetween(prng, { min, max })
}
