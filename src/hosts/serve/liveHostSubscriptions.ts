/** What the subscriptions that a page opened push to it, until the page is closed or no longer asks. */
import { hangUp } from '../../engine/fanOut'
import { subscriptionEventOut } from '../../engine/operations/fanOut/subscriptionEventOut'
import type { PushedEvent } from '../../engine/sink'
import type { World } from '../../engine/state'
import type { SubscriptionNews } from '../../bridge/protocol'
import type { Refusal } from '../../kinesis/exceptions'

export interface PageSubscriptions {
  open(subscriptionNumber: number): void
  note(world: World, pushed: PushedEvent): void
  noteEnd(subscriptionNumber: number, refusal: Refusal | null): void
  /** What was pushed since the last time. */
  take(): SubscriptionNews[]
  close(world: World): void
}

/** A page that does not ask keeps this much data waiting; then its subscriptions end. */
const WAITING_BYTES_MAX = 8 * 1_048_576

export function createPageSubscriptions(): PageSubscriptions {
  const open = new Set<number>()
  let news: SubscriptionNews[] = []
  let waitingBytes = 0

  function endAll(world: World): void {
    for (const subscriptionNumber of open) {
      hangUp(world, subscriptionNumber)
      news.push({ subscriptionNumber, event: null, refusal: null })
    }
    open.clear()
  }

  return {
    open: (subscriptionNumber) => void open.add(subscriptionNumber),
    note(world, pushed) {
      if (!open.has(pushed.subscriptionNumber)) return
      const event = subscriptionEventOut(world, pushed)
      news.push({ subscriptionNumber: pushed.subscriptionNumber, event, refusal: null })
      waitingBytes += event.Records.reduce((sum, { Data }) => sum + Data.length, 0)
      if (waitingBytes > WAITING_BYTES_MAX) endAll(world)
    },
    noteEnd(subscriptionNumber, refusal) {
      if (open.delete(subscriptionNumber)) news.push({ subscriptionNumber, event: null, refusal })
    },
    take() {
      const taken = news
      news = []
      waitingBytes = 0
      return taken
    },
    close(world) {
      endAll(world)
      news = []
    },
  }
}
