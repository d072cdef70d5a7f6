/** What a subscription has pushed so far, newest first and bounded; pure. */
import type { SimMs } from '../../base/units'
import type { Json } from './draft'
import { isObject } from './draft'

export interface PushedEvent {
  atMs: SimMs
  event: Json
}

export interface Subscription {
  shardId: string
  /** Newest first, a bounded number. */
  events: readonly PushedEvent[]
  eventCount: number
  recordCount: number
  /** Null while it goes on. */
  ended: { exception: string; message: string } | 'over' | 'stopped' | null
}

const EVENTS_KEPT_MAX = 20

/** Who travels back sees again what was pushed after that instant. */
export function withEvent(held: Subscription, pushed: PushedEvent): Subscription {
  const kept = held.events.filter(({ atMs }) => atMs <= pushed.atMs)
  const isAgain = kept.length < held.events.length
  return {
    ...held,
    events: [pushed, ...kept].slice(0, EVENTS_KEPT_MAX),
    eventCount: (isAgain ? kept.length : held.eventCount) + 1,
    recordCount: (isAgain ? kept.reduce((sum, { event }) => sum + recordsIn(event), 0) : held.recordCount) + recordsIn(pushed.event),
  }
}

export function recordsIn(event: Json): number {
  const records = isObject(event) ? event['Records'] : undefined
  return Array.isArray(records) ? records.length : 0
}
