/** A subscription as a stream of frames, made when they are wanted. */
import type { ApiShape } from '../kinesis/api/types'
import type { Refusal } from '../kinesis/exceptions'
import type { Codec } from './codec'
import { encodeEvent, encodeException, encodeInitialResponse } from './eventStream'

/** What a subscription brings; an exception ends it. */
export type SubscriptionItem = { kind: 'event'; event: ApiShape<'SubscribeToShardEvent'> } | { kind: 'exception'; refusal: Refusal }

interface Subscription {
  items: AsyncIterable<SubscriptionItem>
  codec: Codec
  /** Its abort fails the stream. */
  signal: AbortSignal
  /** Called when nothing more will come, for whatever reason. */
  release: () => void
}

export function streamFrames(subscription: Subscription): ReadableStream<Uint8Array> {
  const { items, codec, signal } = subscription
  const iterator = items[Symbol.asyncIterator]()
  const end = async () => {
    subscription.release()
    await iterator.return?.()
  }
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encodeInitialResponse(codec))
      const fail = () => {
        controller.error(signal.reason)
        void end()
      }
      if (signal.aborted) fail()
      else signal.addEventListener('abort', fail, { once: true })
    },
    async pull(controller) {
      const next = await nextOf(iterator, subscription)
      if (signal.aborted) return
      if (next.done !== true) controller.enqueue(encodeItem(next.value, subscription))
      if (next.done !== true && next.value.kind === 'event') return
      controller.close()
      await end()
    },
    cancel: end,
  })
}

/** @throws what the iterable throws: the stream fails with it. */
async function nextOf(iterator: AsyncIterator<SubscriptionItem>, { release }: Subscription): Promise<IteratorResult<SubscriptionItem>> {
  try {
    return await iterator.next()
  } catch (error) {
    release()
    throw error
  }
}

function encodeItem(item: SubscriptionItem, { codec }: Subscription): Uint8Array {
  return item.kind === 'event' ? encodeEvent(item.event, codec) : encodeException(item.refusal, codec)
}
