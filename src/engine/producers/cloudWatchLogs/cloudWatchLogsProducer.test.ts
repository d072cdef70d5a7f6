/** What a subscription filter puts, beside what real ones have put. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween } from '../../../base/prng'
import type { Command, Workload } from '../../commands'
import { silentSink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import { pick } from '../../testing/randomRuns'
import { EPOCH_MS } from '../../testing/quietWorld'
import { goTo, resumeTimeline } from '../../timeline'
import { logSource } from '../testing/logSource'
import { REPLAY, runProducer, type ProducerRun } from '../testing/producerRun'
import { eventId, logStreamKey, type LogMessage } from './message'
import type { CloudWatchLogsProducer } from './model'
import { CLOUD_WATCH_LOGS_DEFAULTS, type CloudWatchLogsSettings } from './settings'

interface Recorded {
  dataMessages: { partitionKey: string; approximateArrivalTimestamp: number; data: string }[]
  controlMessage: { data: string }
}

const recorded = JSON.parse(readFileSync(new URL('testing/subscription-records.json', import.meta.url), 'utf8')) as Recorded
const apache = readFileSync(new URL('../agent/testing/apache-combined-500.txt', import.meta.url), 'utf8').trimEnd().split('\n')

function unpacked(data: Uint8Array): LogMessage {
  return JSON.parse(gunzipSync(data).toString('utf8')) as LogMessage
}

function fromBase64(text: string): LogMessage {
  return unpacked(Buffer.from(text, 'base64'))
}

function subscribe(settings: Partial<CloudWatchLogsSettings> = {}, over: Partial<ProducerRun> = {}) {
  return runProducer({ settings: { ...CLOUD_WATCH_LOGS_DEFAULTS, ...settings }, workload: REPLAY, sources: [logSource(apache, { everyMs: 20 })], shardCount: 2, gzip: (bytes) => gzipSync(bytes, { mtime: 0 }), ...over })
}

function filterOf(run: ReturnType<typeof subscribe>): CloudWatchLogsProducer {
  return run.world.producers[0] as CloudWatchLogsProducer
}

function messagesOf(run: ReturnType<typeof subscribe>): { key: string; message: LogMessage }[] {
  return run.records().map(({ PartitionKey, Data }) => ({ key: PartitionKey, message: unpacked(Data) }))
}

const isData = ({ message }: { message: LogMessage }) => message.messageType === 'DATA_MESSAGE'

describe('recorded records of CloudWatch Logs', () => {
  it.each(recorded.dataMessages)('have the key that we give them: $partitionKey', ({ partitionKey, data }) => {
    expect(logStreamKey(fromBase64(data))).toBe(partitionKey)
  })

  it.each(recorded.dataMessages)('have event ids built as ours, put a little before they arrived', ({ data, approximateArrivalTimestamp }) => {
    const { logEvents, logStream } = fromBase64(data)
    for (const [place, { id, timestamp }] of logEvents.entries()) {
      const ingestedAt = Number((BigInt(id) >> 80n) & ((1n << 64n) - 1n))
      expect(approximateArrivalTimestamp * 1_000 - ingestedAt).toBeGreaterThan(40)
      expect(approximateArrivalTimestamp * 1_000 - ingestedAt).toBeLessThan(130)
      const ours = eventId({ timestamp, ingestedAt, logStream, place })
      const without = (text: string) => BigInt(text) & ~(((1n << 64n) - 1n) << 16n)
      expect(without(ours)).toBe(without(id))
    }
  })
})

describe('a subscription filter', () => {
  it('puts the shape of real records, each log stream to one key', () => {
    const run = subscribe()
    run.goTo(40_000)
    const all = messagesOf(run)
    const [real] = recorded.dataMessages.map(({ data }) => fromBase64(data))
    const data = all.filter(isData)
    for (const { key, message } of data) {
      expect(Object.keys(message)).toEqual(Object.keys(real!))
      expect(Object.keys(message.logEvents[0]!)).toEqual(Object.keys(real!.logEvents[0]!))
      expect(message).toMatchObject({ logGroup: '/web/access', subscriptionFilters: ['to-kinesis'] })
      expect(key).toBe(createHash('md5').update(`${message.owner}:${message.logGroup}:${message.logStream}`).digest('hex'))
      expect(message.logEvents.every(({ message: line }) => line.startsWith(`${message.logStream} `))).toBe(true)
    }
    expect(data.flatMap(({ message }) => message.logEvents.map((event) => event.message)).toSorted()).toEqual(apache.toSorted())
    const ids = data.flatMap(({ message }) => message.logEvents.map(({ id }) => id))
    expect(new Set(ids).size).toBe(apache.length)
    expect(filterOf(run).counts).toEqual({ eventsIngested: 500, eventsMatched: 500, eventsDelivered: 500, eventsDropped: 0 })
    expect(run.books).toMatchObject({ recordsMeant: all.length, recordsAcknowledged: all.length, recordsWaiting: 0 })
    expect(run.events.filter(({ kind }) => kind === 'RecordStored').length).toBe(all.length)
  })

  it('tries the stream first, with the words of CloudWatch Logs', () => {
    const run = subscribe()
    run.goTo(1_000)
    const { message } = messagesOf(run)[0]!
    const real = fromBase64(recorded.controlMessage.data)
    expect(Object.keys(message)).toEqual(Object.keys(real))
    expect(message).toEqual({ ...real, logEvents: [{ id: '', timestamp: EPOCH_MS, message: real.logEvents[0]!.message.replace('Firehose', 'Kinesis stream') }] })
    run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...CLOUD_WATCH_LOGS_DEFAULTS, filterPattern: 'GET' } })
    run.goTo(2_000)
    expect(messagesOf(run).length).toBe(2)
  })

  it('passes what matches, and keeps the places of events among all', () => {
    const run = subscribe({ filterPattern: 'GET -"robots.txt"' })
    run.goTo(40_000)
    const events = messagesOf(run).filter(isData).flatMap(({ message }) => message.logEvents)
    const wanted = apache.filter((line) => line.includes('GET') && !line.includes('robots.txt'))
    expect(events.map(({ message }) => message).toSorted()).toEqual(wanted.toSorted())
    expect(wanted.length).toBeLessThan(apache.length)
    const { counts } = filterOf(run)
    expect(counts).toMatchObject({ eventsIngested: 500, eventsMatched: wanted.length, eventsDelivered: wanted.length })
  })

  it('distributes at random if told so', () => {
    const run = subscribe({ distribution: 'Random' })
    run.goTo(40_000)
    const keys = messagesOf(run).filter(isData).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true)
  })

  it('waits for its agents, 5 s for each log stream, and sends one PutRecord for each put', () => {
    const run = subscribe({}, { sources: [logSource(Array.from({ length: 120 }, (_, at) => `web-1 line ${at}`), { everyMs: 100 })] })
    run.goTo(20_000)
    const stored = run.stored().slice(1)
    expect(stored.length).toBe(3)
    expect(stored[1]!.at - stored[0]!.at).toBeGreaterThan(4_950)
    expect(stored[1]!.at - stored[0]!.at).toBeLessThan(5_250)
    expect(run.world.producers[0]!.meter.calls).toBe(4)
  })

  it('makes two records where one would be too large', () => {
    // Text that gzip cannot make much smaller.
    const noise = Array.from({ length: 3 }, (_, at) => `web-1 ${Array.from({ length: 7_000 }, (__, part) => createHash('sha512').update(`${at} ${part}`).digest('base64')).join('')}`)
    const run = subscribe({}, { sources: [logSource(noise, { everyMs: 10 })] })
    run.goTo(20_000)
    expect(messagesOf(run).filter(isData).flatMap(({ message }) => message.logEvents).length).toBe(3)
    expect(run.stored().every(({ bytes }) => bytes <= 1_048_576)).toBe(true)
  })

  it('lets nothing through with a pattern that is none', () => {
    const run = subscribe({ filterPattern: '{ $.status = 404 }' })
    run.goTo(30_000)
    expect(run.stored().length).toBe(0)
    expect(filterOf(run).fault).toEqual({ key: 'filterPatternForm', sign: '{' })
    expect(filterOf(run).counts.eventsIngested).toBe(500)
  })
})

describe('a stream that refuses', () => {
  it('gets its records again, and a copy of those whose answer was lost', () => {
    const run = subscribe({ forceFlushIntervalSeconds: 1 })
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 50, delayMsMax: 0 } })
    run.goTo(20_000)
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 } })
    run.goTo(600_000)
    expect(run.books.recordsCopied).toBeGreaterThan(5)
    expect(run.books).toMatchObject({ recordsWaiting: 0, recordsGivenUp: 0, recordsAcknowledged: run.books.recordsMeant })
    expect(filterOf(run).counts.eventsDelivered).toBe(500)
  })

  it('for a day loses them', () => {
    const run = subscribe({}, { sources: [logSource(['a 1'], { everyMs: 1 })] })
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(60_000)
    run.goTo(23 * 3_600_000)
    expect(run.books).toMatchObject({ recordsGivenUp: 0, recordsMeant: 2 })
    run.goTo(25 * 3_600_000)
    expect(run.books).toMatchObject({ recordsGivenUp: 2, recordsWaiting: 0, recordsInFlight: 0 })
    expect(filterOf(run).counts).toMatchObject({ eventsDropped: 1, eventsDelivered: 0 })
  })

  it('because it is gone loses them at once', () => {
    const run = subscribe()
    run.submit({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run.goTo(40_000)
    expect(run.books.recordsGivenUp).toBeGreaterThan(10)
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'stream')).toBe(true)
    expect(run.books.recordsWaiting).toBe(0)
  })
})

const made: Workload = { kind: 'synthetic', ratePerSecond: 300, recordBytes: 150, keys: { kind: 'zipf', keyCount: 40, exponentHundredths: 110 } }
const SEEDS = [1, 2, 3, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]

describe.each(SEEDS)('random trouble, seed %i', (seed) => {
  it('leaves the books balanced, the copies counted, and the same world when it is restored in between', () => {
    const prng = createPrng(seed, 'trouble')
    const settings = (): CloudWatchLogsSettings => ({
      ...CLOUD_WATCH_LOGS_DEFAULTS,
      filterPattern: pick(prng, ['', '-"robots.txt"', 'GET', '{']),
      distribution: pick(prng, ['Random', 'ByLogStream']),
      forceFlushIntervalSeconds: nextBetween(prng, { min: 1, max: 5 }),
    })
    const producerIndex = 0
    const act = () =>
      pick<() => Command>(prng, [
        () => ({ type: 'CrashProducer', producerIndex }),
        () => ({ type: 'RestartProducer', producerIndex }),
        () => ({ type: 'RestartProducer', producerIndex }),
        () => ({ type: 'RemoveProducer', producerIndex }),
        () => ({ type: 'SetNetwork', network: { requestLossPercent: nextBelow(prng, 50), responseLossPercent: nextBelow(prng, 50), delayMsMax: nextBelow(prng, 300) } }),
        () => ({ type: 'SetPartition', producerIndex, isPartitioned: nextBelow(prng, 3) === 0 }),
        () => ({ type: 'SetProducerSettings', producerIndex, settings: settings() }),
        () => ({ type: 'SetProducerTraffic', producerIndex, workload: pick(prng, [REPLAY, made]), trafficPercent: 100 }),
      ])()
    const run = subscribe(settings(), { seed, shardCount: 1, workload: { ...REPLAY, loop: true } })
    let saved: ArrayBuffer | null = null
    for (let ms = 0; ms < 25_000; ) {
      ms += nextBetween(prng, { min: 50, max: 2_500 })
      run.goTo(ms)
      if (ms > 10_000) saved ??= saveWorld(run.world)
      run.submit(act())
    }
    run.goTo(60_000)
    const { counts, collecting } = filterOf(run)
    const collected = [...collecting.values()].reduce((sum, { messages }) => sum + messages.length, 0)
    expect(counts.eventsDelivered + counts.eventsDropped + collected).toBeLessThanOrEqual(counts.eventsMatched)
    expect(counts.eventsMatched).toBeLessThanOrEqual(counts.eventsIngested)
    const again = resumeTimeline(run.timeline.recording, run.environment, restoreWorld(saved!))
    goTo(again, 60_000_000, silentSink)
    const digest = (world: typeof again.world) => createHash('sha256').update(new Uint8Array(saveWorld(world))).digest('hex')
    expect(digest(again.world)).toBe(digest(run.world))
  })
})
