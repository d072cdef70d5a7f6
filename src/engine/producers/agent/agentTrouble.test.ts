/** The agent when things go wrong: refusals, silence, files that are renamed and deleted; and random trouble, with the books open. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween } from '../../../base/prng'
import type { Command, Workload } from '../../commands'
import { restoreWorld, saveWorld } from '../../snapshot'
import { silentSink } from '../../sink'
import { pick } from '../../testing/randomRuns'
import { goTo, resumeTimeline, submitNow } from '../../timeline'
import { logSource } from '../testing/logSource'
import { REPLAY, runProducer, type ProducerRun } from '../testing/producerRun'
import { ACCEPTED_BUFFERS_MAX } from './constants'
import type { AgentProducer } from './model'
import { AGENT_DEFAULTS, type AgentSettings } from './settings'

const apache = readFileSync(new URL('testing/apache-combined-500.txt', import.meta.url), 'utf8').trimEnd().split('\n')
const decoder = new TextDecoder()

function tail(settings: Partial<AgentSettings>, over: Partial<ProducerRun> = {}) {
  return runProducer({ settings: { ...AGENT_DEFAULTS, ...settings }, workload: REPLAY, sources: [logSource(apache, { everyMs: 20 })], ...over })
}

function agentOf(run: ReturnType<typeof tail>): AgentProducer {
  return run.world.producers[0] as AgentProducer
}

function counter(lines: number, everyMs: number) {
  return logSource(Array.from({ length: lines }, (_, at) => `${at} ${'x'.repeat(40)}`), { everyMs })
}

const rate = (ratePerSecond: number, recordBytes = 100): Workload => ({ kind: 'synthetic', ratePerSecond, recordBytes, keys: { kind: 'uniform', keyCount: 50 } })
const crash: Command = { type: 'CrashProducer', producerIndex: 0 }
const restart: Command = { type: 'RestartProducer', producerIndex: 0 }
const network = (responseLossPercent: number, requestLossPercent = 0): Command => ({ type: 'SetNetwork', network: { requestLossPercent, responseLossPercent, delayMsMax: 0 } })

describe('refused records', () => {
  it('are sent again for ever, alone, after naps of the whole publisher', () => {
    const run = tail({ maxBufferAgeMillis: 1_000 }, { workload: rate(1_600) })
    run.goTo(20_000)
    const { metrics, requests } = agentOf(run)
    expect(metrics.RecordSendErrors).toBe(run.books.recordsThrottled)
    expect(metrics.RecordSendErrors).toBeGreaterThan(1_000)
    expect(metrics.RecordSendAttempts).toBe(metrics.RecordsSent + metrics.RecordSendErrors + [...requests.values()].reduce((sum, { batch }) => sum + batch.count, 0))
    expect(run.books).toMatchObject({ recordsGivenUp: 0, recordsExpired: 0, recordsCopied: 0 })
    run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: rate(0), trafficPercent: 100 })
    // Asleep for seconds, then all at once, then asleep again: longer than the shard alone would need.
    run.goTo(60_000)
    expect(run.books.recordsWaiting).toBeGreaterThan(0)
    run.goTo(240_000)
    expect(run.books).toMatchObject({ recordsWaiting: 0, recordsInFlight: 0, recordsAcknowledged: run.books.recordsMeant })
  })

  it('of a stream that is gone come again too, later and later', () => {
    const run = tail({ maxBufferAgeMillis: 1_000 }, { workload: rate(10) })
    run.submit({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run.goTo(10_000)
    const early = agentOf(run).metrics.ServiceErrors
    run.goTo(120_000)
    expect(early).toBeGreaterThan(2)
    expect(agentOf(run).metrics.ServiceErrors - early).toBeLessThan(30)
    const { publisher } = agentOf(run)
    expect(publisher.backoffUntilUs! - run.world.nowUs).toBeLessThanOrEqual(13_000_000)
    expect(run.books.recordsGivenUp).toBe(0)
    expect(run.books.recordsAcknowledged).toBeLessThan(50)
  })

  it('hold back the reading once the queues are full', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, maxBufferSizeRecords: 10, publishQueueCapacity: 5, maxSendingThreads: 2 }, { workload: rate(800) })
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(10_000)
    const { publisher, tailer } = agentOf(run)
    expect(publisher.sending.size).toBe(2)
    expect(publisher.accepted.length).toBe(ACCEPTED_BUFFERS_MAX)
    expect(publisher.queue.length).toBe(5)
    expect(tailer!.recordsParsed).toBeLessThanOrEqual(10 * (2 + ACCEPTED_BUFFERS_MAX + 5 + 2))
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: rate(0), trafficPercent: 100 })
    run.goTo(90_000)
    expect(run.books).toMatchObject({ recordsWaiting: 0, recordsAcknowledged: run.books.recordsMeant })
  })
})

describe('keys of data', () => {
  it('are not forgotten while a buffer has them, however often keys are swept', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, maxBufferSizeRecords: 30, partitionKeyOption: 'DETERMINISTIC' }, { workload: rate(1_300), shardCount: 1 })
    run.world.memory.recordsHeldMax = 3_000
    let read = 0
    for (let ms = 250; ms <= 12_000; ms += 250) {
      run.world.keys.sweepAt = 0
      run.goTo(ms)
      const records = run.records(ms - 250)
      for (const { PartitionKey, Data } of records) expect(PartitionKey).toBe(createHash('md5').update(Data).digest('hex'))
      read += records.length
    }
    expect(agentOf(run).publisher.retries.length).toBeGreaterThan(3)
    expect(read).toBeGreaterThan(5_000)
    expect(run.world.keys.namedEntries.length).toBeLessThan(run.books.recordsMeant - 1_000)
  })
})

describe('an answer that does not come', () => {
  it('makes the SDK send again after 50 s, and a copy of each record', () => {
    const run = tail({ maxBufferAgeMillis: 1_000 }, { workload: REPLAY, sources: [counter(10, 10)] })
    run.submit(network(100))
    run.goTo(30_000)
    expect(run.stored().length).toBe(10)
    run.submit(network(0))
    run.goTo(70_000)
    expect(run.books).toMatchObject({ recordsAcknowledged: 10, recordsCopied: 10 })
    const [first, second] = [run.stored()[0]!, run.stored()[10]!]
    expect(second.recordId).toBe(first.recordId)
    expect(second.at - first.at).toBeGreaterThan(49_900)
    expect(second.at - first.at).toBeLessThan(50_100)
    expect(agentOf(run).metrics).toMatchObject({ RecordSendAttempts: 10, ServiceErrors: 0 })
  })

  it('four times over is a failure of the call', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, socketTimeoutMillis: 1_000 }, { workload: REPLAY, sources: [counter(10, 10)] })
    run.submit(network(0, 100))
    run.goTo(9_500)
    expect(agentOf(run).metrics.ServiceErrors).toBe(1)
    expect(agentOf(run).requestsSent).toBeGreaterThan(4)
  })
})

describe('a crash', () => {
  it('loses what a later buffer has passed over', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, maxBufferSizeRecords: 20 }, { workload: REPLAY, sources: [counter(400, 50)] })
    run.goTo(8_000)
    const victim = agentOf(run).publisher.current!.bufferId
    while (agentOf(run).publisher.sending.size === 0) run.goTo(run.world.nowUs / 1_000 + 1)
    const [requestNumber, { bufferId }] = [...agentOf(run).publisher.sending][0]!
    const { batch } = agentOf(run).requests.get(requestNumber)!
    expect(bufferId).toBe(victim)
    run.submit({ type: 'LoseRequest', producerIndex: 0, requestNumber, lose: 'request' })
    run.goTo(run.world.nowUs / 1_000 + 5_000)
    expect(agentOf(run).publisher.committedId).toBeGreaterThan(victim)
    run.submit(crash)
    run.submit(restart)
    run.goTo(80_000)
    expect(run.books).toMatchObject({ recordsGivenUp: batch.count, recordsWaiting: 0 })
    expect(run.books.recordsAcknowledged).toBe(run.books.recordsMeant - batch.count)
  })
})

describe('the log of an agent that is down', () => {
  it('grows, and is read from the checkpoint on', () => {
    const run = tail({ maxBufferAgeMillis: 1_000 }, { workload: REPLAY, sources: [counter(400, 50)] })
    run.goTo(5_000)
    run.submit(crash)
    const { recordsMeant } = run.books
    run.goTo(12_000)
    expect(run.books.recordsMeant).toBe(recordsMeant + 140)
    run.submit(restart)
    run.goTo(80_000)
    expect(run.books).toMatchObject({ recordsMeant: 400, recordsAcknowledged: 400, recordsWaiting: 0 })
  })
})

describe('a world that is restored while an answer is on its way that will be lost', () => {
  it.each(['goes on', 'crashes'])('still knows which records are in the stream when the agent %s', (then) => {
    const run = tail({ maxBufferAgeMillis: 1_000, initialPosition: 'START_OF_FILE', socketTimeoutMillis: 500 }, { sources: [counter(40, 20)] })
    run.submit(network(100))
    run.goTo(1_000)
    for (let ms = 1_000; Array.from(run.world.producers[0]!.requests.values(), ({ phase }) => phase).join() !== 'response'; ) run.goTo((ms += 1))
    const timeline = resumeTimeline(run.timeline.recording, run.environment, restoreWorld(saveWorld(run.world)))
    const copiesIn = ({ world }: typeof timeline) => world.producers[0]!.books.recordsCopied
    for (const each of [run.timeline, timeline]) {
      if (then === 'crashes') for (const command of [crash, network(0), restart]) submitNow(each, command, silentSink)
      goTo(each, 15_000_000, silentSink)
    }
    expect(copiesIn(run.timeline)).toBeGreaterThan(0)
    expect(copiesIn(timeline)).toBe(copiesIn(run.timeline))
    expect(digest(timeline.world)).toBe(digest(run.timeline.world))
  })
})

describe('logrotate', () => {
  const lines = counter(300, 20)
  const logrotate = { size: 2_000, rotate: 3 }

  it('renames the file, and the agent reads on in the next one', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, logrotate, initialPosition: 'START_OF_FILE' }, { sources: [lines] })
    run.goTo(20_000)
    expect(run.books).toMatchObject({ recordsMeant: 300, recordsAcknowledged: 300 })
    expect(run.records().map(({ Data }) => decoder.decode(Data).split(' ')[0])).toEqual(Array.from({ length: 300 }, (_, at) => String(at)))
    const details = run.environment.producers.agent.details(run.world, agentOf(run))
    expect(details.files.map(({ path, matchesFilePattern }) => [path, matchesFilePattern])).toEqual([
      ['/var/log/app.log.3', true],
      ['/var/log/app.log.2', true],
      ['/var/log/app.log.1', true],
      ['/var/log/app.log', true],
    ])
    expect(details.files.at(-1)!.isTailed).toBe(true)
    expect(details.reading).toMatchObject({ path: '/var/log/app.log', bytesBehind: 0, linesBehind: 0 })
  })

  it('takes files away from an agent that cannot send', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, maxBufferSizeRecords: 5, publishQueueCapacity: 1, maxSendingThreads: 1, logrotate: { size: 1_000, rotate: 1 } }, { sources: [counter(2_000, 2)] })
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(15_000)
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.goTo(200_000)
    expect(run.books.recordsWaiting).toBe(0)
    expect(run.books.recordsGivenUp).toBeGreaterThan(500)
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'rotated')).toBe(true)
  })

  it('hides the rest of the file from a filePattern without an asterisk', () => {
    const settings: Partial<AgentSettings> = { maxBufferAgeMillis: 1_000, minTimeBetweenFilePollsMillis: 1_000, logrotate, filePattern: '/var/log/app.log' }
    const run = tail(settings, { sources: [lines] })
    run.goTo(20_000)
    expect(run.books.recordsGivenUp).toBeGreaterThan(0)
    expect(run.books.recordsAcknowledged + run.books.recordsGivenUp).toBe(300)
  })
})

describe('several lines that are one record', () => {
  const trace = Array.from({ length: 60 }, (_, at) => (at % 3 === 0 ? `${at} Error` : '  at Main.java'))
  it('are sent together, and the books count their lines', () => {
    const run = tail({ maxBufferAgeMillis: 1_000, multiLineStartPattern: '\\d+ ', initialPosition: 'START_OF_FILE' }, { workload: { ...REPLAY, startAtMs: 1e6 }, sources: [logSource(trace, { everyMs: 1 })] })
    run.goTo(9_000)
    const texts = run.records().map(({ Data }) => decoder.decode(Data))
    expect(texts[1]).toBe('3 Error\n  at Main.java\n  at Main.java\n')
    expect(texts.length).toBeLessThan(25)
    expect(texts.join('')).toBe(trace.map((line) => `${line}\n`).join(''))
    expect(run.books).toMatchObject({ recordsMeant: 60, recordsAcknowledged: 60 })
  })
})

function randomSettings(prng: ReturnType<typeof createPrng>): AgentSettings {
  return {
    ...AGENT_DEFAULTS,
    initialPosition: pick(prng, ['START_OF_FILE', 'END_OF_FILE']),
    filePattern: pick(prng, ['/var/log/app.log*', '/var/log/app.log*', '/var/log/app.log']),
    maxBufferAgeMillis: pick(prng, [1_000, 3_000]),
    maxBufferSizeRecords: nextBetween(prng, { min: 1, max: 120 }),
    maxBufferSizeBytes: pick(prng, [300, 5_000, 5_242_880]),
    publishQueueCapacity: nextBetween(prng, { min: 1, max: 8 }),
    maxSendingThreads: nextBetween(prng, { min: 1, max: 6 }),
    socketTimeoutMillis: pick(prng, [300, 2_000]),
    partitionKeyOption: pick(prng, ['RANDOM', 'DETERMINISTIC']),
    skipHeaderLines: nextBelow(prng, 3),
    multiLineStartPattern: pick(prng, [null, null, '\\d*[02468] ']),
    dataProcessingOptions: pick<AgentSettings['dataProcessingOptions']>(prng, [[], [{ optionName: 'CSVTOJSON', customFieldNames: ['n', 'x'], delimiter: ' ', jsonFormat: 'COMPACT' }], [{ optionName: 'LOGTOJSON', logFormat: 'SYSLOG', matchPattern: '(.*[13579]) (x+)', customFieldNames: ['n', 'x'], jsonFormat: 'COMPACT' }]]),
    logrotate: pick(prng, [null, { size: 3_000, rotate: 2 }, { size: 500, rotate: 0 }]),
  }
}

function randomCommand(prng: ReturnType<typeof createPrng>): Command {
  const producerIndex = 0
  return pick<() => Command>(prng, [
    () => crash,
    () => restart,
    () => restart,
    () => ({ type: 'RemoveProducer', producerIndex }),
    () => network(nextBelow(prng, 60), nextBelow(prng, 60)),
    () => network(0),
    () => ({ type: 'SetPartition', producerIndex, isPartitioned: nextBelow(prng, 2) === 0 }),
    () => ({ type: 'SetProducerSettings', producerIndex, settings: randomSettings(prng) }),
    () => ({ type: 'SetProducerTraffic', producerIndex, workload: pick(prng, [REPLAY, { ...REPLAY, loop: true, speed: 3 }, rate(1_500, 60), rate(20)]), trafficPercent: 100 }),
  ])()
}

const SEEDS = [1, 2, 3, 4, 5, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]

describe.each(SEEDS)('random trouble, seed %i', (seed) => {
  it('leaves the books balanced, the copies counted, and the same world when it is restored in between', () => {
    const prng = createPrng(seed, 'trouble')
    const source = { ...counter(400, 15), header: pick(prng, [null, 'number filling']) }
    const run = tail(randomSettings(prng), { seed, sources: [source], workload: { ...REPLAY, loop: true, startAtMs: pick(prng, [0, 2_000]) } })
    const savedMs = nextBetween(prng, { min: 2_000, max: 20_000 })
    let saved: ArrayBuffer | null = null
    for (let ms = 0; ms < 25_000; ) {
      ms += nextBetween(prng, { min: 50, max: 2_500 })
      run.goTo(ms)
      if (saved === null && ms >= savedMs) saved = saveWorld(run.world)
      run.submit(randomCommand(prng))
    }
    run.submit(network(0))
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.goTo(40_000)
    const { recordsAcknowledged, recordsCopied, recordsMeant } = run.books
    expect(recordsMeant).toBeGreaterThan(0)
    expect(recordsAcknowledged).toBeLessThanOrEqual(recordsMeant)
    expect(recordsCopied).toBe(run.world.streams[0]!.shards[0]!.copiesStored)
    const again = resumeTimeline(run.timeline.recording, run.environment, restoreWorld(saved!))
    goTo(again, 40_000_000, silentSink)
    expect(digest(again.world)).toBe(digest(run.world))
  })
})

function digest(world: Parameters<typeof saveWorld>[0]): string {
  return createHash('sha256').update(new Uint8Array(saveWorld(world))).digest('hex')
}
