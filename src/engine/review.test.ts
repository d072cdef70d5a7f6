/** Faults that a reading of the engine found once: each stays mended. */
import { kclOf } from './testing/kclOf'
import { NOWHERE } from './testing/nowhere'
import { describe, expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_SECOND } from '../base/units'
import { reshardUnderLag } from '../scenarios/reshardUnderLag'
import type { Command } from './commands'
import { runUntil } from './engine'
import type { SimEvent } from './events'
import { WATERLINE_PROCESSING } from './frame'
import { frameOf } from './frameOf'
import { createArrivalColumns } from './arrivalsSeen'
import { iteratorAgeMsOf } from './progress'
import { getShardIterator } from './operations/records/getShardIterator'
import { listShards } from './operations/shards/listShards'
import { runReshardSteps } from './operations/shards/reshardSteps'
import type { Scenario } from './scenario'
import { silentSink, type Sink } from './sink'
import type { World } from './state'
import { submit } from './submit'
import { summaryOf } from './summaryOf'
import { goTo, openTimeline, recordingOf, step } from './timeline'
import { createWorld } from './world'

const environment = NOWHERE
const STREAM = 'review'

function scenarioWith(change: { shardCount: number; ratePerSecond?: number; application?: Partial<Scenario['applications'][number]> }): Scenario {
  return {
    ...reshardUnderLag,
    stream: { streamName: STREAM, shardCount: change.shardCount, retentionPeriodHours: 24 },
    producers: {
      count: 1,
      workload: { kind: 'synthetic', ratePerSecond: change.ratePerSecond ?? 20, recordBytes: 100, keys: { kind: 'uniform', keyCount: 1_000 } },
    },
    applications: [{ ...reshardUnderLag.applications[0]!, name: 'app', workUs: 0, ...change.application }],
    commands: [],
  }
}

function act(world: World, command: Command, afterSeconds: number, sink: Sink = silentSink): void {
  submit(world, environment, command, sink)
  runUntil(world, environment, world.nowUs + afterSeconds * US_PER_SECOND, sink)
}

function scaleTo(targetShardCount: number): Command {
  return { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: STREAM, TargetShardCount: targetShardCount, ScalingType: 'UNIFORM_SCALING' } }
}

describe('UpdateShardCount', () => {
  it.each([
    [3, 6, 9],
    [6, 3, 9],
    [5, 10, 15],
    [10, 20, 30],
    [20, 10, 30],
    [7, 14, 21],
  ])('from %i to %i cuts no slivers: %i shards ever', (from, to, shardsEver) => {
    const world = createWorld(scenarioWith({ shardCount: from, ratePerSecond: 0 }), silentSink)
    act(world, scaleTo(to), 5)
    const [stream] = world.streams
    expect(stream!.streamStatus).toBe('ACTIVE')
    expect(stream!.shards).toHaveLength(shardsEver)
    const fair = (1n << 128n) / BigInt(to)
    for (const shardIndex of stream!.openShards) {
      const { startingHashKey, endingHashKey } = stream!.shards[shardIndex]!
      const width = endingHashKey - startingHashKey + 1n
      expect(width > fair - 64n && width < fair + 64n).toBe(true)
    }
  })
})

it('makes a frame of sixty generations of splits and merges', () => {
  const world = createWorld(scenarioWith({ shardCount: 1 }), silentSink)
  runUntil(world, environment, 40 * US_PER_SECOND, silentSink)
  const [stream] = world.streams
  for (let cycle = 0; cycle < 60; cycle++) {
    const [only] = stream!.openShards
    stream!.plannedSteps = [{ type: 'split', shardIndex: only!, newStartingHashKey: 1n << 127n }]
    runReshardSteps(world, stream!, silentSink)
    runUntil(world, environment, world.nowUs + US_PER_SECOND, silentSink)
    const [lower, upper] = stream!.openShards
    stream!.plannedSteps = [{ type: 'merge', shardIndex: lower!, adjacentShardIndex: upper! }]
    runReshardSteps(world, stream!, silentSink)
    runUntil(world, environment, world.nowUs + US_PER_SECOND, silentSink)
  }
  kclOf(world.applications[0]!).leases.clear()
  expect(frameOf(world, world.streams[0]!, 1, createArrivalColumns(0, 0)).lanes.shardIndex).toHaveLength(181)
  expect(summaryOf(world, world.streams[0]!).shards).toHaveLength(181)
})

it('lets a worker be slower than retention', () => {
  const scenario = scenarioWith({ shardCount: 2, ratePerSecond: 4, application: { workUs: 1_000_000, threadsPerWorker: 1 } })
  const world = createWorld(scenario, silentSink)
  runUntil(world, environment, 60 * US_PER_SECOND, silentSink)
  act(world, scaleTo(1), 60)
  runUntil(world, environment, 30 * US_PER_HOUR, silentSink)
  expect(world.applications[0]!.recordsProcessed).toBeGreaterThan(50_000)
})

describe('an application at LATEST', () => {
  it('owes nothing of what came before it began', () => {
    const world = createWorld(scenarioWith({ shardCount: 2, application: { initialPosition: 'LATEST', workerCount: 0 } }), silentSink)
    runUntil(world, environment, 10 * US_PER_SECOND, silentSink)
    act(world, scaleTo(4), 10)
    act(world, { type: 'AddWorker', application: 'app' }, 120)
    const { waterlines, lanes } = frameOf(world, world.streams[0]!, 1, createArrivalColumns(0, 0))
    const open = Array.from(lanes.closedAtMs.keys()).filter((lane) => Number.isNaN(lanes.closedAtMs[lane]))
    expect(open.map((lane) => waterlines.state[lane])).toEqual(open.map(() => WATERLINE_PROCESSING))
    expect(iteratorAgeMsOf(world, world.applications[0]!)).toBeLessThan(5_000)
    expect(summaryOf(world, world.streams[0]!).leases.every(({ waitsForShardIds }) => waitsForShardIds.length === 0)).toBe(true)
  })
})

it('cleans up the leases that a crashed worker had finished', () => {
  const world = createWorld(scenarioWith({ shardCount: 2, application: { workerCount: 2, initialPosition: 'TRIM_HORIZON' } }), silentSink)
  runUntil(world, environment, 60 * US_PER_SECOND, silentSink)
  act(world, scaleTo(4), 60)
  const application = kclOf(world.applications[0]!)
  expect(Array.from(application.leases.values()).filter(({ checkpoint }) => checkpoint.kind === 'SHARD_END')).toHaveLength(2)
  act(world, { type: 'CrashWorker', application: 'app', workerId: 'w-1' }, 1)
  expect(summaryOf(world, world.streams[0]!).leases.some(({ state }) => state === 'OWNER_SILENT')).toBe(true)
  runUntil(world, environment, world.nowUs + 900 * US_PER_SECOND, silentSink)
  expect(Array.from(application.leases.keys())).toEqual([2, 3, 4, 5])
})

it('ends a thousand parents without asking for the list of shards each time', () => {
  const world = createWorld(scenarioWith({ shardCount: 1_000, application: { initialPosition: 'TRIM_HORIZON', threadsPerWorker: 64 } }), silentSink)
  runUntil(world, environment, 40 * US_PER_SECOND, silentSink)
  act(world, scaleTo(2_000), 60)
  expect(listShards(world, { StreamName: STREAM, ShardFilter: { Type: 'AT_LATEST' } })).toMatchObject({ ok: true })
  expect(kclOf(world.applications[0]!).leases.size).toBe(3_000)
})

describe('a step', () => {
  it('goes as far on ground that was told before as the first time', () => {
    const events: SimEvent[] = []
    const sink: Sink = {
      event: (event) => {
        events.push(event)
      },
    }
    const timeline = openTimeline(recordingOf(scenarioWith({ shardCount: 2, ratePerSecond: 0 })), environment, sink)
    step(timeline, sink)
    const firstUs = timeline.world.nowUs
    goTo(timeline, 60 * US_PER_SECOND, sink)
    goTo(timeline, 0, sink)
    const told = events.length
    step(timeline, sink)
    expect(timeline.world.nowUs).toBe(firstUs)
    expect(events).toHaveLength(told)
  })
})

it('refuses the sixth GetShardIterator within a second', () => {
  const world = createWorld(scenarioWith({ shardCount: 1 }), silentSink)
  runUntil(world, environment, 2 * US_PER_SECOND, silentSink)
  const ask = () => getShardIterator(world, { StreamName: STREAM, ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' }).ok
  expect(Array.from({ length: 6 }, ask)).toEqual([true, true, true, true, true, false])
})
