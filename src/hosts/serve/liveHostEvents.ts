/** The newest events of a served world, for pages that come and go: each of them reads on from its own place. */
import type { SimEvent } from '../../engine/events'

export interface ToldEvents {
  add(event: SimEvent): void
  /** Place after the newest event. */
  readonly end: number
  /** What is kept of the events from `place` on. */
  from(place: number): SimEvent[]
}

/** As many as a page keeps. */
export const EVENTS_KEPT_MAX = 4_000
/** Of what calls said and heard, in all and of one member. */
const WEIGHT_KEPT_MAX = 4_000_000
export const MEMBER_WEIGHT_MAX = 32_000

export function createToldEvents(): ToldEvents {
  let kept: { event: SimEvent; weight: number }[] = []
  let first = 0
  let weight = 0

  function trim(): void {
    let gone = 0
    while (kept.length - gone > EVENTS_KEPT_MAX || weight > WEIGHT_KEPT_MAX) {
      weight -= kept[gone]?.weight ?? 0
      gone++
    }
    if (gone === 0) return
    kept = kept.slice(gone)
    first += gone
  }

  return {
    get end() {
      return first + kept.length
    },
    add(event) {
      const short = shortened(event)
      const own = weightOf(short)
      kept.push({ event: short, weight: own })
      weight += own
      trim()
    },
    from: (place) => kept.slice(Math.max(0, place - first)).map(({ event }) => event),
  }
}

/** A call without what is heavy in it: the data of records, long lists. */
function shortened(event: SimEvent): SimEvent {
  switch (event.kind) {
    case 'CallAccepted':
      return { ...event, input: lightMembers(event.input), output: event.output === null ? null : lightMembers(event.output) }
    case 'CallRefused':
      return { ...event, input: lightMembers(event.input) }
    default:
      return event
  }
}

function lightMembers(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => weightOf(value) <= MEMBER_WEIGHT_MAX))
}

/** About how many bytes it takes; stops counting where that is too many. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (value instanceof Uint8Array) return value.length
  if (typeof value !== 'object' || value === null) return 8
  let weight = 16
  for (const [name, held] of Object.entries(value)) {
    weight += name.length + weightOf(held)
    if (weight > WEIGHT_KEPT_MAX) break
  }
  return weight
}
