import { describe, expect, it } from 'vitest'
import type { Command } from '../commands'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { SDK_READER_DEFAULTS } from '../consumers/sdk/settings'
import { runUntil } from '../engine'
import type { SimEvent } from '../events'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import type { World } from '../state'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { quietWorld } from '../testing/quietWorld'

const EXP = 'EXP000000000000001'

function struckRun(ratePerSecond: number) {
  const world: World = quietWorld({ shardCount: 1 })
  const events: SimEvent[] = []
  const sink = { event: (event: SimEvent) => void events.push(event) }
  const run = {
    world,
    act: (command: Command) => (submit(world, NOWHERE, command, sink), run),
    wait: (ms: number) => (runUntil(world, NOWHERE, world.nowUs + ms * 1_000, sink), run),
    told: <Kind extends SimEvent['kind']>(kind: Kind) => events.filter((event): event is Extract<SimEvent, { kind: Kind }> => event.kind === kind),
    strike: (percentage: string, duration = 'PT1M') => run.act({ type: 'StartExperiment', action: 'aws:kinesis:stream-provisioned-throughput-exception', parameters: { duration, percentage }, target: { streamName: 's', shardIds: ['shardId-000000000000'] } }),
  }
  run.act({ type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: { kind: 'synthetic', ratePerSecond, recordBytes: 100, keys: { kind: 'uniform', keyCount: 100 } }, trafficPercent: 100 } })
  return run
}

describe('a shard that an experiment makes refuse', () => {
  it('is told of as that, at the beginning and at the end', () => {
    const run = struckRun(50).wait(5_000).strike('100').wait(90_000)
    expect(run.told('ThrottlingStarted')).toMatchObject([{ experimentId: EXP }])
    expect(run.told('ThrottlingEnded')).toMatchObject([{ experimentId: EXP }])
  })

  it('is told of once more where it becomes full, and then ends as one that was', () => {
    const run = struckRun(50).wait(5_000).strike('100').wait(5_000).act({ type: 'StopExperiment', experimentId: EXP })
    run.act({ type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: { kind: 'synthetic', ratePerSecond: 3_000, recordBytes: 100, keys: { kind: 'uniform', keyCount: 100 } }, trafficPercent: 100 } }).wait(10_000)
    expect(run.told('ThrottlingStarted').map(({ experimentId }) => experimentId)).toEqual([EXP, undefined])
    run.act({ type: 'RemoveProducer', producerIndex: 1 }).wait(60_000)
    expect(run.told('ThrottlingEnded').map(({ experimentId }) => experimentId)).toEqual([undefined])
  })

  it('that is full without one says nothing of any', () => {
    const run = struckRun(3_000).wait(5_000)
    expect(run.told('ThrottlingStarted')).not.toEqual([])
    for (const event of run.told('ThrottlingStarted')) expect(event).not.toHaveProperty('experimentId')
  })
})

it.each([
  ['the KCL', { ...KCL_DEFAULTS, name: 'counts', workerCount: 1, workUs: 1 }],
  ['a reader on the SDK', { ...SDK_READER_DEFAULTS, name: 'counts', pollIntervalMs: 500 }],
])('reads that an experiment refuses %s are told of as its doing, others are not', (_, settings) => {
  const run = struckRun(20).act({ type: 'AddApplication', settings }).wait(20_000)
  expect(run.told('ReadThrottled')).toEqual([])
  run.strike('100').wait(10_000)
  expect(run.told('ReadThrottled')).not.toEqual([])
  for (const { experimentId } of run.told('ReadThrottled')) expect(experimentId).toBe(EXP)
})
