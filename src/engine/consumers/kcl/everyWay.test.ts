import { afterAll, describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { US_PER_SECOND } from '../../../base/units'
import type { Command, LoggedCommand } from '../../commands'
import { parentIndexesOf } from '../../progress'
import type { Recording } from '../../scenario'
import { silentSink, type Sink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import type { World } from '../../state'
import { kclOf } from '../../testing/kclOf'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { pick } from '../../testing/randomRuns'
import { FAST_KCL } from '../../testing/readingRun'
import { goTo, openTimeline, recordingOf, resumeTimeline } from '../../timeline'
import { PENDING_EVENTS_MAX } from './defaults'
import { CONNECTOR_LIBRARY_DEFAULTS, KCL_DEFAULTS, NO_KCL_FAULTS, type KclSettings } from './settings'

/** More of them in a long run: `SEEDS=200 npx vitest run src/engine/consumers/kcl/everyWay`. */
const SEEDS = [...Array.from({ length: 24 }, (_, at) => at + 1), ...Array.from({ length: Number(process.env.SEEDS ?? 4) }, () => Math.floor(Math.random() * 2 ** 31))]
const ACTS_US = 90 * US_PER_SECOND
/** A lock that lapses, a leader that scans twice, a subscription that is taken over: then there is quiet. */
const END_US = 700 * US_PER_SECOND

function settingsOf(prng: Prng): KclSettings {
  const isConnector = nextBelow(prng, 5) === 0
  const defaults = isConnector ? CONNECTOR_LIBRARY_DEFAULTS : KCL_DEFAULTS
  return {
    ...defaults,
    ...FAST_KCL,
    failoverTimeMs: pick(prng, [900, 3_000]),
    name: 'app',
    version: isConnector ? '2.x' : pick(prng, ['2.x', '3.x', '3.x']),
    retrieval: isConnector ? 'polling' : pick(prng, ['polling', 'fanOut']),
    workerCount: nextBetween(prng, { min: 1, max: 3 }),
    threadsPerWorker: nextBetween(prng, { min: 1, max: 3 }),
    workUs: pick(prng, [0, 300, 4_000, 9_000]),
    maxRecords: pick(prng, [10_000, 50]),
    initialPosition: 'TRIM_HORIZON',
    connector: isConnector ? { keptPercent: pick(prng, [30, 100]), bufferRecordsMax: pick(prng, [1, 40, 500]), bufferBytesMax: 1_048_576, bufferMsMax: pick(prng, [0, 2_000]), emitFailsPercent: pick(prng, [0, 10]) } : null,
  }
}

function randomRecording(seed: number): Recording {
  const prng = createPrng(seed, 'everyWay')
  const settings = settingsOf(prng)
  const shardCount = nextBetween(prng, { min: 1, max: 4 })
  const acts = Array.from({ length: nextBetween(prng, { min: 5, max: 25 }) }, (): LoggedCommand => ({ atUs: nextBelow(prng, ACTS_US), command: randomAct(prng, settings) }))
  const commands = [...acts.sort((left, right) => left.atUs - right.atUs), ...calm(settings).map((command): LoggedCommand => ({ atUs: ACTS_US, command }))]
  const workload = { kind: 'synthetic' as const, ratePerSecond: pick(prng, [20, 150, 400]), recordBytes: 40, keys: { kind: 'uniform' as const, keyCount: pick(prng, [3, 300]) } }
  return recordingOf({ ...quietScenario({ shardCount }), seed, producers: { count: 2, workload }, applications: [settings], commands })
}

/** Versions and ways of reading change under way, but for the Connector Library, which knows one. */
function randomAct(prng: Prng, settings: KclSettings): Command {
  const workerId = `w-${nextBetween(prng, { min: 1, max: 6 })}`
  const application = 'app'
  const change = settings.connector === null ? { version: pick(prng, ['2.x', '3.x'] as const), retrieval: pick(prng, ['polling', 'fanOut'] as const) } : {}
  switch (nextBelow(prng, 10)) {
    case 0:
    case 1:
      return { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: nextBetween(prng, { min: 1, max: 5 }), ScalingType: 'UNIFORM_SCALING' } }
    case 2:
      return { type: 'CrashWorker', application, workerId }
    case 3:
    case 4:
      return { type: 'PauseWorker', application, workerId, forMs: nextBetween(prng, { min: 1, max: 20_000 }) }
    case 5:
      return { type: 'AddWorker', application }
    case 6:
      return { type: 'RemoveWorker', application, workerId }
    case 7:
      return nextBelow(prng, 3) === 0 ? { type: 'CrashApplication', application } : { type: 'RestartApplication', application }
    default:
      return { type: 'SetApplicationSettings', application, settings: { ...settings, ...change, workUs: pick(prng, [0, 500, 5_000]) } }
  }
}

function calm(settings: KclSettings): Command[] {
  const connector = settings.connector === null ? null : { ...settings.connector, emitFailsPercent: 0, bufferRecordsMax: 1 }
  return [
    { type: 'SetWorkload', workload: { kind: 'synthetic', ratePerSecond: 0, recordBytes: 1, keys: { kind: 'uniform', keyCount: 1 } } },
    { type: 'RestartApplication', application: 'app' },
    { type: 'SetApplicationSettings', application: 'app', settings: { ...settings, connector, workUs: 10, faults: NO_KCL_FAULTS } },
    { type: 'SetWorkerCount', application: 'app', workerCount: 2 },
  ]
}

/** Believes nothing of the application's books: what was done first in each shard, and whether its parents were. */
class Oracle {
  readonly #done = new Map<number, number>()
  readonly wrongs: string[] = []
  again = 0

  readonly sink: Sink = {
    event: () => undefined,
    sliceProcessed: (world, { shardIndex, fromOrdinal, toOrdinal }) => {
      const next = this.#done.get(shardIndex) ?? 1
      this.again += Math.max(0, Math.min(next, toOrdinal) - fromOrdinal)
      if (fromOrdinal > next) this.wrongs.push(`${shardIndex}: ${fromOrdinal} after ${next - 1}`)
      if (next === 1) for (const parent of parentIndexesOf(world.streams[0]!.shards[shardIndex]!)) if (!this.#isDone(world, parent)) this.wrongs.push(`${shardIndex} before ${parent}`)
      this.#done.set(shardIndex, Math.max(next, toOrdinal))
    },
  }

  #isDone(world: World, shardIndex: number): boolean {
    return (this.#done.get(shardIndex) ?? 1) === world.streams[0]!.shards[shardIndex]!.log.nextOrdinal
  }

  unread(world: World): number[] {
    return world.streams[0]!.shards.filter(({ shardIndex }) => !this.#isDone(world, shardIndex)).map(({ shardIndex }) => shardIndex)
  }
}

const met = { again: 0, handed: 0, refused: 0, leaders: 0, subscribed: 0, objects: 0 }

describe.each(SEEDS)('workers of either version that come, go, sleep and change their way of reading, seed %i', (seed) => {
  const recording = randomRecording(seed)
  const [settings] = recording.scenario.applications
  const isFiltered = settings!.connector !== null

  it('process every record, in order, parents first', () => {
    const oracle = new Oracle()
    const sink: Sink = {
      ...oracle.sink,
      event({ kind }) {
        if (kind === 'LeaseHandedOver') met.handed++
        if (kind === 'CheckpointRefused') met.refused++
        if (kind === 'LeaderElected') met.leaders++
      },
    }
    const timeline = openTimeline(recording, NOWHERE, sink)
    while (timeline.world.nowUs < END_US) {
      goTo(timeline, Math.min(END_US, timeline.world.nowUs + 3 * US_PER_SECOND), sink)
      lookAt(timeline.world)
    }
    const application = kclOf(timeline.world.applications[0]!)
    // Some emits are given up for good, and what the filter leaves out after the last object stays in the buffer.
    if (!isFiltered) {
      expect(oracle.wrongs).toEqual([])
      expect(oracle.unread(timeline.world)).toEqual([])
      expect(Object.values(application.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
      expect(application.recordsProcessedAgain).toBe(oracle.again)
    } else {
      expect(application.checks.orderPerKey.records + application.checks.parentsFirst.records + application.checks.nothingExpired.records).toBe(0)
      expect(application.checks.atLeastOnce.records > 0).toBe(application.checks.atLeastOnce.first?.reason === 'givenUp')
    }
    met.again += oracle.again
    met.subscribed += application.reads.subscribeCalls
    met.objects += application.emitted?.objectsWritten ?? 0
  })

  it('go on from saved bytes of any instant as if nothing had been', () => {
    const prng = createPrng(seed, 'instants')
    const instants = Array.from({ length: 4 }, () => nextBetween(prng, { min: 1, max: 130 * US_PER_SECOND })).sort((left, right) => left - right)
    const straight = openTimeline(recording, NOWHERE, silentSink)
    let restored = openTimeline(recording, NOWHERE, silentSink)
    for (const atUs of instants) {
      goTo(straight, atUs, silentSink)
      goTo(restored, atUs, silentSink)
      const bytes = saveWorld(restored.world)
      expect(Buffer.from(bytes).equals(Buffer.from(saveWorld(straight.world))), `at ${atUs} us`).toBe(true)
      restored = resumeTimeline(recording, NOWHERE, restoreWorld(bytes))
    }
  })
})

/** What holds at any instant. */
function lookAt(world: World): void {
  const { workers, readers, leases, settings } = kclOf(world.applications[0]!)
  const held = workers.flatMap(({ shardConsumers }) => [...shardConsumers.values()].flatMap(({ readerNumber }) => (readerNumber === null ? [] : [readerNumber])))
  expect([...readers.keys()].sort()).toEqual(held.sort())
  for (const worker of workers) {
    expect(worker.threadsBusy).toBeGreaterThanOrEqual(0)
    expect(worker.ready.every((shardIndex) => worker.shardConsumers.has(shardIndex))).toBe(true)
    for (const { pending, pendingRecords, readerNumber } of worker.shardConsumers.values()) {
      expect(pendingRecords).toBe(pending.reduce((sum, { fromOrdinal, toOrdinal }) => sum + toOrdinal - fromOrdinal, 0))
      if (readerNumber !== null) expect(pending.length).toBeLessThanOrEqual(PENDING_EVENTS_MAX + 2)
    }
  }
  if (settings.version === '2.x') expect([...leases.values()].filter(({ checkpointOwner }) => checkpointOwner !== null)).toEqual([])
}

afterAll(() => {
  expect(Object.entries(met).filter(([, count]) => count === 0)).toEqual([])
})
