import fc from 'fast-check'
import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { nextDueUs } from '../../agenda'
import type { Command, LoggedCommand } from '../../commands'
import { checkConservation } from '../../conservation'
import { runNextTask } from '../../engine'
import type { Environment } from '../../environment'
import type { SimEvent } from '../../events'
import { recordEventsTo } from '../../recordEvents'
import { formatRecordId, identityOf } from '../../recordId'
import { silentSink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import type { Scenario } from '../../scenario'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import type { World } from '../../state'
import { goTo, openTimeline, recordingOf, resumeTimeline } from '../../timeline'
import type { SdkProducer } from './model'
import type { SdkSettings } from './settings'

const END_MS = 5_000
const environment: Environment = { ...NOWHERE, gzip: (bytes) => gzipSync(bytes, { mtime: 0 }) }

const record = <T>(model: { [Member in keyof T]: fc.Arbitrary<T[Member]> }) => fc.record<T>(model, { noNullPrototype: true })

const settings = record<SdkSettings>({
  kind: fc.constant('sdk'),
  operation: fc.constantFrom('PutRecord', 'PutRecords'),
  retryMode: fc.constantFrom('none', 'legacy', 'standard', 'standard2026'),
  requestTimeoutMs: fc.constantFrom(15, 40, 300, 1_000),
  failedEntries: fc.constantFrom('backoff', 'immediately', 'giveUp'),
  attemptsMax: fc.integer({ min: 1, max: 6 }),
  sequenceNumberForOrdering: fc.boolean(),
  compression: fc.constantFrom(null, null, { algorithm: 'gzip', rowsPerRecord: 7 }),
})

const network = record({
  requestLossPercent: fc.constantFrom(0, 0, 5, 40),
  responseLossPercent: fc.constantFrom(0, 0, 5, 40),
  delayMsMax: fc.constantFrom(0, 0, 30, 700),
})

const producerIndex = fc.integer({ min: 0, max: 1 })
const command = fc.oneof<fc.Arbitrary<Command>[]>(
  record({ type: fc.constant('SetProducerSettings' as const), producerIndex, settings }),
  record({ type: fc.constant('SetNetwork' as const), network }),
  record({ type: fc.constant('CrashProducer' as const), producerIndex }),
  record({ type: fc.constant('RestartProducer' as const), producerIndex }),
  record({ type: fc.constant('RemoveProducer' as const), producerIndex }),
  record({ type: fc.constant('SetPartition' as const), producerIndex, isPartitioned: fc.boolean() }),
  record({ type: fc.constant('LoseRequest' as const), producerIndex, requestNumber: fc.integer({ min: 1, max: 300 }), lose: fc.constantFrom('request', 'response') }),
  record({ type: fc.constant('DelayRequest' as const), producerIndex, requestNumber: fc.integer({ min: 1, max: 300 }), delayMs: fc.constantFrom(5, 60, 800, 2_000) }),
  record({
    type: fc.constant('Call' as const),
    operation: fc.constant('UpdateShardCount' as const),
    input: record({ StreamName: fc.constant('s'), TargetShardCount: fc.integer({ min: 1, max: 4 }), ScalingType: fc.constant('UNIFORM_SCALING' as const) }),
  }),
  fc.constant({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }),
)

/** Shards are small against what is asked of them: refusals are the rule. */
const scenario = fc
  .record({
    seed: fc.nat(2 ** 31),
    begin: fc.tuple(settings, settings),
    network,
    keyCount: fc.constantFrom(1, 3, 200),
    recordBytes: fc.constantFrom(0, 60, 20_000),
    ratePerSecond: fc.constantFrom(30, 500, 2_500),
    acts: fc.array(fc.record({ atUs: fc.integer({ min: 0, max: 1_000 * END_MS }), command }), { maxLength: 10 }),
  })
  .map(({ seed, begin, network: first, keyCount, recordBytes, ratePerSecond, acts }): Scenario => {
    const commands: LoggedCommand[] = [
      { atUs: 0, command: { type: 'SetNetwork', network: first } },
      ...begin.map((wanted): LoggedCommand => ({ atUs: 0, command: { type: 'AddProducer', producer: { settings: wanted, workload: null, trafficPercent: 100 } } })),
      ...acts.sort((left, right) => left.atUs - right.atUs),
    ]
    const workload = { kind: 'synthetic' as const, ratePerSecond, recordBytes, keys: { kind: 'uniform' as const, keyCount } }
    return { ...quietScenario({ shardCount: 1 }), seed, producers: { count: 0, workload }, commands, untilMs: END_MS }
  })

/** What a look at every stored record finds. */
class Seen {
  readonly distinct = new Map<string, Set<string>>()
  readonly outOfOrder = new Map<string, number>()
  readonly #newest = new Map<string, number>()
  copies = 0

  readonly sink = recordEventsTo((event: SimEvent) => {
    if (event.kind !== 'RecordStored') return
    const [producerId, number] = event.recordId.split('/') as [string, string]
    const known = this.distinct.get(producerId) ?? new Set()
    this.distinct.set(producerId, known)
    // The engine says of each record whether it is a copy: it must be right about every single one.
    if ((event.copies === 1) !== known.has(event.recordId)) throw new Error(`${event.recordId}: ${event.copies ?? 0} copies`)
    if (known.has(event.recordId)) {
      this.copies++
      return
    }
    known.add(event.recordId)
    const key = `${producerId} ${event.partitionKey}`
    const newest = this.#newest.get(key) ?? -1
    if (newest > Number(number)) this.outOfOrder.set(producerId, (this.outOfOrder.get(producerId) ?? 0) + 1)
    this.#newest.set(key, Math.max(newest, Number(number)))
  })
}

/** Commands are the timeline's; between them every task is looked at. @returns what came about. */
function expectBooksKept(made: Scenario): { copies: number; outOfOrder: number; givenUp: number } {
  const seen = new Seen()
  const timeline = openTimeline(recordingOf(made), environment, seen.sink)
  const { world } = timeline
  for (let atMs = 3; atMs <= END_MS; atMs += 97) {
    goTo(timeline, 1_000 * atMs, seen.sink)
    for (let tasks = 0; tasks < 12 && nextDueUs(world.agenda) < 1_000 * (atMs + 97) && !commandWithin(made, world.nowUs, nextDueUs(world.agenda)); tasks++) {
      expectStoredIfAcknowledged(world, seen)
      checkConservation(world)
    }
    checkConservation(world)
  }
  const counted = { copies: seen.copies, outOfOrder: 0, givenUp: 0 }
  for (const books of checkConservation(world)) {
    const distinct = seen.distinct.get(books.producerId)?.size ?? 0
    expect(books.recordsAcknowledged).toBeLessThanOrEqual(distinct)
    expect(books.recordsOutOfOrder, books.producerId).toBe(seen.outOfOrder.get(books.producerId) ?? 0)
    expect(distinct).toBeLessThanOrEqual(books.recordsMeant)
    counted.outOfOrder += books.recordsOutOfOrder
    counted.givenUp += books.recordsGivenUp
  }
  expect(world.producers.reduce((sum, { books }) => sum + books.recordsCopied, 0)).toBe(seen.copies)
  return counted
}

/** Runs one task. */
function expectStoredIfAcknowledged(world: World, seen: Seen): void {
  const next = world.agenda.heap[0]!.task
  const request = next.type === 'RequestAnswered' ? world.producers[next.producerIndex]!.requests.get(next.requestNumber) : undefined
  const before = next.type === 'RequestAnswered' ? world.producers[next.producerIndex]!.books.recordsAcknowledged : 0
  runNextTask(world, environment, seen.sink)
  if (next.type !== 'RequestAnswered' || request?.answer?.kind !== 'stored' || world.producers[next.producerIndex]!.books.recordsAcknowledged <= before) return
  const failed = new Set(request.answer.failed ?? [])
  for (let entry = 0; entry < request.batch.count; entry++) {
    const recordId = formatRecordId(identityOf(request.batch.recordIds[entry]!))
    if (!failed.has(entry) && seen.distinct.get(recordId.split('/')[0]!)?.has(recordId) !== true) throw new Error(`${recordId} is acknowledged and not stored`)
  }
}

describe('an application on the SDK, whatever is set and whatever happens', () => {
  it('keeps its books, and stores what it says is stored', { timeout: 120_000 }, () => {
    const counted = { copies: 0, outOfOrder: 0, givenUp: 0 }
    fc.assert(
      fc.property(scenario, (made) => {
        const { copies, outOfOrder, givenUp } = expectBooksKept(made)
        counted.copies += copies
        counted.outOfOrder += outOfOrder
        counted.givenUp += givenUp
      }),
      { numRuns: Number(process.env.RUNS ?? 12) },
    )
    // Otherwise the runs were too tame to tell anything.
    expect(Math.min(counted.copies, counted.outOfOrder, counted.givenUp)).toBeGreaterThan(0)
  })

  it('sends what is parked before the open blob, when both ordering and compression end (seed 509618167)', () => {
    const before: SdkSettings = {
      kind: 'sdk',
      operation: 'PutRecord',
      retryMode: 'none',
      requestTimeoutMs: 15,
      failedEntries: 'backoff',
      attemptsMax: 1,
      sequenceNumberForOrdering: true,
      compression: { algorithm: 'gzip', rowsPerRecord: 7 },
    }
    const workload = { kind: 'synthetic' as const, ratePerSecond: 2_500, recordBytes: 0, keys: { kind: 'uniform' as const, keyCount: 1 } }
    const changed = (operation: SdkSettings['operation']): Scenario => ({
      ...quietScenario({ shardCount: 1 }),
      producers: { count: 0, workload },
      commands: [
        { atUs: 0, command: { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 } } },
        { atUs: 0, command: { type: 'AddProducer', producer: { settings: before, workload: null, trafficPercent: 100 } } },
        { atUs: 3_577_043, command: { type: 'SetProducerSettings', producerIndex: 0, settings: { ...before, operation, requestTimeoutMs: 40, sequenceNumberForOrdering: false, compression: null } } },
      ],
      untilMs: END_MS,
    })
    for (const operation of ['PutRecord', 'PutRecords'] as const) {
      const made = changed(operation)
      const timeline = openTimeline(recordingOf(made), environment, silentSink)
      goTo(timeline, 3_577_042, silentSink)
      const { turns, packing } = timeline.world.producers[0] as SdkProducer
      expect(Array.from(turns.byKey.values()).some(({ parked }) => parked.length > 0)).toBe(true)
      expect(packing.pack).not.toBeNull()
      expectBooksKept(made)
    }
  })

  it('goes on from saved bytes as if nothing had been', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 1, max: 1_000 * END_MS }), (made, atUs) => {
        const recording = recordingOf(made)
        const first = openTimeline(recording, environment, silentSink)
        goTo(first, atUs, silentSink)
        const restored = resumeTimeline(recording, environment, restoreWorld(saveWorld(first.world)))
        goTo(first, 1_000 * END_MS, silentSink)
        goTo(restored, 1_000 * END_MS, silentSink)
        expect(Buffer.from(saveWorld(restored.world)).equals(Buffer.from(saveWorld(first.world)))).toBe(true)
      }),
      { numRuns: Number(process.env.RUNS ?? 12) },
    )
  })

  it('keeps each key in order from its first record on, if it names the number of the one before', { timeout: 120_000 }, () => {
    let copies = 0
    fc.assert(
      fc.property(scenario, (made) => {
        // One that is delayed past its timeout may come after the next of its key: no number helps against that.
        const isOrdered = (wanted: Command): Command => {
          if (wanted.type === 'AddProducer') return { ...wanted, producer: { ...wanted.producer, settings: ordered(wanted.producer.settings as SdkSettings) } }
          return wanted.type === 'SetProducerSettings' ? { ...wanted, settings: ordered(wanted.settings as SdkSettings) } : wanted
        }
        const ordered = (wanted: SdkSettings): SdkSettings => ({ ...wanted, operation: 'PutRecord', sequenceNumberForOrdering: true })
        const recording = recordingOf({ ...made, commands: made.commands.filter(({ command: { type } }) => type !== 'DelayRequest').map(({ atUs, command: wanted }) => ({ atUs, command: isOrdered(wanted) })) })
        const seen = new Seen()
        const timeline = openTimeline(recording, environment, seen.sink)
        for (let atMs = 500; atMs <= END_MS; atMs += 500) {
          goTo(timeline, 1_000 * atMs, seen.sink)
          for (const producer of timeline.world.producers as SdkProducer[]) {
            expect(producer.books.recordsOutOfOrder).toBe(0)
            for (const { sequenceNumberForOrdering, sequenceNumber } of producer.answers) {
              if (sequenceNumberForOrdering !== null && sequenceNumber !== null) expect(sequenceNumber > sequenceNumberForOrdering).toBe(true)
            }
          }
        }
        expect(Array.from(seen.outOfOrder.values())).toEqual([])
        copies += seen.copies
      }),
      { numRuns: Number(process.env.RUNS ?? 12) },
    )
    expect(copies).toBeGreaterThan(0)
  })
})

function commandWithin({ commands }: Scenario, fromUs: number, toUs: number): boolean {
  return commands.some(({ atUs }) => atUs >= fromUs && atUs <= toUs)
}
