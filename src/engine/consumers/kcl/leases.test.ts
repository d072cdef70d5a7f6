import { kclOf } from '../../testing/kclOf'
import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../../base/units'
import type { SimEvent } from '../../events'
import type { Scenario } from '../../scenario'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { quietScenario } from '../../testing/quietWorld'
import { randomScenario } from '../../testing/randomRuns'
import { goTo, openTimeline, recordingOf, submitNow, type Timeline } from '../../timeline'
import { KCL_DEFAULTS } from './settings'
import { isEnded, releaseLease, renewLease, takeLease, writeCheckpoint } from './leaseTable'
import { leaseTarget, takeLeases } from './leaseTaker'
import type { KclApplication, KclWorker, Lease } from './model'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, Math.floor(Math.random() * 2 ** 31)]
const environment = NOWHERE

function scenarioOf(seed: number, change: { shardCount: number; workerCount: number; ratePerSecond?: number; initialPosition?: 'LATEST' }): Scenario {
  const quiet = quietScenario(change)
  return {
    ...quiet,
    seed,
    producers: { count: 2, workload: { kind: 'synthetic', ratePerSecond: change.ratePerSecond ?? 50, recordBytes: 100, keys: { kind: 'uniform', keyCount: 500 } } },
    applications: [
      { ...KCL_DEFAULTS, name: 'app', workerCount: change.workerCount, workUs: 100, initialPosition: change.initialPosition ?? 'TRIM_HORIZON' },
    ],
  }
}

interface Stage {
  timeline: Timeline
  events: SimEvent[]
  sink: Sink
  run(untilSeconds: number): void
  application(): KclApplication
}

function open(scenario: Scenario, see: (world: World, event: SimEvent) => void = () => undefined): Stage {
  const events: SimEvent[] = []
  const sink: Sink = {
    event(event) {
      events.push(event)
      if (timeline !== null) see(timeline.world, event)
    },
  }
  let timeline: Timeline | null = null
  const opened = openTimeline(recordingOf(scenario), environment, sink)
  timeline = opened
  return {
    timeline: opened,
    events,
    sink,
    run(untilSeconds) {
      goTo(opened, untilSeconds * US_PER_SECOND, sink)
    },
    application: () => kclOf(opened.world.applications[0]!),
  }
}

function workerOf(stage: Stage, workerId: string): KclWorker {
  return stage.application().workers.find((worker) => worker.workerId === workerId)!
}

describe.each(SEEDS)('a KCL application at its defaults, seed %i', (seed) => {
  it('begins within 33 s, and shares its leases fairly in a few minutes', () => {
    const stage = open(scenarioOf(seed, { shardCount: 9, workerCount: 3 }))
    stage.run(60)
    const firstTaken = stage.events.find((event) => event.kind === 'LeaseTaken')!
    expect(firstTaken.at).toBeGreaterThanOrEqual(1_000)
    expect(firstTaken.at).toBeLessThanOrEqual(33_000)
    stage.run(360)
    const owners = Array.from(stage.application().leases.values(), (lease) => lease.leaseOwner)
    expect(['w-1', 'w-2', 'w-3'].map((workerId) => owners.filter((owner) => owner === workerId).length)).toEqual([3, 3, 3])
    const quietBefore = stage.events.length
    stage.run(420)
    expect(stage.events.slice(quietBefore).filter((event) => event.kind === 'LeaseTaken' || event.kind === 'LeaseLost')).toEqual([])
  })

  it('takes the leases of a crashed worker 10 to 45 s later', () => {
    const stage = open(scenarioOf(seed, { shardCount: 4, workerCount: 2 }))
    stage.run(200 + (seed % 20))
    const held = Array.from(stage.application().leases.values()).filter((lease) => lease.leaseOwner === 'w-1').length
    expect(held).toBe(2)
    const crashedAt = stage.timeline.world.nowUs / 1_000
    submitNow(stage.timeline, { type: 'CrashWorker', application: 'app', workerId: 'w-1' }, stage.sink)
    stage.run(300)
    const taken = stage.events.filter((event) => event.kind === 'LeaseTaken' && event.at > crashedAt && event.from === 'w-1')
    expect(taken).toHaveLength(2)
    for (const event of taken) {
      expect(event).toMatchObject({ workerId: 'w-2', how: 'expired' })
      expect(event.at - crashedAt).toBeGreaterThanOrEqual(10_000)
      expect(event.at - crashedAt).toBeLessThanOrEqual(45_000)
    }
  })

  it('hands over at once when a worker leaves in order, and nothing is processed twice', () => {
    const stage = open(scenarioOf(seed, { shardCount: 4, workerCount: 2, ratePerSecond: 5 }))
    stage.run(200 + (seed % 20))
    submitNow(stage.timeline, { type: 'RemoveWorker', application: 'app', workerId: 'w-1' }, stage.sink)
    expect(Array.from(stage.application().leases.values(), (lease) => lease.leaseOwner)).not.toContain('w-1')
    const { recordsProcessedAgain } = stage.application()
    const leftAt = stage.timeline.world.nowUs / 1_000
    stage.run(260)
    const taken = stage.events.filter((event) => event.kind === 'LeaseTaken' && event.at > leftAt)
    expect(taken.map((event) => 'how' in event && event.how)).toEqual(['unowned', 'unowned'])
    expect(stage.application().recordsProcessedAgain).toBe(recordsProcessedAgain)
  })

  it('starts a child only after its parent, as its events tell', () => {
    const stage = open(scenarioOf(seed, { shardCount: 1, workerCount: 2 }))
    stage.run(100)
    submitNow(stage.timeline, { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(1n << 127n) } }, stage.sink)
    stage.run(200)
    const story = stage.events.filter((event) => event.at > 100_000 && event.kind !== 'LeaseLost' && !(event.kind === 'Checkpointed' && event.sequenceNumber !== 'SHARD_END'))
    const at = (kind: SimEvent['kind'], shardId: string) => story.findIndex((event) => event.kind === kind && 'shardId' in event && event.shardId === shardId)
    for (const child of ['shardId-000000000001', 'shardId-000000000002']) {
      const order = [at('ShardOpened', child), at('LeaseCreated', child), at('ShardEnded', 'shardId-000000000000'), at('LeaseTaken', child), at('ShardConsumerStarted', child)]
      expect(order).toEqual([...order].sort((left, right) => left - right))
      expect(order).not.toContain(-1)
      const [created] = story.filter((event) => event.kind === 'LeaseCreated' && event.shardId === child)
      const [started] = story.filter((event) => event.kind === 'ShardConsumerStarted' && event.shardId === child)
      // The taker's tick and, at worst, one look at the parents.
      expect(started!.at - created!.at).toBeLessThanOrEqual(20_050 + 10_000 + 2_000)
    }
    // Completed leases go after 5 minutes, once their children have begun.
    stage.run(900)
    expect(stage.events.some((event) => event.kind === 'LeaseDeleted' && event.shardId === 'shardId-000000000000')).toBe(true)
    expect(Array.from(stage.application().leases.keys())).toEqual([1, 2])
  })

  it('at LATEST skips what was there, but nothing of a child', () => {
    const stage = open(scenarioOf(seed, { shardCount: 1, workerCount: 1, initialPosition: 'LATEST' }))
    stage.run(100)
    submitNow(stage.timeline, { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '2' } }, stage.sink)
    submitNow(stage.timeline, { type: 'SetWorkload', workload: { kind: 'synthetic', ratePerSecond: 50, recordBytes: 9, keys: { kind: 'uniform', keyCount: 50 } } }, stage.sink)
    stage.run(200)
    submitNow(stage.timeline, { type: 'SetProducerCount', producerCount: 0 }, stage.sink)
    stage.run(210)
    const [parent, , child] = stage.timeline.world.streams[0]!.shards
    expect(child!.recordsStored).toBeGreaterThan(1_000)
    const { recordsProcessed } = stage.application()
    expect(recordsProcessed).toBeGreaterThanOrEqual(child!.recordsStored)
    expect(recordsProcessed).toBeLessThan(child!.recordsStored + parent!.recordsStored)
  })
})

describe('leases that change hands', () => {
  it('are never stolen below the fair share', () => {
    let steals = 0
    for (const seed of SEEDS) {
      const stage = open(randomScenario(seed, { actSeconds: 120 }), (world, event) => {
        if (event.kind !== 'LeaseTaken' || event.how !== 'stolen') return
        steals++
        const { leases } = kclOf(world.applications.find(({ settings }) => settings.name === event.application)!)
        const owners = Array.from(leases.values(), (lease) => lease.leaseOwner)
        const workers = new Set([...owners, event.from])
        const left = owners.filter((owner) => owner === event.from).length
        expect(left, `seed ${seed}: ${JSON.stringify(event)}`).toBeGreaterThanOrEqual(Math.floor(leases.size / workers.size))
      })
      stage.run(120)
    }
    expect(steals).toBeGreaterThan(10)
  })
})

describe('the lease table', () => {
  const lease = (change: Partial<Lease>): Lease => ({
    shardIndex: 0,
    leaseOwner: null,
    checkpointOwner: null,
    throughputKBps: null,
    leaseCounter: 7,
    ownerSwitchesSinceCheckpoint: 0,
    checkpoint: { kind: 'TRIM_HORIZON' },
    parentShardIndexes: [],
    childShardIndexes: [],
    startingHashKey: 0n,
    endingHashKey: 1n,
    ...change,
  })

  it('lets one of two takers win', () => {
    const held = lease({})
    expect(takeLease(held, 7, 'w-1')).toBe(true)
    expect(takeLease(held, 7, 'w-2')).toBe(false)
    expect(held).toMatchObject({ leaseOwner: 'w-1', leaseCounter: 8, ownerSwitchesSinceCheckpoint: 1 })
  })

  it('lets only the owner renew and checkpoint', () => {
    const held = lease({ leaseOwner: 'w-1' })
    expect(renewLease(held, 'w-2')).toBe(false)
    expect(writeCheckpoint(held, 'w-2', { kind: 'SHARD_END' })).toBe(false)
    expect(writeCheckpoint(null, 'w-1', { kind: 'SHARD_END' })).toBe(false)
    expect(held).toEqual(lease({ leaseOwner: 'w-1' }))
    expect(renewLease(held, 'w-1') && writeCheckpoint(held, 'w-1', { kind: 'SHARD_END' })).toBe(true)
    expect(isEnded(held)).toBe(true)
  })

  it('stays with its holder while it is handed over, and is released by whoever leaves', () => {
    const handed = lease({ leaseOwner: 'w-2', checkpointOwner: 'w-1' })
    expect([renewLease(handed, 'w-2'), writeCheckpoint(handed, 'w-2', { kind: 'LATEST' })]).toEqual([false, false])
    expect([renewLease(handed, 'w-1'), writeCheckpoint(handed, 'w-1', { kind: 'LATEST' })]).toEqual([true, true])
    releaseLease(handed, 'w-3')
    expect(handed).toMatchObject({ leaseOwner: 'w-2', checkpointOwner: 'w-1' })
    const left = { ...handed }
    releaseLease(left, 'w-1')
    expect(left).toMatchObject({ leaseOwner: 'w-2', checkpointOwner: null })
    releaseLease(handed, 'w-2')
    expect(handed).toMatchObject({ leaseOwner: 'w-1', checkpointOwner: null })
    releaseLease(handed, 'w-1')
    expect(handed).toMatchObject({ leaseOwner: null, checkpointOwner: null })
  })

  it.each([
    [0, 1, 1],
    [3, 3, 1],
    [2, 5, 1],
    [10, 3, 4],
    [9, 3, 3],
  ])('of %i leases and %i workers aims at %i for each', (leases, workers, target) => {
    expect(leaseTarget(leases, workers)).toBe(target)
  })
})

describe('a lease that comes back before its loss was noticed', () => {
  it('does not drag the checkpoint back', () => {
    const stage = open(scenarioOf(1, { shardCount: 2, workerCount: 1, ratePerSecond: 200 }))
    stage.run(100)
    const application = stage.application()
    const worker = workerOf(stage, 'w-1')
    const held = application.leases.get(0)!
    // Another worker takes the lease, reads on to the end of the shard, and leaves in order.
    expect(takeLease(held, held.leaseCounter, 'w-9')).toBe(true)
    expect(writeCheckpoint(held, 'w-9', { kind: 'SHARD_END' })).toBe(true)
    held.leaseOwner = null
    takeLeases(stage.timeline.world, application, worker, stage.sink)
    expect(held.leaseOwner).toBe('w-1')
    stage.run(130)
    expect(held.checkpoint).toEqual({ kind: 'SHARD_END' })
    expect(stage.events.some((event) => event.kind === 'LeaseLost' && event.shardId === 'shardId-000000000000')).toBe(true)
    expect(worker.shardConsumers.has(0)).toBe(false)
  })
})

describe('crashes', () => {
  it('make the records since the last checkpoint come again, no more', () => {
    const again = SEEDS.map((seed) => {
      const stage = open(scenarioOf(seed, { shardCount: 1, workerCount: 2, ratePerSecond: 100 }))
      stage.run(100 + (seed % 10))
      const before = stage.application().recordsProcessedAgain
      const owner = stage.application().leases.get(0)!.leaseOwner!
      submitNow(stage.timeline, { type: 'CrashWorker', application: 'app', workerId: owner }, stage.sink)
      stage.run(200)
      return stage.application().recordsProcessedAgain - before
    })
    expect(again.some((records) => records > 0)).toBe(true)
    // At most a checkpoint interval of 10 s, a poll and a slice of work.
    expect(Math.max(...again)).toBeLessThanOrEqual(100 * 12)
  })
})
