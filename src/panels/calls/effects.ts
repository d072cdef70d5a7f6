/** What an accepted call led to, from what the run has told: the stream's way to its new state, and its shards on it. */
import type { SimMs } from '../../base/units'
import type { SimEvent } from '../../engine/events'
import type { CallTold } from '../../store/actions'
import { streamNameOf } from '../timeline/streamNameOf'

export interface Effects {
  /** In order of time. */
  events: SimEvent[]
  /** What the stream is in meanwhile; null where nothing goes on in the background. */
  status: 'CREATING' | 'UPDATING' | 'DELETING' | null
  /** Null while it goes on. */
  endedAtMs: SimMs | null
}

const NONE: Effects = { events: [], status: null, endedAtMs: null }

export function effectsOf(call: CallTold, told: readonly SimEvent[]): Effects {
  const at = told.lastIndexOf(call)
  const streamName = streamNameOf(call.input)
  if (call.kind === 'CallRefused' || at < 0 || streamName === '') return NONE
  const start = beginningOf({ told, at, streamName })
  if (start === null) return NONE
  const effects: Effects = { events: [], status: start.status, endedAtMs: null }
  for (let index = start.index; index < told.length; index++) {
    const event = told[index]
    if (event === undefined || !isOf(event, streamName)) continue
    effects.events.push(event)
    if (index > start.index && isEnd(event)) {
      effects.endedAtMs = event.at
      break
    }
  }
  return effects
}

/** The change of status that the call itself made: told at its very instant, before or after it. */
function beginningOf({ told, at, streamName }: { told: readonly SimEvent[]; at: number; streamName: string }): { index: number; status: NonNullable<Effects['status']> } | null {
  const instant = told[at]?.at
  let index = at
  // What lies before another call at the same instant belongs to that one.
  while (told[index - 1]?.at === instant && told[index - 1]?.kind !== 'CallAccepted' && told[index - 1]?.kind !== 'CallRefused') index--
  for (; told[index]?.at === instant; index++) {
    const event = told[index]
    if (event?.kind === 'CallAccepted' && index !== at) return null
    if (event?.kind === 'StreamStatusChanged' && event.streamName === streamName && event.streamStatus !== 'ACTIVE') return { index, status: event.streamStatus }
  }
  return null
}

function isEnd(event: SimEvent): boolean {
  return event.kind === 'StreamDeleted' || (event.kind === 'StreamStatusChanged' && event.streamStatus === 'ACTIVE')
}

/** Events of shards name their stream only where several are shown. */
function isOf(event: SimEvent, streamName: string): boolean {
  switch (event.kind) {
    case 'StreamStatusChanged':
    case 'StreamDeleted':
      return event.streamName === streamName
    case 'ShardOpened':
    case 'ShardClosed':
      return event.streamName === undefined || event.streamName === streamName
    default:
      return false
  }
}
