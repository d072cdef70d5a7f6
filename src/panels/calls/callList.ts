/** The calls among what was told, newest first, as the panel lists and filters them. */
import type { SimEvent } from '../../engine/events'
import type { CallTold } from '../../store/actions'
import { shortShardId } from '../shardName'
import { streamNameOf } from '../timeline/streamNameOf'

export const CALLS_SHOWN = ['all', 'mine', 'accepted', 'refused'] as const
export type CallsShown = (typeof CALLS_SHOWN)[number]

export interface CallFilter {
  /** Part of an operation, an exception, or anything that the call names. */
  searched: string
  shown: CallsShown
}

export interface ListedCalls {
  calls: CallTold[]
  /** How many match, listed or not. */
  found: number
  /** How many there were in all. */
  all: number
}

export const CALLS_LISTED_MAX = 100

export function isCall(event: SimEvent): event is CallTold {
  return event.kind === 'CallAccepted' || event.kind === 'CallRefused'
}

export function listCalls(events: readonly SimEvent[], { searched, shown }: CallFilter): ListedCalls {
  const listed: ListedCalls = { calls: [], found: 0, all: 0 }
  const wanted = searched.trim().toLowerCase()
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]
    if (event === undefined || !isCall(event)) continue
    listed.all++
    if (!isShown(event, shown)) continue
    if (wanted !== '' && !textOf(event).includes(wanted)) continue
    listed.found++
    if (listed.calls.length < CALLS_LISTED_MAX) listed.calls.push(event)
  }
  return listed
}

/** `mine` leaves out what real clients of a served stream call. */
function isShown(call: CallTold, shown: CallsShown): boolean {
  switch (shown) {
    case 'all':
      return true
    case 'mine':
      return call.from !== 'client'
    case 'accepted':
      return call.kind === 'CallAccepted'
    case 'refused':
      return call.kind === 'CallRefused'
  }
}

function textOf(call: CallTold): string {
  const words = [call.operation, call.kind === 'CallRefused' ? call.exception : '', ...Object.values(call.input).filter((value) => typeof value === 'string' || typeof value === 'number')]
  return words.join(' ').toLowerCase()
}

/** What a call is about, in a word or two: its shards where it names some, else its stream. */
export function subjectOf({ input }: CallTold): string {
  const shards = ['ShardId', 'ShardToSplit', 'ShardToMerge', 'AdjacentShardToMerge'].flatMap((name) => (typeof input[name] === 'string' ? [shortShardId(input[name])] : []))
  const target = typeof input['TargetShardCount'] === 'number' ? [`→ ${input['TargetShardCount']}`] : []
  return [streamNameOf(input), ...shards, ...target].filter((word) => word !== '').join(' ')
}
