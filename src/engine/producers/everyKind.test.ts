import { gzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, type Prng } from '../../base/prng'
import { US_PER_MS } from '../../base/units'
import { nextDueUs } from '../agenda'
import type { Command, LoggedCommand } from '../commands'
import { checkConservation } from '../conservation'
import { runNextTask } from '../engine'
import { forEachOrdinal } from '../logWalk'
import { formatRecordId, identityOf, isCopy, producerIndexOf } from '../recordId'
import type { RecordBatch } from '../recordBatch'
import type { Recording } from '../scenario'
import { silentSink, type BatchOutcome, type Sink } from '../sink'
import { restoreWorld, saveWorld } from '../snapshot'
import type { Stream, World } from '../state'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { goTo, openTimeline, resumeTimeline } from '../timeline'
import { createWorld } from '../world'
import type { PutRequest } from './core'
import { ACT_SECONDS, randomProducers } from './testing/everyKind'
import { logSource } from './testing/logSource'

/** Tame each in another way, and wild together. */
const FIXED = [26, 42, 46, 48, 53, 56, 61]
/** More of them in a long run: `SEEDS=200 npx vitest run src/engine/producers/everyKind`. */
const SEEDS = [...FIXED, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]
const END_US = (ACT_SECONDS + 5) * 1_000 * US_PER_MS

const LINES = Array.from({ length: 400 }, (_, at) => `10.0.0.${at % 17} ${at % 5 === 0 ? ' at Frame.of(line)' : `GET /page/${at}`}`)
const environment = {
  ...NOWHERE,
  sources: new Map([['log', logSource(LINES, { everyMs: 20, header: 'address request' })]]),
  gzip: (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 }),
}

/** What came about in all runs together: otherwise they were too tame to tell anything. */
const met = { copies: 0, acknowledged: 0, givenUp: 0, expired: 0, throttled: 0, delayed: 0, stragglers: 0, copiesOf: new Set<string>(), acknowledgedBy: new Set<string>(), outOfOrderOf: new Set<string>() }

/** Looks at all that is stored and acknowledged, record by record, and believes nothing that the engine says of it. */
class Truth {
  readonly stored = new Set<number>()
  readonly acknowledged = new Set<number>()
  /** By producer index. */
  readonly outOfOrder = new Map<number, number>()
  readonly #newest = new Map<string, number>()
  storedCount = 0
  copies = 0

  readonly sink: Sink = {
    event: (event) => {
      if (event.kind === 'RequestDelayed') met[event.outlastsTimeout && event.way === 'request' ? 'stragglers' : 'delayed']++
    },
    batchArrived: (_world, _stream: Stream, batch, outcome: BatchOutcome) => {
      for (let entry = 0; entry < batch.count; entry++) {
        if (outcome.ordinals[entry] === 0) continue
        const keyIds = batch.aggregates?.[entry]?.keyIds ?? [batch.keyIds[entry]!]
        for (const [at, recordId] of Array.from(idsIn(batch, entry)).entries()) this.#store(recordId, keyIds[at]!)
      }
    },
  }

  #store(recordId: number, keyId: number): void {
    const identity = identityOf(recordId)
    const isAgain = this.stored.has(identity)
    if (isAgain !== isCopy(recordId)) throw new Error(`${formatRecordId(recordId)} was ${isAgain ? '' : 'not '}stored before`)
    this.stored.add(identity)
    this.storedCount++
    if (isAgain) this.copies++
    else this.#keepOrder(producerIndexOf(identity), keyId, identity)
  }

  #keepOrder(producerIndex: number, keyId: number, identity: number): void {
    const key = `${producerIndex}/${keyId}`
    const isLate = (this.#newest.get(key) ?? -1) > identity
    if (isLate) this.outOfOrder.set(producerIndex, (this.outOfOrder.get(producerIndex) ?? 0) + 1)
    else this.#newest.set(key, identity)
  }

  /** A producer learns of a request what was stored of it. */
  hear({ batch, answer }: PutRequest): void {
    if (answer?.kind !== 'stored') return
    const failed = new Set(answer.failed)
    for (let entry = 0; entry < batch.count; entry++) {
      if (failed.has(entry)) continue
      for (const recordId of idsIn(batch, entry)) {
        if (!this.stored.has(identityOf(recordId))) throw new Error(`${formatRecordId(recordId)} is acknowledged and not stored`)
        this.acknowledged.add(identityOf(recordId))
      }
    }
  }
}

function idsIn({ recordIds, aggregates }: RecordBatch, entry: number): ArrayLike<number> & Iterable<number> {
  return aggregates?.[entry]?.recordIds ?? [recordIds[entry]!]
}

/** Acts on requests are given the numbers of some that are under way by then: any other number hardly ever fits. */
function aim(recording: Recording): Recording {
  const commands: LoggedCommand[] = []
  const world = createWorld(recording.scenario, silentSink)
  for (const { atUs, command } of recording.commands) {
    while (nextDueUs(world.agenda) <= atUs) runNextTask(world, environment, silentSink)
    world.nowUs = atUs
    const aimed = aimedAt(world, command)
    commands.push({ atUs, command: aimed })
    submit(world, environment, aimed, silentSink)
  }
  return { ...recording, commands }
}

function aimedAt(world: World, command: Command): Command {
  if (command.type !== 'LoseRequest' && command.type !== 'DelayRequest') return command
  const busy = world.producers.filter(({ requests }) => requests.size > 0)
  const producer = busy[command.requestNumber % Math.max(1, busy.length)]
  if (producer === undefined) return command
  const numbers = Array.from(producer.requests.keys())
  return { ...command, producerIndex: producer.producerIndex, requestNumber: numbers[command.requestNumber % numbers.length]! }
}

/** As the timeline does, but with a look at every single task. */
function run(recording: Recording, truth: Truth): World {
  const world = createWorld(recording.scenario, truth.sink)
  const ends: LoggedCommand[] = [{ atUs: END_US, command: { type: 'SetProducerCount', producerCount: 0 } }]
  for (const { atUs, command } of [...recording.commands, ...ends]) {
    while (nextDueUs(world.agenda) <= atUs) runTask(world, truth)
    world.nowUs = atUs
    submit(world, environment, command, truth.sink)
    checkConservation(world)
  }
  return world
}

function runTask(world: World, truth: Truth): void {
  const { task } = world.agenda.heap[0]!
  const request = task.type === 'RequestAnswered' ? world.producers[task.producerIndex]!.requests.get(task.requestNumber) : undefined
  const before = world.producers.map(({ books }) => books.recordsAcknowledged)
  runNextTask(world, environment, truth.sink)
  const asked = task.type === 'RequestAnswered' ? task.producerIndex : -1
  world.producers.forEach(({ books, producerIndex }) => {
    const acknowledged = books.recordsAcknowledged - before[producerIndex]!
    if (acknowledged === 0) return
    if (producerIndex !== asked || request === undefined) throw new Error(`${task.type} acknowledged ${acknowledged} records`)
    truth.hear(request)
  })
  checkConservation(world)
}

/** Every record that the shards still hold, copies too, by a walk through their logs. */
function countHeld(world: World): { records: number; copies: number } {
  let records = 0
  let copies = 0
  for (const { shards } of world.streams) {
    for (const { log } of shards) {
      forEachOrdinal(log, 1, log.nextOrdinal, (segment, place) => {
        for (const recordId of segment?.aggregates?.[place]?.recordIds ?? [segment!.columns!.recordId[place]!]) {
          records++
          if (isCopy(recordId)) copies++
        }
        return true
      })
    }
  }
  return { records, copies }
}

describe.each(SEEDS)('any history of producers of every kind, seed %i', (seed) => {
  const { recording: random, hasDeletion } = randomProducers(seed)
  const recording = aim(random)

  it('sent = acknowledged + failed + expired + in flight, all acknowledged is stored, and stored = distinct + duplicates', () => {
    const truth = new Truth()
    const world = run(recording, truth)
    const copied = world.producers.reduce((sum, { books }) => sum + books.recordsCopied, 0)
    expect(truth.storedCount).toBe(truth.stored.size + truth.copies)
    expect(copied).toBe(truth.copies)
    if (!hasDeletion) expect(countHeld(world)).toEqual({ records: truth.storedCount, copies: truth.copies })
    for (const { books, kind, producerIndex } of world.producers) {
      const own = (ids: Set<number>) => Array.from(ids).filter((identity) => producerIndexOf(identity) === producerIndex).length
      const heard = own(truth.acknowledged)
      // The agent's books count lines, of which a record may have several; a KPL may find some of an aggregate on the wrong shard.
      if (kind === 'kpl') expect(books.recordsAcknowledged).toBeLessThanOrEqual(heard)
      else if (kind !== 'agent') expect(books.recordsAcknowledged, kind).toBe(heard)
      if (kind !== 'agent') expect(own(truth.stored)).toBeLessThanOrEqual(books.recordsMeant)
      expect(books.recordsOutOfOrder, kind).toBe(truth.outOfOrder.get(producerIndex) ?? 0)
      if (books.recordsOutOfOrder > 0) met.outOfOrderOf.add(kind)
      met.acknowledged += books.recordsAcknowledged
      met.givenUp += books.recordsGivenUp
      met.expired += books.recordsExpired
      met.throttled += books.recordsThrottled
      met.copies += books.recordsCopied
      if (books.recordsCopied > 0) met.copiesOf.add(kind)
      if (books.recordsAcknowledged > 0) met.acknowledgedBy.add(kind)
    }
  })

  it('goes on from saved bytes of any instant as if nothing had been', { timeout: 120_000 }, () => {
    const prng = createPrng(seed, 'instants')
    const lossesUs = new Map<string, number>()
    const remembering: Sink = { event: () => undefined, requestLost: ({ nowUs }, { kind }, { sentUs }) => lossesUs.set(`${kind} ${nextBelow(prng, 3)}`, nextBetween(prng, { min: sentUs, max: nowUs })) }
    goTo(openTimeline(recording, environment, remembering), END_US, remembering)
    // While requests are on their way that will be lost, when somebody acts, and at any time.
    const instants = [...Array.from({ length: 6 }, () => instant(prng, recording)), ...lossesUs.values(), END_US].sort((left, right) => left - right)
    const straight = openTimeline(recording, environment, silentSink)
    let restored = openTimeline(recording, environment, silentSink)
    for (const atUs of instants) {
      goTo(straight, atUs, silentSink)
      goTo(restored, atUs, silentSink)
      const bytes = saveWorld(restored.world)
      expect(Buffer.from(bytes).equals(Buffer.from(saveWorld(straight.world))), `at ${atUs} us of ${instants.join()}`).toBe(true)
      restored = resumeTimeline(recording, environment, restoreWorld(bytes))
    }
  })
})

afterAll(() => {
  expect(Math.min(met.copies, met.acknowledged, met.givenUp, met.expired, met.throttled)).toBeGreaterThan(100)
  expect(Math.min(met.delayed, met.stragglers)).toBeGreaterThan(3)
  expect([...met.copiesOf].sort()).toEqual(['agent', 'cloudWatchLogs', 'flink', 'iot', 'kpl', 'sdk'])
  // Of an agent too, now and then: its keys are drawn, or those of lines that differ.
  expect([...met.outOfOrderOf]).toEqual(expect.arrayContaining(['cloudWatchLogs', 'flink', 'iot', 'kpl', 'sdk']))
  expect([...met.acknowledgedBy].sort()).toEqual(['agent', 'cloudWatchLogs', 'flink', 'iot', 'kpl', 'sdk'])
})

/** Often just when somebody acts. */
function instant(prng: Prng, { commands }: Recording): number {
  const { atUs } = commands[nextBelow(prng, commands.length)]!
  return nextBelow(prng, 2) === 0 ? nextBetween(prng, { min: 1, max: END_US }) : Math.min(END_US, atUs + nextBelow(prng, 40) * US_PER_MS)
}
