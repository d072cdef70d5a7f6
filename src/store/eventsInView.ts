/** Of everything that was told, what belongs to the stream that is watched: shards of another one have the same names. */
import type { SimEvent } from '../engine/events'
import type { Summary } from '../engine/summary'

/** @returns a function that gives the same list for the same events and stream. */
export function eventsInView(): (all: readonly SimEvent[], summary: Summary | null) => readonly SimEvent[] {
  let shown: { all: readonly SimEvent[]; view: string; events: readonly SimEvent[] } = { all: [], view: '', events: [] }
  return (all, summary) => {
    const names = summary === null ? null : { stream: summary.stream.streamName, applications: summary.applications.map(({ name }) => name) }
    const view = JSON.stringify(names)
    if (shown.all !== all || shown.view !== view) {
      const events = names === null ? all : all.filter((event) => isOf(event, names.stream, names.applications))
      shown = { all, view, events: events.length === all.length ? all : events }
    }
    return shown.events
  }
}

function isOf(event: SimEvent, streamName: string, applications: readonly string[]): boolean {
  // What becomes of a whole stream is news wherever one looks: its events name it themselves.
  const isOfStream = event.kind === 'StreamDeleted' || event.kind === 'StreamStatusChanged'
  if (!isOfStream && event.streamName !== undefined && event.streamName !== streamName) return false
  return !('application' in event) || applications.includes(event.application)
}
