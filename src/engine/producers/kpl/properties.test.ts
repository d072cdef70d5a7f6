import { createHash } from 'node:crypto'
import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { US_PER_SECOND } from '../../../base/units'
import { encodeAggregate } from '../../../kinesis/encodeAggregate'
import { HASH_KEY_MAX } from '../../../kinesis/hashKey'
import type { Command, LoggedCommand, SyntheticWorkload } from '../../commands'
import { checkConservation } from '../../conservation'
import type { Environment } from '../../environment'
import { hashKeyOfId, partitionKeyOf } from '../../keySpace'
import { identityOf, isCopy } from '../../recordId'
import { aggregateData } from '../../operations/records/aggregateData'
import type { Recording, Scenario } from '../../scenario'
import { silentSink, type Sink } from '../../sink'
import { copyWorld, restoreWorld, saveWorld } from '../../snapshot'
import type { World } from '../../state'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { pick } from '../../testing/randomRuns'
import { goTo, openTimeline, recordingOf, resumeTimeline } from '../../timeline'
import { kplDetails } from './details'
import { kplKind } from './kplProducer'
import type { KplProducer } from './model'
import { KPL_DEFAULTS, type KplSettings } from './settings'
import { knownRange } from './shardMap'
import { NONE, type UserRecords } from './userRecords'

const SEEDS = [1, 2, 3, 4, 5, 8, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]
const END_US = 32 * US_PER_SECOND
const ENVIRONMENT = { ...NOWHERE, gzip: (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 }) }

/** What came about in all runs together. */
const totals = { copies: 0, aggregates: 0, expired: 0, wrongShards: 0, failures: 0 }

function randomSettings(prng: Prng): KplSettings {
  return {
    ...KPL_DEFAULTS,
    aggregationEnabled: nextBelow(prng, 8) > 0,
    aggregationMaxCount: pick(prng, [1, 7, 4_294_967_295, 4_294_967_295, 4_294_967_295]),
    aggregationMaxSizeBytes: pick(prng, [64, 2_000, 51_200, 51_200, 51_200]),
    collectionMaxCount: pick(prng, [1, 20, 500, 500]),
    collectionMaxSizeBytes: pick(prng, [52_224, 5_242_880]),
    recordMaxBufferedTimeMs: pick(prng, [0, 30, 100, 900]),
    recordTtlMs: pick(prng, [100, 2_000, 30_000]),
    rateLimitPercent: pick(prng, [2, 40, 150, 150, 400]),
    failIfThrottled: nextBelow(prng, 6) === 0,
    maxConnections: pick(prng, [1, 3, 24, 24]),
    requestTimeoutMs: pick(prng, [100, 1_000, 6_000]),
    calls: pick(prng, ['async', 'async', 'async', 'async', 'async', 'sync']),
    outstandingRecordsMax: pick(prng, [null, null, null, 300]),
    compression: pick(prng, [null, null, null, null, null, { algorithm: 'gzip', rowsPerRecord: 10 }]),
  }
}

function randomWorkload(prng: Prng): SyntheticWorkload {
  return {
    kind: 'synthetic',
    ratePerSecond: pick(prng, [10, 60, 200, 400, 900]),
    recordBytes: pick(prng, [0, 30, 30, 400, 8_000]),
    keys: { kind: 'uniform', keyCount: pick(prng, [5, 300, 300, 3_000]) },
  }
}

function randomAct(prng: Prng): Command {
  const producerIndex = nextBelow(prng, 2)
  const shard = () => String(nextBelow(prng, 9))
  switch (nextBelow(prng, 12)) {
    case 0:
    case 1:
    case 2:
      return { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: nextBetween(prng, { min: 1, max: 6 }), ScalingType: 'UNIFORM_SCALING' } }
    case 3:
      return { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: shard(), NewStartingHashKey: String((HASH_KEY_MAX / 32n) * BigInt(1 + nextBelow(prng, 31))) } }
    case 4:
    case 5: {
      const [ShardToMerge, AdjacentShardToMerge] = [shard(), shard()]
      return { type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge, AdjacentShardToMerge } }
    }
    case 6:
      return { type: 'SetNetwork', network: { requestLossPercent: pick(prng, [0, 0, 10]), responseLossPercent: pick(prng, [0, 10, 40]), delayMsMax: pick(prng, [0, 50, 2_000]) } }
    case 7:
      return { type: 'SetPartition', producerIndex, isPartitioned: nextBelow(prng, 2) === 0 }
    case 8:
      return { type: 'CrashProducer', producerIndex }
    case 9:
      return pick<Command>(prng, [{ type: 'RestartProducer', producerIndex }, { type: 'RestartProducer', producerIndex }, { type: 'RemoveProducer', producerIndex }])
    case 10:
      return { type: 'SetProducerTraffic', producerIndex, workload: randomWorkload(prng), trafficPercent: pick(prng, [50, 100, 200]) }
    default:
      return { type: 'SetProducerSettings', producerIndex, settings: randomSettings(prng) }
  }
}

function randomRecording(seed: number): Recording {
  const prng = createPrng(seed, 'kpl properties')
  const add = (): LoggedCommand => ({ atUs: 0, command: { type: 'AddProducer', producer: { settings: randomSettings(prng), workload: randomWorkload(prng), trafficPercent: 100 } } })
  const acts = Array.from({ length: nextBetween(prng, { min: 5, max: 30 }) }, (): LoggedCommand => ({ atUs: nextBelow(prng, 30 * US_PER_SECOND), command: randomAct(prng) }))
  const back = [10, 20, 30].flatMap((second) => [0, 1].map((producerIndex): LoggedCommand => ({ atUs: second * US_PER_SECOND, command: { type: 'RestartProducer', producerIndex } })))
  const commands = [add(), add(), ...[...acts, ...back].sort((left, right) => left.atUs - right.atUs)]
  const scenario: Scenario = { ...quietScenario({ shardCount: nextBetween(prng, { min: 1, max: 4 }) }), seed, commands }
  return recordingOf(scenario)
}

function digestOf(world: World): string {
  return createHash('sha256').update(new Uint8Array(saveWorld(world))).digest('hex')
}

function kpls(world: World): KplProducer[] {
  return world.producers as KplProducer[]
}

/** Every user record that a daemon has in hand, by identity. */
function outstandingOf({ daemon, packing }: KplProducer): Set<number> {
  const held = new Set<number>()
  if (packing.pack !== null) held.add(packing.pack.recordId)
  if (daemon === null) return held
  const { records } = daemon
  const add = (slot: number) => held.add(identityOf(records.recordId[slot]!))
  for (const { slots } of daemon.buffers.values()) slots.forEach(add)
  const heads = [daemon.collector.heads, ...Array.from(daemon.limiters.values(), ({ byDeadline }) => byDeadline)]
  for (const request of [...daemon.waiting, ...daemon.sent.values()]) heads.push(request.heads)
  for (const head of heads.flat()) for (let slot = head; slot !== NONE; slot = records.next[slot]!) add(slot)
  return held
}

function membersOf(records: UserRecords, head: number): number[] {
  const members: number[] = []
  for (let slot = head; slot !== NONE; slot = records.next[slot]!) members.push(slot)
  return members
}

/** Looks at each request as the stream does, and remembers whose records are stored. */
function watch(stored: Set<number>, counts: { stored: number; copies: number; aggregates: number }): Sink {
  return {
    event: () => undefined,
    batchArrived(world, _stream, batch, outcome) {
      const producer = kpls(world).find(({ requests }) => requests.get(batch.requestNumber)?.batch === batch)!
      const { records, sent, shardMap } = producer.daemon!
      sent.get(batch.requestNumber)!.heads.forEach((head, entry) => {
        const members = membersOf(records, head)
        const aggregate = batch.aggregates?.[entry] ?? null
        const predicted = records.shard[head]!
        expect(members.every((slot) => records.shard[slot] === predicted)).toBe(true)
        if (predicted === NONE) expect(members).toHaveLength(1)
        const range = predicted === NONE ? null : knownRange(shardMap, predicted, world.nowUs)
        if (range !== null) for (const slot of members) expect(range.startingHashKey <= hashKeyOfId(world.keys, records.keyId[slot]!) && hashKeyOfId(world.keys, records.keyId[slot]!) <= range.endingHashKey).toBe(true)
        if (aggregate === null) expect(batch.bytes[entry]).toBe(records.dataBytes[head]! + partitionKeyOf(world.keys, batch.keyIds[entry]!).length)
        else if (counts.aggregates++ % 20 === 0) {
          const zeros = members.map((slot) => ({ partitionKey: partitionKeyOf(world.keys, records.keyId[slot]!), explicitHashKey: null, data: new Uint8Array(records.dataBytes[slot]!) }))
          expect(batch.bytes[entry]! - 1).toBe(encodeAggregate(zeros).length)
          expect(batch.bytes[entry]! - 1).toBe(aggregateData(world, aggregate).length)
        }
        if (outcome.ordinals[entry] === 0) return
        for (const recordId of aggregate?.recordIds ?? [batch.recordIds[entry]!]) {
          counts.stored++
          expect(isCopy(recordId)).toBe(stored.has(identityOf(recordId)))
          if (isCopy(recordId)) counts.copies++
          stored.add(identityOf(recordId))
        }
      })
    },
  }
}

/** After each answer: whoever of its records is held no longer is stored, or was given up. */
function watchingAnswers(stored: Set<number>): Environment {
  const answered: typeof kplKind.answered = (world, environment, producer, request, answer, sink) => {
    const { records, sent } = producer.daemon!
    const asked = sent.get(request.requestNumber)!.heads.flatMap((head) => membersOf(records, head).map((slot) => identityOf(records.recordId[slot]!)))
    const before = { ...producer.books }
    kplKind.answered(world, environment, producer, request, answer, sink)
    const held = outstandingOf(producer)
    const done = asked.filter((recordId) => !held.has(recordId))
    const acknowledged = producer.books.recordsAcknowledged - before.recordsAcknowledged
    const failed = producer.books.recordsExpired + producer.books.recordsGivenUp - before.recordsExpired - before.recordsGivenUp
    expect(done.filter((recordId) => stored.has(recordId)).length).toBeGreaterThanOrEqual(acknowledged)
    // Others may expire in a limiter at the same instant.
    expect(done.length).toBeLessThanOrEqual(acknowledged + failed)
  }
  return { ...ENVIRONMENT, producers: { ...NOWHERE.producers, kpl: { ...kplKind, answered } } }
}

describe.each(SEEDS)('any run of applications on the KPL, seed %i', (seed) => {
  const recording = randomRecording(seed)

  it('keeps its books, acknowledges only what is stored, and counts every copy', () => {
    const stored = new Set<number>()
    const counts = { stored: 0, copies: 0, aggregates: 0 }
    const sink = watch(stored, counts)
    const timeline = openTimeline(recording, watchingAnswers(stored), sink)
    const prng = createPrng(seed, 'looks')
    while (timeline.world.nowUs < END_US) {
      goTo(timeline, Math.min(END_US, timeline.world.nowUs + 1 + nextBelow(prng, 400_000)), sink)
      checkConservation(timeline.world)
      for (const producer of kpls(timeline.world)) {
        const { books, daemon, packing } = producer
        const now = outstandingOf(producer)
        expect(now.size).toBe(books.recordsInFlight + books.recordsWaiting)
        expect(daemon?.records.count ?? 0).toBe(now.size - (packing.pack === null ? 0 : 1))
        expect(kplDetails(timeline.world, producer).daemon?.outstandingRecords ?? 0).toBe(daemon?.records.count ?? 0)
      }
    }
    const { world } = timeline
    const { shards } = world.streams[0]!
    const sumOf = (name: 'recordsStored' | 'aggregatesStored' | 'recordsInAggregates' | 'copiesStored') => shards.reduce((sum, shard) => sum + shard[name], 0)
    expect(sumOf('recordsStored') - sumOf('aggregatesStored') + sumOf('recordsInAggregates')).toBe(counts.stored)
    expect(sumOf('copiesStored')).toBe(counts.copies)
    expect(counts.stored).toBe(stored.size + counts.copies)
    expect(kpls(world).reduce((sum, { books }) => sum + books.recordsCopied, 0)).toBe(counts.copies)
    totals.copies += counts.copies
    totals.aggregates += counts.aggregates
    for (const { books, daemon } of kpls(world)) {
      totals.expired += books.recordsExpired
      totals.wrongShards += daemon?.wrongShards ?? 0
      totals.failures += daemon?.shardMap.failures ?? 0
    }
  })

  it('goes on from a snapshot as if there had been none', () => {
    const straight = openTimeline(recording, ENVIRONMENT, silentSink)
    goTo(straight, END_US, silentSink)
    const whole = digestOf(straight.world)
    const prng = createPrng(seed, 'restore')
    for (let round = 0; round < 2; round++) {
      const first = openTimeline(recording, ENVIRONMENT, silentSink)
      goTo(first, nextBelow(prng, END_US), silentSink)
      const bytes = saveWorld(first.world)
      const copy = copyWorld(first.world)
      goTo(first, END_US, silentSink)
      for (const world of [restoreWorld(bytes), copy]) {
        const resumed = resumeTimeline(recording, ENVIRONMENT, world)
        goTo(resumed, END_US, silentSink)
        expect(digestOf(resumed.world)).toBe(whole)
      }
    }
  })
})

describe('these runs', () => {
  it('had what they are for', () => {
    for (const [what, count] of Object.entries(totals)) expect(count, what).toBeGreaterThan(what === 'failures' ? 0 : 100)
  })
})
