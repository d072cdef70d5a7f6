import { describe, expect, it } from 'vitest'
import type { Command } from '../commands'
import { checkConservation } from '../conservation'
import type { SimEvent } from '../events'
import { PRODUCER_COUNT_MAX, PRODUCERS_EVER_MAX } from '../recordId'
import type { RefusalReason } from '../refusalReasons'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
import { IOT_DEFAULTS } from './iot/settings'
import { SDK_DEFAULTS } from './sdk/settings'

const add: Command = { type: 'AddProducer', producer: { settings: IOT_DEFAULTS, workload: null, trafficPercent: 0 } }

function open() {
  const refusals: RefusalReason[] = []
  const sink = {
    event: (event: SimEvent) => {
      if (event.kind === 'CommandRefused') refusals.push(event.reason)
    },
  }
  const timeline = openTimeline(recordingOf(quietScenario({ shardCount: 1 })), NOWHERE, sink)
  const submit = (command: Command) => submitNow(timeline, command, sink)
  const atWork = () => timeline.world.producers.filter(({ state }) => state !== 'STOPPED').length
  return { timeline, sink, refusals, submit, atWork }
}

describe('the places of producers', () => {
  it('are 64 at the same time, whoever asks for more', () => {
    const { timeline, refusals, submit, atWork } = open()
    submit({ type: 'SetProducerCount', producerCount: 10 })
    submit({ type: 'SetProducerCount', producerCount: 0 })
    for (let index = 0; index < PRODUCER_COUNT_MAX - 1; index++) submit(add)
    // One of the ten comes back, the others find no place.
    submit({ type: 'SetProducerCount', producerCount: 10 })
    expect(atWork()).toBe(PRODUCER_COUNT_MAX)
    expect(timeline.world.sharers).toBe(1)
    expect(refusals).toEqual([])
    submit(add)
    submit({ type: 'RestartProducer', producerIndex: 5 })
    expect(refusals).toEqual(Array.from({ length: 2 }, () => ({ key: 'noRoomForProducer', values: { max: PRODUCER_COUNT_MAX } })))
    submit({ type: 'RemoveProducer', producerIndex: 0 })
    submit({ type: 'RestartProducer', producerIndex: 5 })
    expect(atWork()).toBe(PRODUCER_COUNT_MAX)
    expect(refusals).toHaveLength(2)
  })

  it('are 1,000 in a run, and who was removed may come back even then', () => {
    const { timeline, sink, refusals, submit, atWork } = open()
    for (let producerIndex = 0; producerIndex < PRODUCERS_EVER_MAX; producerIndex++) {
      submit({ ...add, producer: { ...add.producer, settings: SDK_DEFAULTS } })
      if (producerIndex > 0) submit({ type: 'RemoveProducer', producerIndex })
    }
    expect(refusals).toEqual([])
    submit(add)
    expect(refusals).toEqual([{ key: 'producersEver', values: { max: PRODUCERS_EVER_MAX } }])
    submit({ type: 'RestartProducer', producerIndex: PRODUCERS_EVER_MAX - 1 })
    submit({ type: 'SetProducerTraffic', producerIndex: PRODUCERS_EVER_MAX - 1, workload: { kind: 'synthetic', ratePerSecond: 100, recordBytes: 10, keys: { kind: 'uniform', keyCount: 9 } }, trafficPercent: 100 })
    goTo(timeline, 1_000_000, sink)
    expect(atWork()).toBe(2)
    expect(checkConservation(timeline.world).at(-1)).toMatchObject({ producerId: 'producer-1000', recordsGivenUp: 0 })
    expect(timeline.world.producers.at(-1)!.books.recordsAcknowledged).toBeGreaterThan(50)
  })
})
