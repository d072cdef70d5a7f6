import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { US_PER_SECOND } from '../../../base/units'
import type { Command, LoggedCommand } from '../../commands'
import type { SimEvent } from '../../events'
import { partitionKeyOf } from '../../keySpace'
import { KPL_DEFAULTS } from '../../producers/kpl/settings'
import type { ProducerSettings } from '../../producers/settings'
import { SDK_DEFAULTS } from '../../producers/sdk/settings'
import { identityOf } from '../../recordId'
import { recordEventsTo } from '../../recordEvents'
import type { Recording, Scenario } from '../../scenario'
import type { KclSettings } from './settings'
import { silentSink, type ProcessedSlice, type Sink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import type { World } from '../../state'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { pick } from '../../testing/randomRuns'
import { applicationOf } from '../../testing/readingRun'
import { goTo, openTimeline, recordingOf, resumeTimeline } from '../../timeline'
import type { Tally } from '../reading/tally'

/** Of the last two one application was refused each call of a shard, as another always came just before it. */
const FIXED = [1, 2, 3, 4, 5, 6, 7, 8, 1_043_655_994, 1_316_472_306]
const SEEDS = [...FIXED, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]
const ACTS_US = 25 * US_PER_SECOND
/** Shards follow each other, and lost workers are missed, at the pace of the KCL. */
const END_US = 900 * US_PER_SECOND

/** `exact`: nothing that it meets keeps it from applying each record once; `small` forgets; `raw` cannot read aggregates. */
const APPLICATIONS: readonly KclSettings[] = [
  applicationOf('plain', { workUs: 100, workerCount: 2 }),
  applicationOf('raw', { workUs: 100, deaggregation: false }),
  applicationOf('exact', { workUs: 100, workerCount: 2, deduplication: { idsMax: 1_000_000, windowMs: 86_400_000, workUs: 20 } }),
  applicationOf('small', { workUs: 0, deduplication: { idsMax: 60, windowMs: 3_000, workUs: 0 } }),
]

function randomRecording(seed: number): Recording {
  const prng = createPrng(seed, 'reading')
  const producers = [kpl(prng), pick<ProducerSettings>(prng, [kpl(prng), { ...SDK_DEFAULTS, requestTimeoutMs: 300 }])]
  const commands: LoggedCommand[] = [
    ...producers.map((settings): LoggedCommand => ({ atUs: 0, command: { type: 'AddProducer', producer: { settings, workload: null, trafficPercent: 100 } } })),
    ...Array.from({ length: nextBetween(prng, { min: 6, max: 20 }) }, (): LoggedCommand => ({ atUs: nextBelow(prng, ACTS_US), command: randomAct(prng) })).sort(
      (left, right) => left.atUs - right.atUs,
    ),
    ...calm().map((command) => ({ atUs: ACTS_US, command })),
  ]
  const workload = { kind: 'synthetic' as const, ratePerSecond: pick(prng, [50, 200, 600]), recordBytes: 40, keys: { kind: 'uniform' as const, keyCount: pick(prng, [3, 200, 5_000]) } }
  const scenario: Scenario = { ...quietScenario({ shardCount: nextBetween(prng, { min: 1, max: 3 }) }), seed, producers: { count: 0, workload }, applications: [...APPLICATIONS], commands }
  return recordingOf(scenario)
}

function kpl(prng: Prng): ProducerSettings {
  return { ...KPL_DEFAULTS, recordMaxBufferedTimeMs: pick(prng, [30, 100, 900]), requestTimeoutMs: pick(prng, [100, 500]), aggregationMaxSizeBytes: pick(prng, [200, 51_200]) }
}

function randomAct(prng: Prng): Command {
  const application = pick(prng, ['plain', 'raw', 'small'])
  switch (nextBelow(prng, 7)) {
    case 0:
    case 1:
      return { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: nextBetween(prng, { min: 1, max: 6 }), ScalingType: 'UNIFORM_SCALING' } }
    case 2:
    case 3:
      return { type: 'SetNetwork', network: { requestLossPercent: pick(prng, [0, 10]), responseLossPercent: pick(prng, [10, 30]), delayMsMax: pick(prng, [0, 200]) } }
    case 4:
      return { type: 'CrashWorker', application, workerId: `w-${nextBetween(prng, { min: 1, max: 3 })}` }
    case 5:
      return { type: 'CrashProducer', producerIndex: nextBelow(prng, 2) }
    default:
      return { type: 'RestartProducer', producerIndex: nextBelow(prng, 2) }
  }
}

/** Traffic stops, every application has a worker again. */
function calm(): Command[] {
  return [
    { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 } },
    { type: 'SetWorkload', workload: { kind: 'synthetic', ratePerSecond: 0, recordBytes: 1, keys: { kind: 'uniform', keyCount: 1 } } },
    ...APPLICATIONS.map(({ name: application }): Command => ({ type: 'SetWorkerCount', application, workerCount: 2 })),
  ]
}

/** A user record as it came into the stream. */
interface Came {
  recordId: number
  hashKey: bigint
}

/** What an application of these settings must have counted: slow, by maps and lists, from the batches and slices alone. */
class Reference {
  readonly #came = new Map<string, { start: bigint; end: bigint; isAggregate: boolean; members: Came[] }>()
  readonly readers = new Map(APPLICATIONS.map((settings) => [settings.name, { settings, tally: emptyTally(), applied: new Map<number, number>(), seen: new Map<number, number>() }]))
  userRecords = 0
  distinct = new Set<number>()

  readonly sink: Pick<Required<Sink>, 'batchArrived' | 'sliceProcessed'> = {
    batchArrived: (world, stream, batch, outcome) => {
      for (let entry = 0; entry < batch.count; entry++) {
        if (outcome.ordinals[entry] === 0) continue
        const { shardIndex, startingHashKey, endingHashKey } = stream.shards[outcome.shardIndexes[entry]!]!
        const aggregate = batch.aggregates?.[entry] ?? null
        const ids = aggregate === null ? [batch.recordIds[entry]!] : [...aggregate.recordIds]
        const keyIds = aggregate === null ? [batch.keyIds[entry]!] : [...aggregate.keyIds]
        const members = ids.map((recordId, at) => ({ recordId, hashKey: hashKeyOf(partitionKeyOf(world.keys, keyIds[at]!)) }))
        this.#came.set(`${shardIndex}/${outcome.ordinals[entry]}`, { start: startingHashKey, end: endingHashKey, isAggregate: aggregate !== null, members })
        this.userRecords += members.length
        for (const recordId of ids) this.distinct.add(identityOf(recordId))
      }
    },
    sliceProcessed: (world, slice) => {
      for (let ordinal = slice.fromOrdinal; ordinal < slice.toOrdinal; ordinal++) this.#read(world, slice, ordinal)
    },
  }

  /** Identities that stand somewhere but in aggregates to be discarded. */
  readable(): Set<number> {
    const kept = Array.from(this.#came.values()).filter(({ start, end, isAggregate, members }) => !isAggregate || members.every(({ hashKey }) => start <= hashKey && hashKey <= end))
    return new Set(kept.flatMap(({ members }) => members.map(({ recordId }) => identityOf(recordId))))
  }

  #read(world: World, { application, shardIndex }: ProcessedSlice, ordinal: number): void {
    const { settings, tally, applied, seen } = this.readers.get(application)!
    const { start, end, isAggregate, members } = this.#came.get(`${shardIndex}/${ordinal}`)!
    if (isAggregate && !settings.deaggregation) {
      tally.aggregatesUnread++
      tally.recordsUnread += members.length
      return
    }
    if (isAggregate && members.some(({ hashKey }) => hashKey < start || hashKey > end)) {
      tally.aggregatesDiscarded++
      tally.recordsDiscarded += members.length
      return
    }
    for (const { recordId } of members) {
      const identity = identityOf(recordId)
      if (settings.deduplication !== null) {
        for (const [id, atUs] of seen) {
          if (atUs >= world.nowUs - 1_000 * settings.deduplication.windowMs) break
          seen.delete(id)
        }
        if (seen.has(identity)) {
          tally.duplicatesDropped++
          continue
        }
        seen.set(identity, world.nowUs)
        const [oldest] = seen.keys()
        if (seen.size > settings.deduplication.idsMax) seen.delete(oldest!)
      }
      tally.userRecordsProcessed++
      if (applied.has(identity)) tally.duplicatesProcessed++
      applied.set(identity, (applied.get(identity) ?? 0) + 1)
    }
  }
}

function emptyTally(): Tally {
  return { userRecordsProcessed: 0, duplicatesProcessed: 0, duplicatesDropped: 0, aggregatesUnread: 0, recordsUnread: 0, aggregatesDiscarded: 0, recordsDiscarded: 0 }
}

const hashKeys = new Map<string, bigint>()

function hashKeyOf(partitionKey: string): bigint {
  const known = hashKeys.get(partitionKey) ?? BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`)
  hashKeys.set(partitionKey, known)
  return known
}

/** What the events say of each application: its counts, and each identity that it processed. */
function heard(events: readonly SimEvent[], application: string) {
  const counts = { processed: 0, duplicate: 0, discarded: 0, unread: 0 }
  const places = new Map<string, Set<number>>()
  for (const event of events) {
    if ((event.kind !== 'RecordProcessed' && event.kind !== 'RecordLeftOut') || event.application !== application) continue
    counts[event.kind === 'RecordProcessed' ? 'processed' : event.reason]++
    if (event.subSequenceNumber === undefined) continue
    const place = `${event.shardId} ${event.sequenceNumber}`
    places.set(place, (places.get(place) ?? new Set()).add(event.subSequenceNumber))
  }
  return { counts, places }
}

const total = { copies: 0, discarded: 0, dropped: 0, again: 0, unread: 0 }

describe('whatever producers, network, shards and workers do', () => {
  it.each(SEEDS)('each application has read what was stored, and counts what became of it, seed %i', (seed) => {
    const reference = new Reference()
    const events: SimEvent[] = []
    const recorder = recordEventsTo((event) => {
      if (event.kind === 'RecordProcessed' || event.kind === 'RecordLeftOut') events.push(event)
    })
    const sink: Sink = {
      ...recorder,
      batchArrived: reference.sink.batchArrived,
      sliceProcessed(world, slice) {
        reference.sink.sliceProcessed(world, slice)
        recorder.sliceProcessed!(world, slice)
      },
    }
    const timeline = openTimeline(recordingOf(randomRecording(seed).scenario), NOWHERE, sink)
    goTo(timeline, END_US, sink)
    const { applications } = timeline.world
    for (const { settings, tally, recordsProcessedAgain, seenIds } of applications) {
      const { name } = settings
      const expected = reference.readers.get(name)!
      const { counts, places } = heard(events, name)
      expect(tally).toEqual(expected.tally)
      expect(counts).toEqual({ processed: tally.userRecordsProcessed, duplicate: tally.duplicatesDropped, discarded: tally.recordsDiscarded, unread: tally.aggregatesUnread })
      for (const subs of places.values()) expect([...subs].sort((left, right) => left - right)).toEqual(Array.from({ length: subs.size }, (_, at) => at))
      const read = tally.userRecordsProcessed + tally.duplicatesDropped + tally.recordsDiscarded + tally.recordsUnread
      if (recordsProcessedAgain === 0) expect(read).toBe(reference.userRecords)
      else expect(read).toBeGreaterThan(reference.userRecords)
      if (name === 'exact') expect(seenIds.held).toBe(expected.applied.size)
      total.again += recordsProcessedAgain
    }
    const exact = reference.readers.get('exact')!
    // What was stored in aggregates alone that are discarded is lost to every KCL; all else is applied, once.
    expect([...exact.applied.keys()].sort()).toEqual([...reference.readable()].sort())
    expect([...exact.applied.values()].every((times) => times === 1)).toBe(true)
    const copies = timeline.world.streams[0]!.shards.reduce((sum, { copiesStored }) => sum + copiesStored, 0)
    expect(reference.userRecords).toBe(reference.distinct.size + copies)
    total.copies += copies
    const [plain, raw] = applications
    total.discarded += plain!.tally.recordsDiscarded
    total.unread += raw!.tally.recordsUnread
    total.dropped += applications[2]!.tally.duplicatesDropped
  })

  it('has met copies, discarded aggregates and crashes', () => {
    expect(Object.entries(total).filter(([, count]) => count === 0)).toEqual([])
  })

  it.each(SEEDS.slice(0, 4))('goes on from a snapshot as if there were none, seed %i', (seed) => {
    const recording = randomRecording(seed)
    const whole = openTimeline(recording, NOWHERE, silentSink)
    goTo(whole, 45 * US_PER_SECOND, silentSink)
    const half = resumeTimeline(recording, NOWHERE, restoreWorld(saveWorld(whole.world)))
    goTo(whole, END_US, silentSink)
    goTo(half, END_US, silentSink)
    expect(Buffer.from(saveWorld(half.world)).equals(Buffer.from(saveWorld(whole.world)))).toBe(true)
    goTo(whole, 45 * US_PER_SECOND, silentSink)
    goTo(whole, END_US, silentSink)
    expect(Buffer.from(saveWorld(whole.world)).equals(Buffer.from(saveWorld(half.world)))).toBe(true)
  })
})
