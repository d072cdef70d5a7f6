import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { checkConservation } from '../../conservation'
import type { SyntheticWorkload } from '../../commands'
import type { SimEvent } from '../../events'
import { recordEventsTo } from '../../recordEvents'
import { quietScenario } from '../../testing/quietWorld'
import { goTo, openTimeline, recordingOf } from '../../timeline'
import { NETWORK_US } from '../../network'
import { BACKOFF_US_MAX, RECORDS_WAITING_MAX, REQUESTS_IN_FLIGHT_MAX, THROTTLING_BACKOFF_US, type SdkProducer } from './model'
import { SDK_DEFAULTS } from './settings'

interface Overload {
  seed: number
  ratePerSecond: number
  recordBytes: number
  producerCount: number
  untilMs: number
}

function open({ seed, ratePerSecond, recordBytes, producerCount }: Overload) {
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => events.push(event))
  const workload: SyntheticWorkload = { kind: 'synthetic', ratePerSecond, recordBytes, keys: { kind: 'uniform', keyCount: 1_000 } }
  const scenario = { ...quietScenario({ shardCount: 1 }), seed, producers: { count: producerCount, workload } }
  const timeline = openTimeline(recordingOf(scenario), NOWHERE, sink)
  return {
    timeline,
    events,
    run: (untilMs: number) => goTo(timeline, untilMs * 1_000, sink),
  }
}

describe.each<Overload>([
  // More than 50 requests at once: some wait for a free connection, some find no room.
  { seed: 1, ratePerSecond: 600_000, recordBytes: 10, producerCount: 1, untilMs: 900 },
  { seed: 2, ratePerSecond: 20_000, recordBytes: 3_000, producerCount: 3, untilMs: 6_000 },
  { seed: 3, ratePerSecond: 3_000, recordBytes: 100, producerCount: 2, untilMs: 12_000 },
  { seed: 4, ratePerSecond: 4, recordBytes: 1_048_000, producerCount: 2, untilMs: 12_000 },
])('producers that overload a shard: %o', (overload) => {
  it('keep their books and their bounds at every instant', () => {
    const { timeline, run } = open(overload)
    let mostQueued = 0
    for (let atMs = 7; atMs < overload.untilMs; atMs += 9) {
      run(atMs)
      checkConservation(timeline.world)
      for (const producer of timeline.world.producers) {
        expect(producer.requests.size).toBeLessThanOrEqual(REQUESTS_IN_FLIGHT_MAX)
        expect(producer.books.recordsWaiting).toBeGreaterThanOrEqual(0)
        expect(producer.books.recordsWaiting).toBeLessThanOrEqual(RECORDS_WAITING_MAX)
        mostQueued = Math.max(mostQueued, (producer as SdkProducer).queue.length)
      }
    }
    expect(mostQueued > 0).toBe(overload.seed === 1)
    const { producers } = timeline.world
    expect(producers.reduce((sum, producer) => sum + producer.books.recordsMeant, 0)).toBeGreaterThan(0.8 * (overload.untilMs / 1_000) * overload.ratePerSecond)
  })

  it('send again only what failed, after a backoff, and at most ten times', () => {
    const { timeline, events, run } = open(overload)
    run(overload.untilMs)
    const attempts = new Map<string, number[]>()
    const stored = new Set<string>()
    for (const event of events) {
      if (event.kind === 'RecordStored') {
        expect(stored.has(event.recordId)).toBe(false)
        stored.add(event.recordId)
      }
      if (event.kind !== 'RecordStored' && event.kind !== 'RecordThrottled') continue
      const before = attempts.get(event.recordId)
      if (before === undefined) {
        attempts.set(event.recordId, [event.at])
        continue
      }
      const retry = before.length - 1
      const waitedMs = event.at - before.at(-1)!
      const backoffMaxMs = Math.min(BACKOFF_US_MAX, THROTTLING_BACKOFF_US * 2 ** retry) / 1_000
      // A full queue of connections may add to it; here it drains in a few round trips.
      if (waitedMs > backoffMaxMs + 60 * (NETWORK_US.max / 1_000)) throw new Error(`${event.recordId} waited ${waitedMs} ms before retry ${retry}`)
      if (waitedMs < (2 * NETWORK_US.min) / 1_000) throw new Error(`${event.recordId} came again after ${waitedMs} ms`)
      before.push(event.at)
    }
    const most = Array.from(attempts.values()).reduce((largest, times) => Math.max(largest, times.length), 0)
    expect(most).toBeLessThanOrEqual(SDK_DEFAULTS.attemptsMax)
    expect(most).toBeGreaterThan(1)
    expect(stored.size).toBeGreaterThan(0)
    expect(timeline.world.producers.reduce((sum, producer) => sum + producer.books.recordsAcknowledged, 0)).toBeLessThanOrEqual(stored.size)
  })
})

describe('a producer without room', () => {
  it('gives up and says so, at most once a second', () => {
    const { timeline, events, run } = open({ seed: 1, ratePerSecond: 200_000, recordBytes: 10, producerCount: 1, untilMs: 4_000 })
    run(4_000)
    const told = events.filter((event) => event.kind === 'RecordsGivenUp')
    expect(told.length).toBeGreaterThan(2)
    expect(told.every((event, at) => at === 0 || event.at - told[at - 1]!.at >= 1_000)).toBe(true)
    const [producer] = timeline.world.producers
    expect(told.reduce((sum, event) => sum + event.records, 0)).toBe(producer!.givenUpTold)
    expect(producer!.givenUpTold).toBeLessThanOrEqual(producer!.books.recordsGivenUp)
  })
})

describe('a record larger than a stream takes', () => {
  it('is left out by its producer, who says so', () => {
    const { timeline, events, run } = open({ seed: 1, ratePerSecond: 20, recordBytes: 1_048_577, producerCount: 1, untilMs: 3_000 })
    run(3_000)
    checkConservation(timeline.world)
    expect(timeline.world.producers[0]!.books).toMatchObject({ recordsAcknowledged: 0, recordsThrottled: 0 })
    expect(events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'size')).toBe(true)
  })
})
