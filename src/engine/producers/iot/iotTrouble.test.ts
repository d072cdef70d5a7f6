import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkConservation } from '../../conservation'
import { runUntil } from '../../engine'
import { silentSink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import { MESSAGE_BYTES_IN_HAND_MAX, PAYLOAD_BYTES_MAX } from './constants'
import { IOT_DEFAULTS } from './settings'
import { fleetOf, messagesOf, NO_TRAFFIC, runFleet, SPREAD } from './testing/fleetRun'

describe('an action that fails', () => {
  it('is tried three times in all, and the message is then discarded', () => {
    const run = runFleet({ deviceCount: 1_600, partitionKey: 'hot' })
    run.goTo(8_000)
    const attempts = new Map<string, number>()
    for (const event of run.events) if (event.kind === 'RecordStored' || event.kind === 'RecordThrottled') attempts.set(event.recordId, (attempts.get(event.recordId) ?? 0) + 1)
    expect(Math.max(...attempts.values())).toBe(3)
    expect(run.books.recordsGivenUp).toBeGreaterThan(100)
    expect(fleetOf(run).messagesDiscarded).toBe(run.books.recordsGivenUp)
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'attempts')).toBe(true)
  })

  it('stores a message twice when an answer was lost, and loses it when three requests were', () => {
    const run = runFleet({ deviceCount: 50 })
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 20, delayMsMax: 40 } })
    run.goTo(10_000)
    expect(run.books.recordsCopied).toBeGreaterThan(20)
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 100, responseLossPercent: 0, delayMsMax: 0 } })
    const { recordsCopied } = run.books
    run.goTo(20_000)
    expect(run.books.recordsCopied).toBeLessThan(recordsCopied + 20)
    expect(run.books.recordsGivenUp).toBeGreaterThan(100)
  })

  it('discards at once what finds no stream', () => {
    const run = runFleet({ deviceCount: 5 })
    run.submit({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run.goTo(10_000)
    const { recordsGivenUp, recordsWaiting, recordsMeant } = run.books
    expect(recordsGivenUp).toBeGreaterThan(25)
    expect(recordsWaiting).toBe(0)
    expect(recordsMeant).toBeGreaterThan(40)
  })

  it('has a bound for what is in hand', () => {
    const run = runFleet({ deviceCount: 4_000, publishEveryMs: 100 })
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    for (let ms = 200; ms < 2_000; ms += 150) {
      run.goTo(ms)
      expect(run.books.recordsInFlight + run.books.recordsWaiting).toBeLessThanOrEqual(20_000)
    }
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'buffer')).toBe(true)
  })

  it('has a bound for the bytes of what is in hand, and has none in hand when all is done', () => {
    const run = runFleet({ deviceCount: 300, publishEveryMs: 100, payloadBytes: PAYLOAD_BYTES_MAX, ...SPREAD })
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(900)
    const { bytesInHand } = fleetOf(run)
    expect(bytesInHand).toBeGreaterThanOrEqual(MESSAGE_BYTES_IN_HAND_MAX)
    expect(bytesInHand).toBeLessThan(MESSAGE_BYTES_IN_HAND_MAX + PAYLOAD_BYTES_MAX + 100)
    expect(run.books.recordsInFlight + run.books.recordsWaiting).toBeLessThan(600)
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'buffer')).toBe(true)
    run.submit({ type: 'RemoveProducer', producerIndex: 0 })
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.goTo(10_000)
    expect(run.books).toMatchObject({ recordsInFlight: 0, recordsWaiting: 0 })
    expect(fleetOf(run).bytesInHand).toBe(0)
  })

  it('is forgotten in a crash, and the devices go on after it', () => {
    const run = runFleet({ deviceCount: 20 })
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    for (let ms = 1_000; run.books.recordsWaiting === 0; ms += 10) run.goTo(ms)
    run.submit({ type: 'CrashProducer', producerIndex: 0 })
    expect(fleetOf(run).retries.size).toBe(0)
    const { recordsMeant } = run.books
    expect(run.books.recordsGivenUp).toBe(recordsMeant)
    run.goTo(8_000)
    expect(run.books.recordsMeant).toBe(recordsMeant)
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.submit({ type: 'RestartProducer', producerIndex: 0 })
    run.goTo(10_500)
    const messages = messagesOf(run)
    expect(messages.length).toBeGreaterThan(35)
    expect(messages.every(({ seq }) => seq > 1)).toBe(true)
  })
})

const templates = fc.constantFrom('${topic()}', '${clientid()}', '${newuuid()}', '${timestamp()}', 'x')

it('any fleet with any faults keeps its books, and goes on from a snapshot byte for byte', () => {
  const acts = fc.array(fc.constantFrom('crash', 'restart', 'partition', 'heal', 'faults', 'clear', 'remove', 'more', 'quick'), { maxLength: 8 })
  fc.assert(
    fc.property(fc.record({ seed: fc.nat(), deviceCount: fc.integer({ min: 1, max: 100 }), publishEveryMs: fc.integer({ min: 100, max: 2_000 }), partitionKey: templates, acts, cutMs: fc.nat(4_000) }), (drawn) => {
      const { seed, acts: names, cutMs, ...changed } = drawn
      const run = runFleet({ ...changed, payloadBytes: 500 }, { shardCount: 2, seed })
      const doIt: Record<string, () => void> = {
        crash: () => run.submit({ type: 'CrashProducer', producerIndex: 0 }),
        restart: () => run.submit({ type: 'RestartProducer', producerIndex: 0 }),
        partition: () => run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true }),
        heal: () => run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false }),
        faults: () => run.submit({ type: 'SetNetwork', network: { requestLossPercent: 10, responseLossPercent: 10, delayMsMax: 900 } }),
        clear: () => run.submit({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 } }),
        remove: () => run.submit({ type: 'RemoveProducer', producerIndex: 0 }),
        more: () => run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...IOT_DEFAULTS, ...changed, deviceCount: 60 } }),
        quick: () => run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: NO_TRAFFIC, trafficPercent: 400 }),
      }
      names.forEach((name, at) => {
        run.goTo(400 * (at + 1))
        doIt[name]!()
      })
      run.goTo(3_600 + (cutMs % 400))
      const restored = restoreWorld(saveWorld(run.world))
      run.goTo(7_000)
      runUntil(restored, run.environment, 7_000_000, silentSink)
      expect(Buffer.compare(Buffer.from(saveWorld(restored)), Buffer.from(saveWorld(run.world)))).toBe(0)
      const stored = run.stored()
      const distinct = new Set(stored.map(({ recordId }) => recordId))
      expect(distinct.size).toBeGreaterThanOrEqual(run.books.recordsAcknowledged)
      expect(stored.length - distinct.size).toBe(run.books.recordsCopied)
      checkConservation(run.world)
    }),
    { numRuns: Number(process.env.RUNS ?? 15) },
  )
})
