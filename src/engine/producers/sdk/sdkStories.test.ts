import { gzipSync } from 'fflate'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readUtf8, writeUtf8 } from '../../../base/utf8'
import type { Command, SyntheticWorkload, Workload } from '../../commands'
import { checkConservation } from '../../conservation'
import { runUntil } from '../../engine'
import type { Environment } from '../../environment'
import type { SimEvent } from '../../events'
import { recordsOut } from '../../operations/records/recordsOut'
import { recordEventsTo } from '../../recordEvents'
import { FIRST_ORDINAL } from '../../shardLog'
import type { Source } from '../../source'
import { submit } from '../../submit'
import { NOWHERE } from '../../testing/nowhere'
import { quietWorld } from '../../testing/quietWorld'
import { PACK_LINGER_US } from '../packing'
import { producerDetails } from '../detailsOf'
import type { SdkDetails } from './details'
import type { SdkProducer } from './model'
import { SDK_DEFAULTS, type SdkSettings } from './settings'

function open(settings: Partial<SdkSettings>, workload: Workload, sources: Environment['sources'] = new Map()) {
  const world = quietWorld({ shardCount: 1 })
  const environment: Environment = { ...NOWHERE, sources, gzip: (bytes) => gzipSync(bytes, { mtime: 0 }) }
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => events.push(event))
  const act = (command: Command) => submit(world, environment, command, sink)
  act({ type: 'AddProducer', producer: { settings: { ...SDK_DEFAULTS, ...settings }, workload, trafficPercent: 100 } })
  const [producer] = world.producers as [SdkProducer]
  return {
    world,
    producer,
    events,
    act,
    set: (changed: Partial<SdkSettings>) => act({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...producer.settings, ...changed } }),
    run: (untilMs: number) => {
      runUntil(world, environment, untilMs * 1_000, sink)
      checkConservation(world)
    },
    details: () => producerDetails(world, environment, 0) as SdkDetails,
    data: () => {
      const [stream] = world.streams
      const [shard] = stream!.shards
      return recordsOut(world, stream!, shard!, { fromOrdinal: FIRST_ORDINAL, toOrdinal: shard!.log.nextOrdinal })
    },
  }
}

function traffic(ratePerSecond: number, keyCount: number, recordBytes = 100): SyntheticWorkload {
  return { kind: 'synthetic', ratePerSecond, recordBytes, keys: { kind: 'uniform', keyCount } }
}

function storedOf(events: readonly SimEvent[]) {
  return events.filter((event) => event.kind === 'RecordStored')
}

describe('PutRecords whose shard takes a part of it', () => {
  it('shows which entries failed, and that only they go again', () => {
    const { run, details, set } = open({ failedEntries: 'immediately', attemptsMax: 2 }, traffic(3_000, 50))
    set({})
    run(900)
    const { answers } = details()
    const answer = answers.find(({ failedEntries, calls }) => calls === 1 && failedEntries.length > 0 && failedEntries.length < 100)!
    expect(answer).toMatchObject({ operation: 'PutRecords', outcome: 'stored', errorCode: 'ProvisionedThroughputExceededException', sdkAttempts: 1 })
    expect(answer.failedEntries.every((entry) => entry < answer.entries)).toBe(true)
    expect(answer.failedKeys).toHaveLength(Math.min(10, answer.failedEntries.length))
    const again = answers.find(({ firstRequestNumber, calls }) => firstRequestNumber === answer.requestNumber && calls === 2)!
    expect(again.entries).toBe(answer.failedEntries.length)
    expect(again.latencyMs).toBeGreaterThanOrEqual(10)
  })

  it('is called again by the application at most as often as it may be, and never by the SDK', () => {
    const { run, producer, act } = open({ failedEntries: 'immediately', attemptsMax: 3, retryMode: 'legacy' }, traffic(20_000, 50))
    run(2_000)
    act({ type: 'RemoveProducer', producerIndex: 0 })
    run(3_000)
    expect(producer.answers.every(({ calls, sdkAttempts }) => calls <= 3 && sdkAttempts === 1)).toBe(true)
    expect(producer.answers.some(({ calls }) => calls === 3)).toBe(true)
    expect(producer.retryTokens).toBe(500)
    expect(producer.books.recordsAcknowledged + producer.books.recordsGivenUp).toBe(producer.books.recordsMeant)
    expect([producer.orderWatch.late.size, producer.orderWatch.overtaken.size]).toEqual([0, 0])
  })

  it('waits for retries that can be looked at', () => {
    const { run, details } = open({ failedEntries: 'backoff' }, traffic(4_000, 50))
    run(3_000)
    const { retries, retryCount, waiting } = details()
    expect(retryCount).toBeGreaterThan(3)
    expect(retries.every(({ by, sdkAttempts, dueAtMs }) => by === 'application' && sdkAttempts === 1 && dueAtMs >= 3_000)).toBe(true)
    expect(retries.map(({ dueAtMs }) => dueAtMs)).toEqual(retries.map(({ dueAtMs }) => dueAtMs).sort((left, right) => left - right))
    expect(waiting).toMatchObject({ forTurn: 0, forConnection: 0 })
    expect(waiting.all).toBe(waiting.forRetry)
  })
})

describe('PutRecord', () => {
  it('is one record a call, by at most 50 connections at a time', () => {
    const { run, producer, details, events } = open({ operation: 'PutRecord' }, traffic(900, 50))
    run(5_000)
    const stored = storedOf(events)
    expect(producer.requestsSent).toBe(stored.length + Array.from(producer.requests.values()).filter(({ phase }) => phase === 'request').length)
    expect(details().connections).toEqual({ used: producer.requests.size, max: 50 })
    expect(producer.meter.calls).toBe(producer.requestsSent)
    // What 50 connections can carry at 10 to 30 ms a call is less than this asks for: the rest waits.
    const busy = open({ operation: 'PutRecord' }, traffic(6_000, 50))
    busy.run(1_000)
    expect(busy.producer.requests.size).toBe(50)
    expect(busy.details().waiting.forConnection).toBeGreaterThan(1_000)
  })

  it('that its shard refuses is tried again by the SDK itself, as a whole call', () => {
    const { run, producer, details } = open({ operation: 'PutRecord', retryMode: 'standard', failedEntries: 'giveUp' }, traffic(1_500, 50))
    run(2_500)
    const refused = producer.answers.filter(({ outcome }) => outcome === 'ProvisionedThroughputExceededException')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ failed, entries }) => failed === null && entries === 1)).toBe(true)
    expect(producer.retryTokens).toBeLessThan(500)
    expect(details().retries.every(({ by, entries }) => by === 'sdk' && entries === 1)).toBe(true)
    expect(producer.books.recordsThrottled).toBeGreaterThan(0)
  })

  it('loses the order of a key when it is retried, and keeps it with SequenceNumberForOrdering', () => {
    const lost = open({ operation: 'PutRecord' }, traffic(1_300, 5))
    lost.run(6_000)
    expect(lost.producer.books.recordsOutOfOrder).toBeGreaterThan(10)
    const kept = open({ operation: 'PutRecord', sequenceNumberForOrdering: true }, traffic(1_300, 50))
    kept.run(6_000)
    expect(kept.producer.books.recordsOutOfOrder).toBe(0)
    expect(kept.producer.books.recordsThrottled).toBeGreaterThan(0)
    expect(kept.details().waiting.forTurn).toBeGreaterThan(0)
    // Each names the number of the one before, which is smaller, and different keys went side by side.
    const named = kept.producer.answers.filter(({ sequenceNumberForOrdering, sequenceNumber }) => sequenceNumberForOrdering !== null && sequenceNumber !== null)
    expect(named.length).toBeGreaterThan(5)
    expect(named.every(({ sequenceNumberForOrdering, sequenceNumber }) => sequenceNumberForOrdering! < sequenceNumber!)).toBe(true)
    expect(kept.producer.requests.size).toBeGreaterThan(1)
  })

  it('names the number that the record of the same key before was stored under', () => {
    const { run, producer, events } = open({ operation: 'PutRecord', sequenceNumberForOrdering: true }, traffic(20, 1))
    run(900)
    const numbers = storedOf(events).map(({ sequenceNumber }) => sequenceNumber)
    expect(producer.answers.length).toBeGreaterThan(5)
    expect(producer.answers.map(({ sequenceNumberForOrdering }) => sequenceNumberForOrdering)).toEqual([null, ...numbers].slice(0, producer.answers.length))
  })

  it('that is given up lets the next record of its key go', () => {
    const { run, act, producer } = open({ operation: 'PutRecord', sequenceNumberForOrdering: true, failedEntries: 'giveUp', retryMode: 'none' }, traffic(1_500, 60))
    run(4_000)
    act({ type: 'RemoveProducer', producerIndex: 0 })
    run(30_000)
    const { recordsMeant, recordsAcknowledged, recordsGivenUp, recordsWaiting } = producer.books
    expect(recordsWaiting).toBe(0)
    expect(recordsGivenUp).toBeGreaterThan(0)
    expect(recordsAcknowledged + recordsGivenUp).toBe(recordsMeant)
    expect([producer.turns.byKey.size, producer.turns.ready.length]).toEqual([0, 0])
  })

  it('of a stream that is gone is not tried again', () => {
    const { run, act, producer } = open({ operation: 'PutRecord', retryMode: 'legacy' }, traffic(20, 1))
    run(100)
    act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run(8_000)
    expect(producer.answers.at(-1)).toMatchObject({ outcome: 'ResourceNotFoundException', calls: 1, sdkAttempts: 1 })
    expect(producer.books.recordsWaiting).toBe(0)
  })
})

describe('what is set while an application runs', () => {
  it('is heeded by what waits: each record goes out once, in either operation', () => {
    const { run, set, act, producer, events } = open({ operation: 'PutRecord' }, traffic(6_000, 1_000, 10))
    run(700)
    expect(producer.queueTaken).toBeGreaterThan(0)
    set({ operation: 'PutRecords' })
    run(900)
    expect(producer.queue).toEqual([])
    set({ operation: 'PutRecord', sequenceNumberForOrdering: true })
    run(1_500)
    set({ sequenceNumberForOrdering: false })
    act({ type: 'RemoveProducer', producerIndex: 0 })
    run(200_000)
    const { recordsMeant, recordsAcknowledged, recordsGivenUp } = producer.books
    expect(recordsAcknowledged + recordsGivenUp).toBe(recordsMeant)
    const stored = storedOf(events).map(({ recordId }) => recordId)
    expect(new Set(stored).size).toBe(stored.length)
    expect(stored.length).toBe(recordsAcknowledged)
    expect([producer.orderWatch.late.size, producer.orderWatch.overtaken.size, producer.turns.byKey.size, producer.turns.ready.length]).toEqual([0, 0, 0, 0])
  })
})

describe('an application that compresses', () => {
  const lines = Array.from({ length: 40 }, (_, line) => `2026-01-05 GET /부엌/${line} 200`)
  const text = new Uint8Array(4_000)
  const ends: number[] = []
  for (const line of lines) ends.push(writeUtf8(line, text, ends.at(-1) ?? 0))
  const source: Source = {
    sourceId: 'log',
    offsetMs: Float64Array.from(lines, (_, line) => line * 10),
    bytes: Uint32Array.from(ends, (end, line) => end - (ends[line - 1] ?? 0)),
    keyColumns: new Map([['user', { values: ['kim', 'lee'], valueIndex: Uint32Array.from(lines, (_, line) => line % 2) }]]),
    spanMs: 390,
    text: { bytes: text, ends: Uint32Array.from(ends) },
    header: null,
  }

  it("packs a file's own lines, all of them, into blobs that gunzip opens", () => {
    const replay: Workload = { kind: 'replay', sourceId: 'log', keyColumn: 'user', speed: 1, startAtMs: 0, loop: false }
    const { run, producer, data } = open({ compression: { algorithm: 'gzip', rowsPerRecord: 16 } }, replay, new Map([['log', source]]))
    run(10_000)
    const blobs = data()
    const rows = blobs.map(({ Data }) => readUtf8(new Uint8Array(gunzipSync(Data))).split('\n').slice(0, -1))
    expect(rows.map(({ length }) => length)).toEqual([16, 16, 8])
    expect(rows.flat()).toEqual(lines)
    // Of its first row: lines 0, 16 and 32.
    expect(blobs.map(({ PartitionKey }) => PartitionKey)).toEqual(['kim', 'kim', 'kim'])
    expect(producer.books).toMatchObject({ recordsMeant: 3, recordsAcknowledged: 3 })
    expect(producer.packing).toMatchObject({ pack: null, rowsMade: 40, rowsPacked: 40, textBytes: ends.at(-1)! + 40 })
  })

  it('gives made-up rows an id of their own, counts the blob as one record, and waits a second for more', () => {
    const { run, set, producer, data, details } = open({ compression: { algorithm: 'gzip', rowsPerRecord: 500 } }, traffic(100, 10, 120))
    run(950)
    expect(producer.books).toMatchObject({ recordsMeant: 1, recordsWaiting: 1 })
    expect(details()).toMatchObject({ packing: { rowsPacked: 0 }, waiting: { all: 1, forConnection: 0 } })
    run(PACK_LINGER_US / 1_000 + 200)
    set({ compression: null })
    run(1_300)
    const [blob, rest] = data()
    const rows = readUtf8(new Uint8Array(gunzipSync(blob!.Data))).trim().split('\n').map((row) => JSON.parse(row) as { id: string; key: string })
    expect(rows.length).toBeGreaterThan(90)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(rows[3]).toMatchObject({ id: 'producer-1/0#3' })
    expect(blob!.PartitionKey).toBe(rows[0]!.key)
    expect(blob!.Data.length).toBeLessThan(rows.length * 60)
    // The blob that was open when compression was turned off goes too.
    expect(readUtf8(new Uint8Array(gunzipSync(rest!.Data)))).toContain('producer-1/1#0')
    expect(details().packing!.rowsPacked).toBeGreaterThan(rows.length)
  })

  it('sends the open blob when it is removed, and loses it when it crashes', () => {
    for (const type of ['RemoveProducer', 'CrashProducer'] as const) {
      const { run, act, producer, data } = open({ compression: { algorithm: 'gzip', rowsPerRecord: 500 } }, traffic(100, 10, 120))
      run(500)
      act({ type, producerIndex: 0 })
      run(3_000)
      expect(data()).toHaveLength(type === 'RemoveProducer' ? 1 : 0)
      expect(producer.books).toMatchObject({ recordsMeant: 1, recordsAcknowledged: type === 'RemoveProducer' ? 1 : 0, recordsGivenUp: type === 'RemoveProducer' ? 0 : 1 })
    }
  })

  it('goes through sequential keys and sizes as if it did not compress', () => {
    const keys: SyntheticWorkload = { ...traffic(100, 10, 300), keys: { kind: 'sequential', keyCount: 7 } }
    const { run, data } = open({ compression: { algorithm: 'gzip', rowsPerRecord: 5 } }, keys)
    run(2_000)
    const rows = data().flatMap(({ Data }) => readUtf8(new Uint8Array(gunzipSync(Data))).trim().split('\n'))
    expect(rows.length).toBeGreaterThan(100)
    rows.forEach((row, at) => {
      expect(row).toHaveLength(300)
      expect(JSON.parse(row)).toMatchObject({ key: `user-${at % 7}` })
    })
  })
})
