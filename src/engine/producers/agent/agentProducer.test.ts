/** The agent on a real log, from its lines to what a reader gets; and what a crash does to it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { logSource } from '../testing/logSource'
import { REPLAY, runProducer, type ProducerRun } from '../testing/producerRun'
import type { AgentProducer } from './model'
import { AGENT_DEFAULTS, type AgentProcessing, type AgentSettings } from './settings'

const LOG_TO_JSON: AgentProcessing = { optionName: 'LOGTOJSON', logFormat: 'COMBINEDAPACHELOG', matchPattern: null, customFieldNames: null, jsonFormat: 'COMPACT' }
const apache = readFileSync(new URL('testing/apache-combined-500.txt', import.meta.url), 'utf8').trimEnd().split('\n')
const decoder = new TextDecoder()

function tail(settings: Partial<AgentSettings>, over: Partial<ProducerRun> = {}) {
  const sources = [logSource(apache, { everyMs: 20 })]
  return runProducer({ settings: { ...AGENT_DEFAULTS, ...settings }, workload: REPLAY, sources, shardCount: 2, ...over })
}

function agentOf(run: ReturnType<typeof tail>): AgentProducer {
  return run.world.producers[0] as AgentProducer
}

function textsOf(run: ReturnType<typeof tail>): string[] {
  return run.records().map(({ Data }) => decoder.decode(Data))
}

describe('the agent on a web log', () => {
  it('sends every line that its format knows, as JSON with a line feed, in buffers of 500 or of a minute', () => {
    const odd = ['no request', '::1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-"']
    const run = tail({ dataProcessingOptions: [LOG_TO_JSON] }, { sources: [logSource([...odd, ...apache.slice(0, 450)], { everyMs: 20 })] })
    run.goTo(55_000)
    expect(run.stored().length).toBe(0)
    run.goTo(120_000)
    const rows = textsOf(run).map((text) => {
      expect(text.endsWith('}\n')).toBe(true)
      return JSON.parse(text) as Record<string, string | null>
    })
    const { recordsSkipped, recordsParsed } = agentOf(run).tailer!
    // An address of IPv6 is none to it.
    expect({ recordsParsed, recordsSkipped, sent: rows.length }).toEqual({ recordsParsed: 452, recordsSkipped: 2, sent: 450 })
    expect(Object.keys(rows[0]!)).toEqual(['host', 'ident', 'authuser', 'datetime', 'request', 'response', 'bytes', 'referer', 'agent'])
    const hosts = new Set(apache.map((line) => line.split(' ')[0]))
    expect(rows.every(({ host, ident }) => hosts.has(host ?? '') && ident === null)).toBe(true)
    expect(run.books).toMatchObject({ recordsMeant: 452, recordsAcknowledged: 450, recordsGivenUp: 2, recordsWaiting: 0, recordsCopied: 0 })
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'skipped')).toBe(true)
  })

  it('draws a random double below a million as key, another one for each record', () => {
    const run = tail({ maxBufferAgeMillis: 1_000 })
    run.goTo(20_000)
    const keys = run.records().map(({ PartitionKey }) => PartitionKey)
    expect(keys.length).toBe(apache.length)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.every((key) => /^\d{1,6}\.\d+$/.test(key) && Number(key) < 1_000_000)).toBe(true)
    expect(new Set(textsOf(run))).toEqual(new Set(apache.map((line) => `${line}\n`)))
  })

  it('takes the MD5 of the data as key when it is to be DETERMINISTIC', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, partitionKeyOption: 'DETERMINISTIC', dataProcessingOptions: [LOG_TO_JSON] })
    run.goTo(20_000)
    for (const { PartitionKey, Data } of run.records()) expect(PartitionKey).toBe(createHash('md5').update(Data).digest('hex'))
    expect(run.records().length).toBeGreaterThan(400)
  })

  it('sends a buffer that is old at the next heartbeat, and one that is full at the next record', () => {
    const run = tail({ maxBufferAgeMillis: 10_000, maxBufferSizeRecords: 100 })
    const sizes: number[] = []
    run.goTo(40_000)
    let atMs = NaN
    for (const { at } of run.stored()) {
      if (at === atMs) sizes[sizes.length - 1]!++
      else sizes.push(1)
      atMs = at
    }
    expect(sizes).toEqual([100, 100, 100, 100, 100])
    const slow = tail({ maxBufferAgeMillis: 2_000 })
    slow.goTo(40_000)
    const [first] = slow.stored()
    // Up to 3 s until the file begins, 2 s in the buffer, a heartbeat, a beat, and its way.
    expect(first!.at).toBeGreaterThan(2_000)
    expect(first!.at).toBeLessThan(6_200)
  })

  it('does not start with a pattern that is none, and the log grows all the same', () => {
    const run = tail({ dataProcessingOptions: [{ ...LOG_TO_JSON, matchPattern: '(' }] })
    run.goTo(20_000)
    expect(agentOf(run).fault).toMatchObject({ index: 0, key: 'customFieldNamesMissing' })
    expect(run.books).toMatchObject({ recordsMeant: apache.length, recordsWaiting: apache.length })
    run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...AGENT_DEFAULTS, initialPosition: 'START_OF_FILE', maxBufferAgeMillis: 1_000 } })
    run.goTo(30_000)
    expect(run.books).toMatchObject({ recordsAcknowledged: apache.length })
  })
})

describe('initialPosition', () => {
  const half = { ...REPLAY, startAtMs: 5_000 }
  it.each([
    { initialPosition: 'END_OF_FILE', records: 250 },
    { initialPosition: 'START_OF_FILE', records: 500 },
  ] as const)('$initialPosition finds $records lines of a log that is half written', ({ initialPosition, records }) => {
    const run = tail({ initialPosition, maxBufferAgeMillis: 1_000 }, { workload: half })
    run.goTo(20_000)
    expect(textsOf(run).toSorted()).toEqual(apache.slice(500 - records).map((line) => `${line}\n`).toSorted())
    expect(run.books.recordsMeant).toBe(records)
  })

  it('skips the header of a table, or sends it', () => {
    const table = logSource(['1 a', '2 b', '3 c'], { everyMs: 100, header: 'id name' })
    const skipping = tail({ skipHeaderLines: 1, initialPosition: 'START_OF_FILE', maxBufferAgeMillis: 1_000 }, { sources: [table] })
    skipping.goTo(10_000)
    expect(textsOf(skipping).toSorted()).toEqual(['1 a\n', '2 b\n', '3 c\n'])
    expect(skipping.books).toMatchObject({ recordsMeant: 3, recordsAcknowledged: 3 })
    const sending = tail({ initialPosition: 'START_OF_FILE', maxBufferAgeMillis: 1_000 }, { sources: [table] })
    sending.goTo(10_000)
    expect(textsOf(sending).toSorted()).toEqual(['1 a\n', '2 b\n', '3 c\n', 'id name\n'])
    const two = tail({ skipHeaderLines: 2, initialPosition: 'START_OF_FILE', maxBufferAgeMillis: 1_000 }, { sources: [table] })
    two.goTo(10_000)
    expect(textsOf(two).toSorted()).toEqual(['2 b\n', '3 c\n'])
    expect(two.books).toMatchObject({ recordsMeant: 3, recordsAcknowledged: 2, recordsGivenUp: 1 })
  })
})

describe('after a crash', () => {
  it('it goes on at the checkpoint, and sends again what was sent since', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, maxBufferSizeRecords: 40, initialPosition: 'START_OF_FILE' })
    // Answers do not come: what is sent is stored, and no checkpoint says so.
    run.goTo(6_000)
    const before = agentOf(run).checkpoint!
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 100, delayMsMax: 0 } })
    run.goTo(9_000)
    const storedOnly = run.stored().length - run.books.recordsAcknowledged
    expect(storedOnly).toBeGreaterThan(40)
    expect(agentOf(run).checkpoint).toEqual(before)
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 } })
    run.submit({ type: 'CrashProducer', producerIndex: 0 })
    expect(agentOf(run).books).toMatchObject({ recordsInFlight: 0, recordsGivenUp: 0 })
    run.submit({ type: 'RestartProducer', producerIndex: 0 })
    run.goTo(40_000)
    expect(run.books.recordsCopied).toBe(storedOnly)
    expect(run.books.recordsAcknowledged).toBe(run.books.recordsMeant)
    expect(new Set(textsOf(run))).toEqual(new Set(apache.map((line) => `${line}\n`)))
  })

  it('begins at the end of the file when no buffer was ever sent whole', () => {
    const run = tail({ maxBufferAgeMillis: 900_000 })
    run.goTo(8_000)
    const written = run.books.recordsMeant
    run.submit({ type: 'CrashProducer', producerIndex: 0 })
    expect(run.books).toMatchObject({ recordsGivenUp: written, recordsWaiting: 0 })
    run.submit({ type: 'RestartProducer', producerIndex: 0 })
    run.goTo(9_000)
    expect(run.books.recordsGivenUp).toBe(written)
  })
})
