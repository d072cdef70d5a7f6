/** SubscribeToShard's answers, which last: frames leave as the world tells events, as long as their reader keeps up. */
import { finished, type Writable } from 'node:stream'
import { endSubscription } from '../../engine/fanOut'
import { subscriptionEventOut } from '../../engine/operations/fanOut/subscriptionEventOut'
import type { Subscription, World } from '../../engine/state'
import { silentSink } from '../../engine/sink'
import type { Input } from '../../kinesis/api/types'
import type { Codec } from '../../wire/codec'
import { encodeEvent, encodeException, encodeInitialResponse, subscriptionHead } from '../../wire/eventStream'
import type { Identity } from '../../wire/httpMessage'
import { writeAnswer } from '../../wire/writeAnswer'
import { answer, type Exchange } from './exchange'
import { originOf } from './origin'
import type { RunningWorld } from './runningWorld'

/** Unread events of one subscription: some twenty seconds of its greatest rate, or four of the largest records. A reader who is further behind is cut off. */
const UNREAD_BYTES_MAX = 64 * 1_048_576
/** Of all together. */
const ALL_UNREAD_BYTES_MAX = 8 * UNREAD_BYTES_MAX
/** Whoever is no further behind is not the one to cut off. */
const SLOW_FROM_BYTES = 262_144

export interface Subscriptions {
  open(exchange: Exchange, asked: { input: Input<'SubscribeToShard'>; codec: Codec }, identity: Identity): void
  readonly count: number
  /** Ends them all. */
  close(): void
}

interface Reader {
  outgoing: Writable
  codec: Codec
}

/** @param attend keeps the world at the clock's pace while somebody is subscribed. */
export function createSubscriptions(running: RunningWorld, attend: () => () => void): Subscriptions {
  const { world } = running
  const readers = new Map<number, Reader>()
  endAll(world)
  running.listen({
    event: () => undefined,
    subscriptionEvent(_world, pushed) {
      const reader = readers.get(pushed.subscriptionNumber)
      if (reader === undefined) return
      const { outgoing, codec } = reader
      outgoing.write(encodeEvent(subscriptionEventOut(world, pushed), codec))
      if (isTooFarBehind(outgoing, readers.values())) outgoing.destroy()
    },
    subscriptionEnded(_world, subscriptionNumber, refusal) {
      const reader = readers.get(subscriptionNumber)
      if (reader === undefined) return
      readers.delete(subscriptionNumber)
      if (refusal !== null) reader.outgoing.write(encodeException(refusal, reader.codec))
      reader.outgoing.end()
    },
  })

  return {
    open(exchange, { input, codec }, identity) {
      const answered = running.call({ operation: 'SubscribeToShard', input, origin: originOf(exchange.headers, identity) })
      if (!answered.ok) {
        answer(exchange, writeAnswer('SubscribeToShard', answered, codec, identity))
        return
      }
      const { subscriptionNumber } = answered.value as { subscriptionNumber: number }
      const { status, headers } = subscriptionHead(identity)
      const outgoing = exchange.respond(status, headers)
      // Clients of other languages insist on it as the first frame; attending may tell an event at once.
      outgoing.write(encodeInitialResponse(codec))
      readers.set(subscriptionNumber, { outgoing, codec })
      const leave = attend()
      finished(outgoing, { readable: false }, () => {
        leave()
        readers.delete(subscriptionNumber)
        const subscription = findSubscription(world, subscriptionNumber)
        if (subscription !== null) endSubscription(world, subscription, null, silentSink)
      })
    },
    get count() {
      return readers.size
    },
    close() {
      for (const { outgoing } of readers.values()) outgoing.end()
      readers.clear()
    },
  }
}

export function isTooFarBehind({ writableLength: own }: Pick<Writable, 'writableLength'>, all: Iterable<{ outgoing: Pick<Writable, 'writableLength'> }>): boolean {
  if (own > UNREAD_BYTES_MAX || own < SLOW_FROM_BYTES) return own > UNREAD_BYTES_MAX
  let unread = 0
  for (const { outgoing } of all) unread += outgoing.writableLength
  return unread > ALL_UNREAD_BYTES_MAX
}

function findSubscription(world: World, subscriptionNumber: number): Subscription | null {
  for (const subscription of openSubscriptions(world)) if (subscription.subscriptionNumber === subscriptionNumber) return subscription
  return null
}

/** Nobody is connected to those of a saved world any more. */
function endAll(world: World): void {
  for (const subscription of openSubscriptions(world)) endSubscription(world, subscription, null, silentSink)
}

function* openSubscriptions(world: World): Generator<Subscription> {
  for (const stream of world.streams) {
    for (const consumer of stream.consumers) {
      for (const subscription of consumer.subscriptions.values()) if (subscription.isOpen) yield subscription
    }
  }
}
