import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, type Prng } from '../../base/prng'
import { nextDueUs } from '../agenda'
import { runNextTask } from '../engine'
import type { Sink } from '../sink'
import { restoreWorld, saveWorld } from '../snapshot'
import type { World } from '../state'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { pick } from '../testing/randomRuns'
import { FAST_KCL } from '../testing/readingRun'
import { createWorld } from '../world'
import type { Application } from './application'
import type { CheckName } from './checkState'
import { FIREHOSE_DEFAULTS, type FirehoseSettings } from './firehose/settings'
import { FLINK_READER_DEFAULTS, type FlinkReaderSettings } from './flink/settings'
import { KCL_DEFAULTS, NO_KCL_FAULTS, type KclSettings } from './kcl/settings'
import { LAMBDA_DEFAULTS, type LambdaSettings } from './lambda/settings'
import { FINISHED } from './sdk/model'
import { SDK_READER_DEFAULTS, type SdkReaderSettings } from './sdk/settings'
import type { ApplicationSettings } from './settings'
import { PromiseOracle, StoredRecords, type SavedPositions } from './testing/promiseOracle'
import { instantWithin, randomHistory, type History, type Reader } from './testing/readingHistories'

/** More of them in a long run: `SEEDS=20000 npx vitest run src/engine/consumers/histories`. */
const HISTORIES = Math.max(1_000, Number(process.env.SEEDS ?? 0))
const TOGETHER = 100
/** One in so many is restored from bytes on its way, and must end as the one that was not. */
const RESTORED_ONE_IN = 10

function polling(prng: Prng, name: string): SdkReaderSettings {
  return {
    ...SDK_READER_DEFAULTS,
    name,
    retrieval: pick(prng, ['polling', 'fanOut']),
    pollIntervalMs: pick(prng, [200, 1_000]),
    maxRecords: pick(prng, [40, 10_000]),
    discoveryIntervalMs: pick(prng, [500, 4_000]),
    checkpointIntervalMs: pick(prng, [300, 2_000, null]),
    deaggregation: nextBelow(prng, 2) === 0,
    workUs: pick(prng, [0, 500, 40_000]),
  }
}

function quickPolling(settings: ApplicationSettings): ApplicationSettings {
  return { ...settings, ...(settings.kind === 'sdk' ? { maxRecords: 10_000, pollIntervalMs: 1_000 } : {}), workUs: 10 }
}

/** Leases change hands every second, not every half minute. */
function kcl(prng: Prng, name: string): KclSettings {
  return {
    ...KCL_DEFAULTS,
    ...FAST_KCL,
    name,
    initialPosition: 'TRIM_HORIZON',
    retrieval: pick(prng, ['polling', 'fanOut']),
    workerCount: nextBetween(prng, { min: 1, max: 3 }),
    workUs: pick(prng, [0, 1_000, 30_000]),
    maxRecords: pick(prng, [20, 10_000]),
  }
}

function quickKcl(settings: ApplicationSettings): ApplicationSettings {
  return { ...settings, ...(settings.kind === 'kcl' ? { workerCount: 3, maxRecords: 10_000, idleTimeBetweenReadsMs: 1_000, faults: NO_KCL_FAULTS } : {}), workUs: 10 }
}

function lambda(prng: Prng, name: string): LambdaSettings {
  const { function: code } = LAMBDA_DEFAULTS
  return {
    ...LAMBDA_DEFAULTS,
    name,
    retrieval: pick(prng, ['polling', 'fanOut']),
    batchSize: pick(prng, [5, 100, 1_000]),
    maximumBatchingWindowInSeconds: pick(prng, [0, 0, 2]),
    bisectBatchOnFunctionError: nextBelow(prng, 2) === 0,
    reportBatchItemFailures: nextBelow(prng, 2) === 0,
    workUs: pick(prng, [0, 1_000, 20_000]),
    function: { ...code, failsPerThousand: pick(prng, [0, 200]) },
  }
}

function quickLambda(settings: ApplicationSettings): ApplicationSettings {
  return { ...settings, ...(settings.kind === 'lambda' ? { batchSize: 1_000, maximumBatchingWindowInSeconds: 0, function: LAMBDA_DEFAULTS.function } : {}), workUs: 10 }
}

function firehose(prng: Prng, name: string): FirehoseSettings {
  const transform = { bufferSizeInMBs: 1, invokeMs: 200, droppedPercent: 20, failedPercent: 10, invocationFailsPercent: pick(prng, [0, 50]) }
  return {
    ...FIREHOSE_DEFAULTS,
    name,
    bufferSizeInMBs: 1,
    bufferIntervalInSeconds: pick(prng, [0, 1, 5]),
    transform: pick(prng, [null, transform]),
    s3FailsPercent: pick(prng, [0, 40]),
    s3LosesAnswersPercent: pick(prng, [0, 40]),
  }
}

function quickFirehose(settings: ApplicationSettings): ApplicationSettings {
  return { ...settings, ...(settings.kind === 'firehose' ? { bufferIntervalInSeconds: 1, s3FailsPercent: 0, s3LosesAnswersPercent: 0 } : {}) }
}

function flink(prng: Prng, name: string): FlinkReaderSettings {
  return {
    ...FLINK_READER_DEFAULTS,
    name,
    retrieval: pick(prng, ['polling', 'fanOut']),
    initialPosition: 'TRIM_HORIZON',
    parallelism: nextBetween(prng, { min: 1, max: 4 }),
    checkpointIntervalMs: pick(prng, [500, 3_000]),
    minPauseBetweenCheckpointsMs: 100,
    shardDiscoveryIntervalMs: pick(prng, [500, 4_000]),
    workUs: pick(prng, [0, 1_000, 20_000]),
  }
}

function quickFlink(settings: ApplicationSettings): ApplicationSettings {
  return { ...settings, workUs: 10 }
}

/** A mapping begins half a minute after it is created, or enabled again. */
const ENABLED_LATE = { actSeconds: 60, calmSeconds: 110 }

/** Every kind of application, as it should be and with what it can get wrong. */
const ALL_READERS: Reader[] = [
  { name: 'polling-a', settings: polling, quick: quickPolling, isCorrect: true, crashes: true },
  { name: 'kcl', settings: kcl, quick: quickKcl, isCorrect: true, crashes: true },
  { name: 'lambda', ...ENABLED_LATE, settings: lambda, quick: quickLambda, isCorrect: true, crashes: true },
  { name: 'at-once', quick: quickPolling, isCorrect: false, crashes: true, settings: (prng, name) => ({ ...polling(prng, name), shardOrder: 'atOnce', discoveryIntervalMs: 200, workUs: pick(prng, [10_000, 120_000]) }) },
  { name: 'firehose', settings: firehose, quick: quickFirehose, isCorrect: true, crashes: true },
  { name: 'polling-b', settings: polling, quick: quickPolling, isCorrect: true, crashes: true },
  { name: 'kcl-3', quick: quickKcl, isCorrect: true, crashes: true, calmSeconds: 220, settings: (prng, name) => ({ ...kcl(prng, name), version: '3.x' }) },
  { name: 'from-the-tip', quick: quickPolling, isCorrect: true, crashes: false, settings: (prng, name) => ({ ...polling(prng, name), retrieval: 'polling', initialPosition: 'LATEST' }) },
  { name: 'kcl-throws', quick: quickKcl, isCorrect: false, crashes: true, settings: (prng, name) => ({ ...kcl(prng, name), faults: { exceptionsPerThousand: pick(prng, [100, 400]), forgetsShardEnd: false } }) },
  { name: 'flink', settings: flink, quick: quickFlink, isCorrect: true, crashes: true },
  // The slots of one shard go by the keys of its records: an aggregate's own key is none of those in it.
  { name: 'lambda-parallel', ...ENABLED_LATE, quick: quickLambda, isCorrect: false, crashes: true, settings: (prng, name) => ({ ...lambda(prng, name), parallelizationFactor: nextBetween(prng, { min: 2, max: 5 }) }) },
  { name: 'lambda-gives-up', ...ENABLED_LATE, quick: quickLambda, isCorrect: false, crashes: true, settings: (prng, name) => ({ ...lambda(prng, name), maximumRetryAttempts: nextBelow(prng, 3), function: { ...LAMBDA_DEFAULTS.function, poisonKey: 'user-1', failsPerThousand: pick(prng, [0, 200]) } }) },
]

/** Some of them in a run that looks closer: `ONLY=kcl,flink`. */
const READERS = ALL_READERS.filter(({ name }) => process.env.ONLY === undefined || process.env.ONLY.split(',').includes(name))

/** What each kind has saved of its own, where a restart would find it. */
function savedBy(application: Application): SavedPositions {
  switch (application.kind) {
    case 'sdk':
      return Array.from(application.saved, ([shardIndex, ordinal]) => [shardIndex, ordinal === FINISHED ? Infinity : ordinal] as const)
    case 'kcl':
      return Array.from(application.leases.values()).flatMap(({ shardIndex, checkpoint }) => {
        if (checkpoint.kind === 'SHARD_END') return [[shardIndex, Infinity] as const]
        return checkpoint.kind === 'SEQUENCE_NUMBER' ? [[shardIndex, checkpoint.ordinal + 1] as const] : []
      })
    case 'lambda':
      return Array.from(application.shards.values()).flatMap(({ shardIndex, state, saved }) => (state === 'ENDED' ? [[shardIndex, Infinity] as const] : saved === null ? [] : [[shardIndex, saved] as const]))
    case 'firehose':
      return Array.from(application.saved, ([shardIndex, ordinal]) => [shardIndex, ordinal === FINISHED ? Infinity : ordinal] as const)
    case 'flink': {
      const { last } = application.checkpoints
      if (last === null) return []
      const splits = last.splits.flatMap(({ shardIndex, position }) => (position.kind === 'ORDINAL' ? [[shardIndex, position.ordinal] as const] : []))
      return [...splits, ...Array.from(last.finished.keys(), (shardIndex) => [shardIndex, Infinity] as const)]
    }
  }
}

/** From then on it owes what comes. */
function hasBegun(application: Application): boolean {
  return application.kind !== 'firehose' || application.hasBegun
}

function beginsAtTip({ settings }: Application): boolean {
  return settings.kind === 'firehose' || ('initialPosition' in settings && settings.initialPosition === 'LATEST')
}

interface Watched {
  world: World
  oracles: Map<string, PromiseOracle>
}

/** As the timeline does, but with a look at what was saved after every single task. */
function run({ scenario, commands, endUs }: History, restoredAtUs: readonly number[] = []): Watched {
  const stored = new StoredRecords()
  const oracles = new Map<string, PromiseOracle>()
  const sink: Sink = {
    event: () => undefined,
    batchArrived: (_world, _stream, batch, outcome) => {
      stored.store(batch, outcome)
    },
    sliceProcessed: (_world, slice) => oracles.get(slice.application)?.process(slice.stream, slice),
  }
  let world = createWorld(scenario, sink)
  const look = (application: Application) => {
    const { name } = application.settings
    if (!oracles.has(name) && hasBegun(application)) oracles.set(name, new PromiseOracle(stored, beginsAtTip(application)))
    oracles.get(name)?.save(savedBy(application))
  }
  const goTo = (atUs: number) => {
    while (nextDueUs(world.agenda) <= atUs) {
      const { task } = world.agenda.heap[0]!
      runNextTask(world, NOWHERE, sink)
      if ('applicationIndex' in task) look(world.applications[task.applicationIndex]!)
    }
    world.nowUs = atUs
  }
  const restores = [...restoredAtUs]
  for (const { atUs, command } of commands) {
    while (restores.length > 0 && restores[0]! <= atUs) {
      goTo(restores.shift()!)
      world = restoreWorld(saveWorld(world))
    }
    goTo(atUs)
    submit(world, NOWHERE, command, sink)
    for (const application of world.applications) look(application)
  }
  goTo(endUs)
  return { world, oracles }
}

const CHECKS: CheckName[] = ['orderPerKey', 'parentsFirst', 'atLeastOnce', 'nothingExpired']

/** By seed, how histories ended that were never restored. */
const ends = new Map<number, string>()

function digestOf(world: World): string {
  return createHash('sha256').update(new Uint8Array(saveWorld(world))).digest('hex')
}

/** What came about in all histories together: otherwise they were too tame to tell anything. */
const met = { processed: 0, again: 0, aggregates: 0, resharded: 0, caught: new Map<string, Set<CheckName>>() }

function expectJudgedAlike({ world, oracles }: Watched, { seed, readers }: History): void {
  for (const application of world.applications) {
    const { name } = application.settings
    const oracle = oracles.get(name)!
    const checked = Object.fromEntries(CHECKS.map((check) => [check, application.checks[check].records]))
    expect(checked, `${name}, seed ${seed}`).toEqual(oracle.broken)
    expect([application.recordsProcessed, application.recordsProcessedAgain], `${name}, seed ${seed}`).toEqual([oracle.recordsProcessed, oracle.recordsProcessedAgain])
    if (readers.find((reader) => reader.name === name)!.isCorrect) {
      expect(oracle.broken, `${name}, seed ${seed}`).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 })
      expect(oracle.countOwed(), `left of ${name}, seed ${seed}`).toBe(0)
    }
    const caught = CHECKS.filter((check) => oracle.broken[check] > 0)
    met.caught.set(name, new Set([...(met.caught.get(name) ?? []), ...caught]))
    met.processed += oracle.recordsProcessed
    met.again += oracle.recordsProcessedAgain
  }
  for (const { aggregatesStored, childShardIndexes } of world.streams[0]!.shards) {
    met.aggregates += aggregatesStored
    met.resharded += childShardIndexes.length
  }
}

describe.each(Array.from({ length: Math.ceil(HISTORIES / TOGETHER) }, (_, chunk) => chunk * TOGETHER))('histories of applications, seeds from %i on', (from) => {
  it('each keeps its promises, or is caught with the very records', { timeout: 300_000 }, () => {
    for (let seed = from; seed < Math.min(HISTORIES, from + TOGETHER); seed++) {
      const history = randomHistory(seed, READERS)
      const watched = run(history)
      expectJudgedAlike(watched, history)
      if (seed % RESTORED_ONE_IN === 0) ends.set(seed, digestOf(watched.world))
    }
  })

  it('and goes on from saved bytes as if nothing had been', { timeout: 300_000 }, () => {
    for (let seed = from; seed < from + TOGETHER; seed += RESTORED_ONE_IN) {
      const history = randomHistory(seed, READERS)
      const prng = createPrng(seed, 'restores')
      const instants = [instantWithin(prng, history), instantWithin(prng, history), instantWithin(prng, history)].sort((left, right) => left - right)
      expect(digestOf(run(history, instants).world), `seed ${seed}, restored at ${instants.join()}`).toBe(ends.get(seed) ?? digestOf(run(history).world))
    }
  })
})

afterAll(() => {
  if (READERS.length < ALL_READERS.length) return
  expect(Math.min(met.processed, met.again, met.aggregates, met.resharded)).toBeGreaterThan(1_000)
  const caughtOf = (name: string) => [...(met.caught.get(name) ?? [])].sort()
  expect(caughtOf('at-once')).toEqual(['orderPerKey', 'parentsFirst'])
  expect(caughtOf('kcl-throws')).toEqual(expect.arrayContaining(['atLeastOnce', 'orderPerKey']))
  expect(caughtOf('lambda-parallel')).toEqual(['orderPerKey'])
  expect(caughtOf('lambda-gives-up')).toEqual(['atLeastOnce'])
})
