import { kclOf } from '../../testing/kclOf'
import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow } from '../../../base/prng'
import type { CallCommand, LoggedCommand } from '../../commands'
import { checkConservation } from '../../conservation'
import { runUntil } from '../../engine'
import type { SimEvent } from '../../events'
import { frameOf } from '../../frameOf'
import { createArrivalsSeen, takeArrivals } from '../../arrivalsSeen'
import { checkTiling } from '../../invariants'
import { findStream } from '../../naming'
import { backlogOf, firstUnprocessed } from '../../progress'
import { recordEventsTo } from '../../recordEvents'
import type { Scenario } from '../../scenario'
import { silentSink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import type { World } from '../../state'
import { quietScenario } from '../../testing/quietWorld'
import { pick, randomScenario } from '../../testing/randomRuns'
import { goTo, openTimeline, recordingOf } from '../../timeline'
import { KCL_DEFAULTS } from './settings'

const SECOND_US = 1_000_000

function call(seconds: number, operation: CallCommand['operation'], input: object): LoggedCommand {
  return { atUs: seconds * SECOND_US, command: { type: 'Call', operation, input } as CallCommand }
}

function storyOf(commands: LoggedCommand[], initialPosition: 'LATEST' | 'TRIM_HORIZON' = 'TRIM_HORIZON'): Scenario {
  return {
    ...quietScenario({ shardCount: 4 }),
    producers: { count: 3, workload: { kind: 'synthetic', ratePerSecond: 200, recordBytes: 100, keys: { kind: 'uniform', keyCount: 100 } } },
    applications: [{ ...KCL_DEFAULTS, name: 'app', workerCount: 2, workUs: 500, initialPosition }],
    commands,
  }
}

describe('an application and producers whose stream is deleted', () => {
  it('survive: records are given up, leases end and go, and nothing is left of the stream', () => {
    const scenario = storyOf([call(60, 'DeleteStream', { StreamName: 's' })])
    const events: SimEvent[] = []
    const sink = recordEventsTo((event) => events.push(event))
    const timeline = openTimeline(recordingOf(scenario), NOWHERE, sink)
    goTo(timeline, 600 * SECOND_US, sink)
    const { world } = timeline
    const goneMs = events.find(({ kind }) => kind === 'StreamDeleted')!.at
    expect(goneMs).toBe(63_000)
    // Until the very end records are stored and processed, and none is stored after it.
    expect(events.some(({ kind, at }) => kind === 'RecordStored' && at > goneMs - 200)).toBe(true)
    expect(events.some(({ kind, at }) => (kind === 'RecordStored' || kind === 'RecordProcessed') && at > goneMs)).toBe(false)
    const givenUp = events.filter((event) => event.kind === 'RecordsGivenUp')
    expect(new Set(givenUp.map(({ reason }) => reason))).toEqual(new Set(['stream']))
    expect(new Set(givenUp.map(({ producerId }) => producerId)).size).toBe(3)
    const books = checkConservation(world)
    expect(books.reduce((sum, { recordsAcknowledged }) => sum + recordsAcknowledged, 0)).toBe(events.filter(({ kind }) => kind === 'RecordStored').length)
    expect(books.every(({ recordsGivenUp }) => recordsGivenUp > 30_000)).toBe(true)
    const ended = events.filter(({ kind, at }) => kind === 'ShardEnded' && at > goneMs)
    expect(ended).toHaveLength(4)
    expect(ended.every(({ at }) => at < goneMs + 10_000)).toBe(true)
    expect(events.filter(({ kind }) => kind === 'LeaseDeleted')).toHaveLength(4)
    const application = kclOf(world.applications[0]!)
    expect(application.leases.size).toBe(0)
    expect(application.workers.map(({ state }) => state)).toEqual(['RUNNING', 'RUNNING'])
    expect(world.memory.recordsHeld).toBe(0)
  })

  it.each(['TRIM_HORIZON', 'LATEST'] as const)('find the next one of its name, whatever its shards; begun at %s', (initialPosition) => {
    for (const ShardCount of [2, 7]) {
      const scenario = storyOf([call(60, 'DeleteStream', { StreamName: 's' }), call(90, 'CreateStream', { StreamName: 's', ShardCount })], initialPosition)
      const timeline = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
      goTo(timeline, 100 * SECOND_US, silentSink)
      const unread = findStream(timeline.world, 's')!.shards
      expect(unread.map((shard) => backlogOf(timeline.world.applications[0]!, shard))).toEqual(unread.map(({ recordsStored }) => recordsStored))
      goTo(timeline, 2_400 * SECOND_US, silentSink)
      const { world } = timeline
      const stream = findStream(world, 's')!
      const application = kclOf(world.applications[0]!)
      // Old leases stand in the way for minutes, as they do with a real KCL; then its audit repairs the table.
      expect(Array.from(application.leases.keys()).sort()).toEqual(Array.from({ length: ShardCount }, (_, at) => at))
      for (const shard of stream.shards) {
        expect(shard.recordsStored).toBeGreaterThan(1_000)
        expect(backlogOf(application, shard)).toBeLessThan(200 * 10)
        expect(firstUnprocessed(application, shard)).toBeGreaterThan(shard.log.nextOrdinal - 2_000)
      }
    }
  })

  it('wait while the next stream is in CREATING, and when an application starts without one', () => {
    const scenario = storyOf([call(0.1, 'DeleteStream', { StreamName: 's' }), call(20, 'CreateStream', { StreamName: 's', ShardCount: 3 })])
    const timeline = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
    // Long before the first worker fills the empty table.
    goTo(timeline, 60 * SECOND_US, silentSink)
    expect(kclOf(timeline.world.applications[0]!).leases.size).toBe(3)
    expect(timeline.world.applications[0]!.recordsProcessed).toBeGreaterThan(1_000)
  })
})

const SEEDS = [1, 2, 3, 4, 5, 6, Math.floor(Math.random() * 2 ** 31)]
/** More of them in a long run: `SEEDS=200 npx vitest run streamGone`. */
const MORE = Array.from({ length: Number(process.env.SEEDS ?? 0) }, () => Math.floor(Math.random() * 2 ** 31))
const ACT_SECONDS = 90
const END_US = 150 * SECOND_US

function withDeletions(seed: number): Scenario {
  const prng = createPrng(seed, 'deletions')
  const scenario = randomScenario(seed, { actSeconds: ACT_SECONDS })
  const commands = scenario.commands.filter(({ atUs }) => atUs < ACT_SECONDS * SECOND_US)
  for (let count = 3 + nextBelow(prng, 25); count > 0; count--) {
    const StreamName = pick(prng, ['s', 's', 's', 't'])
    const seconds = nextBelow(prng, ACT_SECONDS * 1_000) / 1_000
    commands.push(
      pick(prng, [
        call(seconds, 'DeleteStream', { StreamName, EnforceConsumerDeletion: nextBelow(prng, 2) === 0 }),
        call(seconds, 'CreateStream', { StreamName, ShardCount: 1 + nextBelow(prng, 6) }),
        call(seconds, 'CreateStream', { StreamName, ShardCount: 1 + nextBelow(prng, 6) }),
        call(seconds, 'CreateStream', { StreamName, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
        call(seconds, 'RegisterStreamConsumer', { StreamARN: `arn:aws:kinesis:us-east-1:123456789012:stream/${StreamName}`, ConsumerName: 'c' }),
        call(seconds, 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 24 + nextBelow(prng, 100) }),
      ]),
    )
  }
  return { ...scenario, untilMs: END_US / 1_000, commands: commands.sort((left, right) => left.atUs - right.atUs) }
}

function check(world: World): void {
  checkConservation(world)
  let held = 0
  for (const stream of world.streams) {
    if (stream.deletedAtUs !== null) expect([stream.shards, stream.openShards, stream.consumers]).toEqual([[], [], []])
    if (stream.openShards.length > 0) checkTiling(stream)
    for (const { log } of stream.shards) for (const { columns, count } of log.segments) held += columns === null ? 0 : count
  }
  expect(world.memory.recordsHeld).toBe(held)
  const names = world.streams.filter(({ deletedAtUs }) => deletedAtUs === null).map(({ streamName }) => streamName)
  expect(new Set(names).size).toBe(names.length)
  const stream = findStream(world, 's')
  if (stream !== null) frameOf(world, stream, 1, takeArrivals(createArrivalsSeen(0), 0))
}

describe.each([...SEEDS, ...MORE])('any history of streams that come and go, seed %i', (seed) => {
  it('keeps its books, and is the same from a snapshot on', () => {
    const scenario = withDeletions(seed)
    const timeline = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
    const prng = createPrng(seed, 'looks')
    while (timeline.world.nowUs < END_US) {
      goTo(timeline, Math.min(END_US, timeline.world.nowUs + 1 + nextBelow(prng, 4 * SECOND_US)), silentSink)
      check(timeline.world)
      if (timeline.world.nowUs < ACT_SECONDS * SECOND_US || nextBelow(prng, 4) > 0) continue
      // No act comes after this instant: a restored world runs on by itself.
      const restored = restoreWorld(saveWorld(timeline.world))
      const fromUs = restored.nowUs
      runUntil(restored, NOWHERE, fromUs + 20 * SECOND_US, silentSink)
      const again = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
      goTo(again, fromUs, silentSink)
      runUntil(again.world, NOWHERE, fromUs + 20 * SECOND_US, silentSink)
      expect(Buffer.from(saveWorld(again.world)).equals(Buffer.from(saveWorld(restored)))).toBe(true)
      break
    }
  })
})

it('survives with enhanced fan-out a stream of its name that has fewer shards', () => {
  const scenario = storyOf([call(60, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: true }), call(90, 'CreateStream', { StreamName: 's', ShardCount: 1 })])
  const commands = [
    ...scenario.commands,
    { atUs: 59 * SECOND_US, command: { type: 'CrashApplication' as const, application: scenario.applications[0]!.name } },
    { atUs: 110 * SECOND_US, command: { type: 'RestartApplication' as const, application: scenario.applications[0]!.name } },
  ].sort((left, right) => left.atUs - right.atUs)
  const applications = scenario.applications.map((settings) => ({ ...settings, retrieval: 'fanOut' as const }))
  const timeline = openTimeline(recordingOf({ ...scenario, applications, commands }), NOWHERE, silentSink)
  goTo(timeline, 900 * SECOND_US, silentSink)
  expect(findStream(timeline.world, 's')!.shards).toHaveLength(1)
  expect(timeline.world.applications[0]!.recordsProcessed).toBeGreaterThan(1_000)
})
