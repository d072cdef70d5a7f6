import { describe, expect, it } from 'vitest'
import { ensure } from '../../base/assert'
import type { SyntheticWorkload } from '../commands'
import { delayColumns } from '../delays'
import type { SimEvent } from '../events'
import { goOnFollowing, journeyOf, startFollow } from '../follow/follow'
import { packRecordId, recordNumberOf } from '../recordId'
import { summaryOf } from '../summaryOf'
import type { PutRequest } from './core'
import { SDK_DEFAULTS, type SdkSettings } from './sdk/settings'
import { REQUEST_DELAY_MS } from './settings'
import { runProducer } from './testing/producerRun'

const TIMEOUT_MS = 1_000
const WORKLOAD: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 40, recordBytes: 100, keys: { kind: 'uniform', keyCount: 5 } }

/** One request of an application that is under way, in the phase that is wanted, and nothing new comes after it. */
function caught({ phase, ...settings }: Partial<SdkSettings> & { phase: PutRequest['phase'] }) {
  const run = runProducer({ settings: { ...SDK_DEFAULTS, retryMode: 'standard', requestTimeoutMs: TIMEOUT_MS, ...settings }, workload: WORKLOAD })
  const find = () => Array.from(run.world.producers[0]!.requests.values()).find((request) => request.phase === phase)
  run.goTo(2_000)
  let request = find()
  for (let atMs = 2_001; request === undefined; request = find()) run.goTo(atMs++)
  run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: WORKLOAD, trafficPercent: 0 })
  const { requestNumber, dueUs, sentUs, batch } = request
  const dueMs = dueUs / 1_000
  return {
    run,
    requestNumber,
    dueMs,
    sentMs: sentUs / 1_000,
    records: batch.count,
    recordNumber: recordNumberOf(batch.recordIds[0]!),
    delay: (delayMs: number) => run.submit({ type: 'DelayRequest', producerIndex: 0, requestNumber, delayMs }),
    row: () => summaryOf(run.world, run.world.streams[0]!).producers[0]!.requests.find((one) => one.requestNumber === requestNumber),
  }
}

const told = <Kind extends SimEvent['kind']>(run: { events: SimEvent[] }, kind: Kind) => run.events.filter((event): event is Extract<SimEvent, { kind: Kind }> => event.kind === kind)

describe('a request that is delayed', () => {
  it('arrives so much later, is answered, and stored once', () => {
    const { run, requestNumber, dueMs, delay, row, records } = caught({ phase: 'request' })
    const before = run.stored().length
    delay(500)
    expect(told(run, 'RequestDelayed')).toMatchObject([{ producerId: 'producer-1', requestNumber, way: 'request', delayMs: 500, records, outlastsTimeout: false }])
    expect(row()).toMatchObject({ phase: 'request', delayedMs: 500 })
    const { fromMs, untilMs, isAnswer } = delayColumns(run.world.producers)
    expect([...fromMs, ...untilMs, ...isAnswer]).toEqual([dueMs, dueMs + 500, 0])
    run.goTo(dueMs + 499)
    expect(run.stored()).toHaveLength(before)
    run.goTo(dueMs + 500)
    expect(run.stored()).toHaveLength(before + records)
    expect(delayColumns(run.world.producers).fromMs).toHaveLength(0)
    run.goTo(dueMs + 5_000)
    expect(run.books).toMatchObject({ recordsInFlight: 0, recordsWaiting: 0, recordsCopied: 0, recordsAcknowledged: run.books.recordsMeant })
  })

  it('is given up and sent again, and stores a copy when it arrives all the same; its record tells why', () => {
    const { run, requestNumber, dueMs, sentMs, delay, row, records, recordNumber } = caught({ phase: 'request' })
    delay(30_000)
    expect(told(run, 'RequestDelayed')).toMatchObject([{ outlastsTimeout: true }])
    run.goTo(sentMs + TIMEOUT_MS)
    expect(row()).toMatchObject({ phase: 'late', delayedMs: 30_000 })
    run.goTo(dueMs + 29_999)
    expect(run.books).toMatchObject({ recordsInFlight: 0, recordsWaiting: 0, recordsCopied: 0, recordsAcknowledged: run.books.recordsMeant })
    expect(Array.from(delayColumns(run.world.producers).requestNumber)).toEqual([requestNumber])
    run.goTo(dueMs + 30_000)
    expect(run.books).toMatchObject({ recordsCopied: records, recordsOutOfOrder: 0, recordsAcknowledged: run.books.recordsMeant })
    expect(told(run, 'DuplicateStored')).toHaveLength(1)
    expect(row()).toBeUndefined()
    expect(run.world.producers[0]!.stragglers.isStored.size).toBe(0)

    const following = startFollow(run.timeline, packRecordId(0, recordNumber))
    while (!goOnFollowing(following, 500));
    const steps = journeyOf(following).steps.filter(({ kind }) => kind !== 'expired')
    expect(steps.map(({ kind }) => kind)).toEqual(['made', 'sent', 'requestDelayed', 'sent', 'stored', 'stored'])
    expect(steps).toMatchObject([{}, { requestNumber }, { requestNumber, way: 'request', delayMs: 30_000 }, { attempt: 2 }, { isCopy: false }, { requestNumber, isCopy: true }])
  })

  it('may come before what was sent again, which then is the copy', () => {
    const { run, dueMs, delay, records } = caught({ phase: 'request', retryMode: 'none', failedEntries: 'backoff', requestTimeoutMs: 40 })
    // The application waits up to half a second before it calls again.
    const dueAgain = () => ensure(run.world.agenda.heap.filter(({ task }) => task.type === 'ProducerTimer').map(({ dueUs }) => dueUs / 1_000)[0], 'a backoff')
    delay(60)
    run.goTo(dueMs + 60)
    expect(run.books).toMatchObject({ recordsCopied: 0, recordsWaiting: records })
    expect(dueAgain()).toBeGreaterThan(dueMs + 60)
    run.goTo(dueMs + 3_000)
    expect(run.books).toMatchObject({ recordsCopied: records, recordsWaiting: 0, recordsInFlight: 0, recordsAcknowledged: run.books.recordsMeant })
  })

  it('is stored though its producer has given its records up', () => {
    const { run, dueMs, delay, records, requestNumber } = caught({ phase: 'request', retryMode: 'none', failedEntries: 'giveUp' })
    delay(5_000)
    run.goTo(dueMs + 4_999)
    expect(run.books).toMatchObject({ recordsGivenUp: records, recordsWaiting: 0, recordsInFlight: 0 })
    const before = run.stored().length
    run.goTo(dueMs + 5_000)
    expect(run.stored().slice(before)).toHaveLength(records)
    expect(run.books).toMatchObject({ recordsGivenUp: records, recordsCopied: 0 })
    expect(told(run, 'DuplicateStored')).toEqual([])
    expect(told(run, 'CommandRefused')).toEqual([])
    run.submit({ type: 'DelayRequest', producerIndex: 0, requestNumber, delayMs: 5 })
    expect(told(run, 'CommandRefused')).toHaveLength(1)
  })

  it('is late and behind, where records of its keys came after it', () => {
    const { run, dueMs, delay, records } = caught({ phase: 'request', retryMode: 'none', failedEntries: 'giveUp' })
    delay(5_000)
    run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: { ...WORKLOAD, ratePerSecond: 200 }, trafficPercent: 100 })
    run.goTo(dueMs + 4_999)
    expect(run.books.recordsOutOfOrder).toBe(0)
    run.goTo(dueMs + 5_000)
    expect(run.books).toMatchObject({ recordsOutOfOrder: records, recordsCopied: 0 })
  })

  it('dies with its producer, and where nothing comes through', () => {
    const crashed = caught({ phase: 'request' })
    crashed.delay(5_000)
    crashed.run.goTo(crashed.sentMs + TIMEOUT_MS)
    crashed.run.submit({ type: 'CrashProducer', producerIndex: 0 })
    const before = crashed.run.stored().length
    crashed.run.goTo(crashed.dueMs + 6_000)
    expect(crashed.run.stored()).toHaveLength(before)

    const cutOff = caught({ phase: 'request' })
    cutOff.delay(5_000)
    cutOff.run.goTo(cutOff.dueMs + 4_000)
    cutOff.run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    cutOff.run.goTo(cutOff.dueMs + 6_000)
    expect(cutOff.run.books).toMatchObject({ recordsCopied: 0, recordsAcknowledged: cutOff.run.books.recordsMeant })
  })

  it('can be delayed again, and lost after that', () => {
    const { run, dueMs, delay, requestNumber, row } = caught({ phase: 'request' })
    delay(100)
    run.goTo(dueMs + 50)
    delay(300)
    expect(row()).toMatchObject({ delayedMs: 400 })
    const before = run.stored().length
    run.goTo(dueMs + 399)
    expect(run.stored()).toHaveLength(before)
    run.submit({ type: 'LoseRequest', producerIndex: 0, requestNumber, lose: 'request' })
    run.goTo(dueMs + 401)
    expect(run.stored()).toHaveLength(before)
    expect(row()).toMatchObject({ phase: 'silent' })
  })
})

describe('an answer that is delayed', () => {
  it('comes later, and is believed', () => {
    const { run, dueMs, delay, records } = caught({ phase: 'response' })
    const before = run.books.recordsAcknowledged
    delay(500)
    expect(told(run, 'RequestDelayed')).toMatchObject([{ way: 'response', outlastsTimeout: false }])
    expect(Array.from(delayColumns(run.world.producers).isAnswer)).toEqual([1])
    run.goTo(dueMs + 499)
    expect(run.books.recordsAcknowledged).toBe(before)
    run.goTo(dueMs + 500)
    expect(run.books).toMatchObject({ recordsAcknowledged: before + records, recordsCopied: 0 })
  })

  it('comes to nobody after the timeout: its records are stored twice', () => {
    const { run, sentMs, delay, records } = caught({ phase: 'response' })
    delay(5_000)
    expect(told(run, 'RequestDelayed')).toMatchObject([{ way: 'response', outlastsTimeout: true }])
    run.goTo(sentMs + TIMEOUT_MS + 3_000)
    expect(run.books).toMatchObject({ recordsCopied: records, recordsInFlight: 0, recordsWaiting: 0, recordsAcknowledged: run.books.recordsMeant })
    expect(told(run, 'DuplicateStored')).toHaveLength(1)
  })
})

describe('what cannot be delayed', () => {
  it('is a request that is over or never was, or by what is no delay', () => {
    const { run, dueMs, requestNumber } = caught({ phase: 'request' })
    const refusals = () => told(run, 'CommandRefused').map(({ command, reason: { key } }) => `${command} ${key}`)
    for (const delayMs of [0, -5, 1.5, REQUEST_DELAY_MS.max + 1, Infinity, NaN]) run.submit({ type: 'DelayRequest', producerIndex: 0, requestNumber, delayMs })
    expect(refusals()).toEqual(Array.from({ length: 6 }, () => 'DelayRequest requestDelay'))
    run.submit({ type: 'DelayRequest', producerIndex: 0, requestNumber: 99_999, delayMs: 5 })
    run.submit({ type: 'DelayRequest', producerIndex: 7, requestNumber, delayMs: 5 })
    run.goTo(dueMs + 100)
    run.submit({ type: 'DelayRequest', producerIndex: 0, requestNumber, delayMs: 5 })
    expect(refusals().slice(6)).toEqual(['DelayRequest requestOver', 'DelayRequest noProducer', 'DelayRequest requestOver'])
    expect(run.events.some(({ kind }) => kind === 'RequestDelayed')).toBe(false)
  })

  it('is one that is lost already', () => {
    const { run, dueMs, requestNumber } = caught({ phase: 'request' })
    run.submit({ type: 'LoseRequest', producerIndex: 0, requestNumber, lose: 'request' })
    run.goTo(dueMs + 1)
    run.submit({ type: 'DelayRequest', producerIndex: 0, requestNumber, delayMs: 5 })
    expect(told(run, 'CommandRefused')).toMatchObject([{ reason: { key: 'requestOver' } }])
  })
})
