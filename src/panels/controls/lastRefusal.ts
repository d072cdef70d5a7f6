/** Whether the newest call of some operations on a stream was refused, from what the run has told, as long as that is news. */
import type { SimEvent } from '../../engine/events'
import { streamNameOf } from '../timeline/streamNameOf'

type CallTold = Extract<SimEvent, { kind: 'CallAccepted' | 'CallRefused' }>
export type CallRefused = Extract<CallTold, { kind: 'CallRefused' }>

interface Asked {
  operations: readonly string[]
  streamName: string | undefined
  isMeant?: ((call: CallTold) => boolean) | undefined
  /** The instant that is looked at, and how fast time goes; left out: whatever is refused last is news. */
  now?: { atMs: number; speed: number } | undefined
}

const NEWS_MS = 60_000
/** As somebody sees it pass. */
const NEWS_SEEN_MS = 10_000

/** @returns null where there was no call yet, the newest one was accepted, the stream's status has changed since, or it is long ago. */
export function lastRefusal(events: readonly SimEvent[], { operations, streamName, isMeant, now }: Asked): CallRefused | null {
  const index = events.findLastIndex((event) => isTold(event) && operations.includes(event.operation) && streamNameOf(event.input) === streamName && isMeant?.(event) !== false)
  const last = events[index]
  if (last?.kind !== 'CallRefused') return null
  if (now !== undefined && now.atMs - last.at > Math.max(NEWS_MS, NEWS_SEEN_MS * now.speed)) return null
  for (let at = index + 1; at < events.length; at++) {
    const event = events[at]
    if (event?.kind === 'StreamStatusChanged' && event.streamName === streamName) return null
  }
  return last
}

function isTold(event: SimEvent): event is CallTold {
  return event.kind === 'CallRefused' || event.kind === 'CallAccepted'
}
