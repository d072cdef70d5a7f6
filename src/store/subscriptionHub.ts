/** Brings what subscriptions push from the reports to whoever subscribed; what nobody listens to is dropped. */
import type { SubscriptionNews } from '../bridge/protocol'
import type { SimMs } from '../base/units'

export type SubscriptionListener = (news: SubscriptionNews, atMs: SimMs) => void

export class SubscriptionHub {
  readonly #listeners = new Map<number, SubscriptionListener>()

  /** @returns how to stop. Another one who listens to the same subscription takes it over. */
  listen(subscriptionNumber: number, listener: SubscriptionListener): () => void {
    this.#listeners.set(subscriptionNumber, listener)
    return () => {
      if (this.#listeners.get(subscriptionNumber) === listener) this.#listeners.delete(subscriptionNumber)
    }
  }

  publish(told: readonly SubscriptionNews[], atMs: SimMs): void {
    for (const news of told) this.#listeners.get(news.subscriptionNumber)?.(news, atMs)
  }

  /** Another run begins. */
  endAll(): void {
    for (const [subscriptionNumber, listener] of [...this.#listeners]) listener({ subscriptionNumber, event: null, refusal: null }, 0)
    this.#listeners.clear()
  }
}
