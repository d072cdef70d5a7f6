/** Shards at which a Firehose stream or a Flink job stands still: told once, shown, explained, and told again when it goes on. */
import { describe, expect, it } from 'vitest'
import type { SimEvent, SimEventKind } from '../events'
import { restoreWorld, saveWorld } from '../snapshot'
import { NOWHERE } from '../testing/nowhere'
import { shardStatesOf } from '../waterlines'
import { whyBehind } from '../why'
import { isBlockedIn } from './blocked'
import { firehoseRun } from './firehose/testing/firehoseRun'
import { runCounting } from './flink/testing/countingRun'

function told<Kind extends SimEventKind>(events: readonly SimEvent[], kind: Kind): Extract<SimEvent, { kind: Kind }>[] {
  return events.filter((event): event is Extract<SimEvent, { kind: Kind }> => event.kind === kind)
}

describe('a Firehose stream whose puts fail', () => {
  const NAMES = { application: 'f', blockedBy: 'destination' } as const
  const failing = () => firehoseRun({ shardCount: 2, settings: { s3FailsPercent: 100, bufferIntervalInSeconds: 5 } }).store({ keyId: 1, number: 1 }, { keyId: 1, number: 2 })

  it('is blocked in the shards of its delivery after the second, once, until one succeeds', () => {
    const run = failing()
    const { shardIndex } = run.timeline.world.streams[0]!.shards.find(({ recordsStored }) => recordsStored > 0)!
    const isBlocked = () => [...shardStatesOf(run.timeline.world.streams[0]!, run.application).isBlocked]
    while (run.application.totals.putsFailed < 1) run.wait(10)
    expect([told(run.events, 'ShardBlocked'), isBlocked()]).toEqual([[], [0, 0]])
    run.wait(60_000)
    expect(run.application.totals.putsFailed).toBeGreaterThan(3)
    expect(told(run.events, 'ShardBlocked')).toMatchObject([{ ...NAMES, shardId: `shardId-00000000000${shardIndex}`, records: 2, retries: 2 }])
    expect(isBlocked()).toEqual([0, 1].map((index) => Number(index === shardIndex)))
    expect(whyBehind(run.timeline.world, NOWHERE, { name: 'f', shardIndex }).at(-1)).toEqual({ kind: 'destinationFails', attempt: run.application.delivery!.failures + 1 })
    expect(isBlockedIn(restoreWorld(saveWorld(run.timeline.world)).applications[0]!, shardIndex)).toBe(true)
    run.set({ s3FailsPercent: 0 }).wait(70_000)
    expect(told(run.events, 'ShardUnblocked')).toMatchObject([{ ...NAMES, by: 'ok' }])
    expect(isBlocked()).toEqual([0, 0])
    expect([run.promisesBroken(), run.application.totals.recordsDelivered]).toEqual([0, 2])
  })

  it('is blocked too where records wait in the buffer behind, and says so of them', () => {
    const run = failing()
    const key = Array.from({ length: 50 }, (_, keyId) => keyId).find((keyId) => {
      const before = run.timeline.world.streams[0]!.shards.map(({ recordsStored }) => recordsStored)
      run.wait(keyId === 0 ? 20_000 : 0).store({ keyId, number: 100 + keyId })
      return run.timeline.world.streams[0]!.shards.some(({ recordsStored }, at) => before[at] === 0 && recordsStored === 1)
    })
    expect(key).toBeDefined()
    run.wait(120_000)
    expect(told(run.events, 'ShardBlocked').map(({ shardId }) => shardId).sort()).toEqual(['shardId-000000000000', 'shardId-000000000001'])
    for (const shardIndex of [0, 1]) expect(whyBehind(run.timeline.world, NOWHERE, { name: 'f', shardIndex }).at(-1)!.kind).toBe('destinationFails')
  })

  it('is free when what blocked it is given up after 24 hours; a crash ends it without a word', () => {
    const run = failing().wait(60_000).act({ type: 'CrashApplication', application: 'f' })
    expect([told(run.events, 'ShardUnblocked'), run.application.shards.size]).toEqual([[], 0])
    run.act({ type: 'RestartApplication', application: 'f' }).wait(86_400_000 + 600_000)
    expect(told(run.events, 'ShardBlocked').length).toBe(2)
    expect(told(run.events, 'ShardUnblocked')).toMatchObject([{ ...NAMES, by: 'givenUp' }])
  })
})

describe('a Flink job that fails again and again', () => {
  const failing = () => runCounting({ shardCount: 2, outputShards: 0, window: { kind: 'tumbling', sizeMs: 1_000 }, checkpointIntervalMs: 60_000 })

  it('is blocked in each shard after the second failure, with the reason, until a checkpoint is complete', () => {
    const run = failing()
    const failures = () => told(run.events, 'ApplicationFailed').length
    while (failures() < 1) run.goTo(run.world.nowUs / 1_000 + 100)
    expect(told(run.events, 'ShardBlocked')).toEqual([])
    expect(whyBehind(run.world, NOWHERE, { name: 'job', shardIndex: 0 }).at(-1)).toEqual({ kind: 'jobRestarts', failures: 1, failure: 'outputStream' })
    while (failures() < 2) run.goTo(run.world.nowUs / 1_000 + 100)
    const [first, second, ...others] = told(run.events, 'ShardBlocked')
    expect(others).toEqual([])
    for (const [shardIndex, blocked] of [first, second].entries()) {
      const { log } = run.world.streams[0]!.shards[shardIndex]!
      expect(blocked).toMatchObject({ application: 'job', blockedBy: 'job', shardId: `shardId-00000000000${shardIndex}`, retries: 2 })
      expect(blocked!.records).toBeGreaterThan(100)
      expect(blocked!.records).toBeLessThan(log.nextOrdinal)
    }
    expect([...shardStatesOf(run.world.streams[0]!, run.application).isBlocked]).toEqual([1, 1])
    // Running in between, with all read again, it is no better off.
    while (run.application.job.status !== 'RUNNING') run.goTo(run.world.nowUs / 1_000 + 20)
    run.goTo(run.world.nowUs / 1_000 + 60)
    expect(run.application.job.status).toBe('RUNNING')
    for (const shardIndex of [null, 0, 1]) expect(whyBehind(run.world, NOWHERE, { name: 'job', shardIndex }).at(-1)).toMatchObject({ kind: 'jobRestarts', failures: 2 })

    run.act({ type: 'Call', operation: 'CreateStream', input: { StreamName: 'out', ShardCount: 1 } }).goTo(run.world.nowUs / 1_000 + 150_000)
    expect(told(run.events, 'ShardUnblocked').map(({ shardId, by, blockedBy }) => [shardId, by, blockedBy])).toEqual([
      ['shardId-000000000000', 'ok', 'job'],
      ['shardId-000000000001', 'ok', 'job'],
    ])
    expect([...shardStatesOf(run.world.streams[0]!, run.application).isBlocked]).toEqual([0, 0])
  })

  it('is not blocked where a checkpoint is complete between its failures', () => {
    const run = runCounting({ outputShards: 0, window: { kind: 'tumbling', sizeMs: 1_000 }, checkpointIntervalMs: 100 }).goTo(120_000)
    expect(told(run.events, 'ApplicationFailed').length).toBeGreaterThan(3)
    expect(told(run.events, 'ShardBlocked')).toEqual([])
  })

  it('is a planned restart otherwise, which is no failure', () => {
    const run = runCounting().goTo(30_000).set({ parallelism: 3 })
    expect(run.application.job.status).toBe('RESTARTING')
    expect(whyBehind(run.goTo(32_000).world, NOWHERE, { name: 'job', shardIndex: 0 }).at(-1)).toEqual({ kind: 'notStarted' })
  })
})
