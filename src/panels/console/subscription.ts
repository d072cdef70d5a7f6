/** Follows a subscription that the console opened, event by event through the SDK's own stream, until it ends or is stopped. */
import type { SimMs } from '../../base/units'
import type { Json } from './draft'
import { isObject } from './draft'
import { consoleStore } from './consoleStore'
import { withEvent } from './subscriptionLog'
import type { Subscription } from './subscriptionLog'

let underWay: AbortController | null = null

export function stopSubscription(): void {
  underWay?.abort()
  underWay = null
}

export interface Followed {
  shardId: string
  events: AsyncIterable<unknown>
  atMs: () => SimMs
  shown: (event: unknown) => Json
  stop: AbortController
}

/** Whoever subscribes anew leaves the former subscription; a refusal leaves it as it is. */
export async function followSubscription({ shardId, events, atMs, shown, stop }: Followed): Promise<void> {
  stopSubscription()
  underWay = stop
  const isCurrent = () => underWay === stop
  const change = (next: (held: Subscription) => Subscription) => {
    consoleStore.setState(({ subscription }) => (subscription === null || !isCurrent() ? {} : { subscription: next(subscription) }))
  }
  consoleStore.setState({ subscription: { shardId, events: [], eventCount: 0, recordCount: 0, ended: null } })
  stop.signal.addEventListener('abort', () => consoleStore.setState(({ subscription }) => (subscription === null ? {} : { subscription: { ...subscription, ended: subscription.ended ?? 'stopped' } })), { once: true })
  try {
    for await (const item of events) {
      const event = shown(isObject(item) ? item['SubscribeToShardEvent'] : item)
      const pushed = { atMs: atMs(), event }
      change((held) => withEvent(held, pushed))
    }
    change((held) => ({ ...held, ended: 'over' }))
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
    change((held) => ({ ...held, ended: { exception: name, message } }))
  }
}
