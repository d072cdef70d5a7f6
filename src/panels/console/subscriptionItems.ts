/** What a subscription pushes, as the wire wants it: one item after the other, to who asks for the next. */
import type { SimMs } from '../../base/units'
import type { Actions } from '../../store/actions'
import type { SubscriptionItem } from '../../wire/subscriptionStream'

/** A stream that nobody reads keeps the newest. */
const WAITING_MAX = 1_000

export interface SubscriptionItemsOptions {
  onSubscription: Actions['onSubscription']
  signal: AbortSignal
  /** Gets the instant of each event, in their order: the wire does not carry it. */
  pushedAtMs: SimMs[]
}

/**
 * Listens at once: what comes before somebody asks for it waits.
 * @param output of the call that the engine accepted; it names the subscription.
 */
export function subscriptionItems(output: unknown, { onSubscription, signal, pushedAtMs }: SubscriptionItemsOptions): AsyncIterable<SubscriptionItem> {
  const subscriptionNumber = (output as { subscriptionNumber?: unknown } | null)?.subscriptionNumber
  const waiting: (SubscriptionItem | null)[] = []
  let wake = (): void => undefined
  const put = (item: SubscriptionItem | null) => {
    if (waiting.push(item) > WAITING_MAX) {
      waiting.shift()
      pushedAtMs.shift()
    }
    wake()
  }
  if (typeof subscriptionNumber !== 'number') put(null)
  const stop = onSubscription(Number(subscriptionNumber), ({ event, refusal }, atMs) => {
    if (event !== null) {
      pushedAtMs.push(atMs)
      put({ kind: 'event', event })
    } else put(refusal === null ? null : { kind: 'exception', refusal })
  })
  signal.addEventListener('abort', () => put(null), { once: true })
  async function* itemsInTurn(): AsyncGenerator<SubscriptionItem> {
    try {
      for (;;) {
        const item = waiting.shift()
        if (item === null) return
        if (item !== undefined) yield item
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      stop()
    }
  }
  return itemsInTurn()
}
