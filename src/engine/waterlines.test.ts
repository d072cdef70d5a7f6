import { describe, expect, it } from 'vitest'
import { lambdaRun, lambdaSettings, type LambdaRun } from './consumers/lambda/testing/lambdaRun'
import { WATERLINE_ENDED, WATERLINE_NO_LEASE, WATERLINE_PROCESSING, WATERLINE_WAITING } from './frame'
import { summaryOf } from './summaryOf'
import { shardStatesOf, waterlineColumns } from './waterlines'

const POISON = 7

function told(run: LambdaRun) {
  const { world } = run.timeline
  const stream = world.streams[0]!
  const shards = stream.shards.filter(({ expired }) => !expired)
  const columns = waterlineColumns(world, { stream, shards, applications: world.applications })
  const states = shardStatesOf(stream, run.lambda())
  return { columns, states, shards }
}

describe('waterlines', () => {
  it('say that a shard is blocked while its batch fails, and no longer once it goes through or the application is down', () => {
    const run = lambdaRun({ settings: { function: { poisonKey: `user-${POISON}` } } })
    run.wait(5_000).put(1, 2)
    expect([...told(run.wait(5_000)).columns.isBlocked]).toEqual([0])
    run.put(POISON, 3).wait(60_000)
    const { columns, states } = told(run)
    expect([...columns.state, ...columns.isBlocked, ...columns.backlogRecords]).toEqual([WATERLINE_PROCESSING, 1, 2])
    expect({ state: [...states.state], isBlocked: [...states.isBlocked], backlogRecords: [...states.backlogRecords] }).toEqual({ state: [WATERLINE_PROCESSING], isBlocked: [1], backlogRecords: [2] })
    run.act({ type: 'CrashApplication', application: run.lambda().settings.name })
    expect([...told(run).columns.isBlocked]).toEqual([0])
    run.act({ type: 'RestartApplication', application: run.lambda().settings.name })
    run.set({ function: { poisonKey: null } }).wait(120_000)
    expect([...told(run).columns.isBlocked, ...told(run).columns.backlogRecords]).toEqual([0, 0])
  })

  it('let children of a blocked parent wait, also those that the application has not met', () => {
    const run = lambdaRun({ settings: { function: { poisonKey: `user-${POISON}` } } })
    run.wait(5_000).put(POISON).wait(30_000)
    run.act({ type: 'Call', operation: 'UpdateShardCount', input: { StreamName: run.timeline.world.streams[0]!.streamName, TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' } }).wait(60_000)
    const { columns, states, shards } = told(run)
    expect(shards.map(({ shardIndex }) => shardIndex)).toEqual([0, 1, 2])
    expect([...columns.state]).toEqual([WATERLINE_PROCESSING, WATERLINE_WAITING, WATERLINE_WAITING])
    expect([...states.state]).toEqual([...columns.state])
    expect([...states.isBlocked]).toEqual([1, 0, 0])
    run.set({ function: { poisonKey: null } }).wait(180_000)
    expect([...told(run).columns.state]).toEqual([WATERLINE_ENDED, WATERLINE_PROCESSING, WATERLINE_PROCESSING])
  })

  it('bear the indexes of applications, which stay when others are removed', () => {
    const run = lambdaRun().wait(5_000)
    run.act({ type: 'AddApplication', settings: { ...lambdaSettings(), name: 'second' } }).act({ type: 'RemoveApplication', application: run.lambda().settings.name })
    const { world } = run.timeline
    const stream = world.streams[0]!
    const summary = summaryOf(world, stream)
    expect(summary.applications.map(({ name, applicationIndex }) => [name, applicationIndex])).toEqual([['second', 1]])
    expect(summary.applications[0]!.shards.state).toHaveLength(summary.shards.length)
    expect([...waterlineColumns(world, { stream, shards: stream.shards, applications: world.applications.slice(1) }).applicationIndex]).toEqual([1])
  })

  it('of a shard that nobody has begun are no lease, and of no stream there are none', () => {
    const run = lambdaRun()
    expect([...told(run).columns.state]).toEqual([WATERLINE_NO_LEASE])
    const none = waterlineColumns(run.timeline.world, { stream: null, shards: [], applications: [] })
    expect([none.applicationCount, none.state.length, none.applicationIndex.length]).toEqual([0, 0, 0])
  })
})
