/** A shipped story of days run headless: trimmed records no longer stand in any log, so nobody asks for an account of each. */
import { ensure } from '../../base/assert'
import { US_PER_HOUR } from '../../base/units'
import type { SimEvent, SimEventKind } from '../../engine/events'
import { capacityViewOf } from '../../engine/onDemand/capacityViewOf'
import type { Sink } from '../../engine/sink'
import type { Stream, World } from '../../engine/state'
import { goTo, openTimeline, recordingOf } from '../../engine/timeline'
import { findScenario } from '../../scenarios/scenarios'
import { environmentWith } from '../environmentWith'

export async function openDays(id: string) {
  const events: SimEvent[] = []
  const sink: Sink = { event: (event) => void events.push(event) }
  const timeline = openTimeline(recordingOf(ensure(await findScenario(id), id)), environmentWith(new Map()), sink)
  const stream = (): Stream => ensure(timeline.world.streams.at(0), 'its stream')
  const sumOf = (field: 'recordsStored' | 'recordsThrottled') => stream().shards.reduce((sum, shard) => sum + shard[field], 0)
  const days = {
    events,
    get world(): World {
      return timeline.world
    },
    eventsOf: <Kind extends SimEventKind>(kind: Kind) => events.filter((event): event is Extract<SimEvent, { kind: Kind }> => event.kind === kind),
    capacity: () => ensure(capacityViewOf(timeline.world, stream()), 'its capacity'),
    /** @returns what retention has made of it by then. */
    at(hour: number) {
      goTo(timeline, Math.round(hour * US_PER_HOUR), sink)
      return days.capacity().retention
    },
    application: () => ensure(timeline.world.applications.at(0), 'its application'),
    stored: () => sumOf('recordsStored'),
    throttled: () => sumOf('recordsThrottled'),
  }
  return days
}
