import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../../../base/units'
import { HAND_OFF_US } from '../handOff'
import { KEPT, kclRun } from '../testing/kclRun'
import { DAMPENING, LOAD_MAX, REPORT_US } from './constants'
import { mostHeadroom, valueWith, viewFleet, type Fleet } from './fleet'

const SEEDS = [1, 2, 3, 4, Math.floor(Math.random() * 2 ** 31)]

describe.each(SEEDS)('an application on KCL 3.x, seed %i', (seed) => {
  it('has one leader, who gives all leases to whoever is there, and evens out the load by and by', () => {
    const run = kclRun({ seed, shardCount: 8, workerCount: 4, version: '3.x', ratePerSecond: 200, workUs: 1_000 }).until(60)
    expect(run.told('LeaderElected')).toHaveLength(1)
    expect(run.told('LeaseTaken').every(({ how }) => how === 'unowned')).toBe(true)
    run.until(900)
    expect(Math.max(...run.spread()) - Math.min(...run.spread())).toBeLessThanOrEqual(2)
    expect(run.told('LeaseHandedOver').length).toBeGreaterThan(2)
    expect(run.told('LeaseLost')).toEqual([])
    expect(run.told('LeaseTaken').filter(({ how }) => how !== 'unowned')).toEqual([])
  })

  it('hands leases over without reading a record twice, in order', () => {
    const run = kclRun({ seed, shardCount: 6, workerCount: 3, version: '3.x', ratePerSecond: 300, workUs: 1_000 }).until(700).quiet().wait(20)
    const handed = run.told('LeaseHandedOver')
    expect(handed.length).toBeGreaterThan(1)
    for (const { shardId, workerId, at } of handed) {
      const own = run.processed.filter((slice) => slice.shardIndex === Number(shardId.slice(-4)) && slice.workerId === workerId)
      expect(own.filter((slice) => slice.atMs > at)).toEqual([])
      // Nothing was processed between the last checkpoint and the hand-over.
      const [checkpoint] = run.told('Checkpointed').filter((event) => event.shardId === shardId && event.workerId === workerId).slice(-1)
      expect(own.filter((slice) => slice.atMs > (checkpoint?.at ?? -1))).toEqual([])
    }
    expect(run.application().recordsProcessedAgain).toBe(0)
    expect(run.application().recordsProcessed).toBe(run.stored())
    expect(run.broken()).toEqual(KEPT)
  })

  it('gives a worker that joins its part, and takes all back when it leaves', () => {
    const run = kclRun({ seed, shardCount: 6, workerCount: 1, version: '3.x', ratePerSecond: 200, workUs: 1_000 }).until(120).act({ type: 'AddWorker', application: 'app' }).wait(600)
    expect(run.spread()[1]).toBeGreaterThanOrEqual(1)
    run.act({ type: 'RemoveWorker', application: 'app', workerId: 'w-2' })
    expect(run.owners()).not.toContain('w-2')
    const leftMs = run.nowMs()
    run.wait(40).quiet().wait(20)
    expect(run.spread()).toEqual([6])
    for (const { at } of run.told('LeaseTaken', leftMs)) expect(at - leftMs).toBeLessThanOrEqual(20_000)
    expect(run.application().recordsProcessedAgain).toBe(0)
    expect(run.application().recordsProcessed).toBe(run.stored())
  })

  it('is redeployed when its version changes, and repeats nothing', () => {
    const run = kclRun({ seed, shardCount: 4, workerCount: 1, ratePerSecond: 100 }).until(200)
    const { recordsProcessedAgain } = run.application()
    run.set({ version: '3.x' }).wait(120).set({ version: '2.x' }).wait(120).quiet().wait(20)
    expect(run.application().workers.map(({ workerId }) => workerId)).toEqual(['w-3'])
    expect(run.application().recordsProcessedAgain).toBe(recordsProcessedAgain)
    expect(run.application().recordsProcessed - recordsProcessedAgain).toBe(run.stored())
    expect(run.broken()).toEqual(KEPT)
  })
})

describe('a hand-off', () => {
  it('is forced after 30 s where the batch in hand takes longer', () => {
    // A batch of 10,000 records keeps a thread busy for minutes.
    const run = kclRun({ seed: 3, shardCount: 4, workerCount: 1, version: '3.x', ratePerSecond: 800, workUs: 30_000 }).until(200).act({ type: 'AddWorker', application: 'app' }).wait(400)
    const handed = run.told('LeaseHandedOver')
    expect(handed.length).toBeGreaterThan(0)
    run.act({ type: 'SetWorkPerRecord', application: 'app', workUs: 10 }).wait(60).quiet().wait(30)
    expect(run.application().recordsProcessed - run.application().recordsProcessedAgain).toBe(run.stored())
    expect(run.application().recordsProcessedAgain).toBeGreaterThan(0)
    expect(run.broken()).toEqual(KEPT)
  })

  it('is begun by the leader, and told to the holder at its next renewal', () => {
    const run = kclRun({ seed: 4, shardCount: 2, workerCount: 1, version: '3.x', ratePerSecond: 200, workUs: 8_000 }).until(150).act({ type: 'AddWorker', application: 'app' })
    const leases = () => [...run.application().leases.values()]
    for (let looks = 0; leases().every(({ checkpointOwner }) => checkpointOwner === null); looks++) run.wait(looks < 2_000 ? 0.25 : NaN)
    expect(leases().map(({ leaseOwner, checkpointOwner }) => `${leaseOwner} ${checkpointOwner}`).sort()).toEqual(['w-1 null', 'w-2 w-1'])
    const begunMs = run.nowMs()
    run.wait(HAND_OFF_US / US_PER_SECOND + 20)
    const [handed] = run.told('LeaseHandedOver')
    expect(handed).toMatchObject({ workerId: 'w-1', to: 'w-2' })
    expect(handed!.at - begunMs).toBeLessThan(30_000)
    expect(leases().map(({ leaseOwner, checkpointOwner }) => `${leaseOwner} ${checkpointOwner}`).sort()).toEqual(['w-1 null', 'w-2 null'])
  })

  it('ends where it began when the next owner leaves first', () => {
    const run = kclRun({ seed: 4, shardCount: 2, workerCount: 1, version: '3.x', ratePerSecond: 200, workUs: 8_000 }).until(150).act({ type: 'AddWorker', application: 'app' })
    for (let looks = 0; run.owners().every((owner) => owner === 'w-1'); looks++) run.wait(looks < 2_000 ? 0.25 : NaN)
    run.act({ type: 'RemoveWorker', application: 'app', workerId: 'w-2' }).wait(30).quiet().wait(20)
    expect(run.owners()).toEqual(['w-1', 'w-1'])
    expect(run.application().recordsProcessed).toBe(run.stored())
    expect(run.application().recordsProcessedAgain).toBe(0)
  })
})

describe('the view of the fleet', () => {
  const run = kclRun({ seed: 1, shardCount: 4, workerCount: 2, version: '3.x', ratePerSecond: 100, workUs: 1_000 }).until(300)
  const view = (change: { load: Record<string, number>; throughput?: number[] }): Fleet => {
    const application = structuredClone(run.application())
    application.coordinator.stats = new Map(Object.entries(change.load).map(([workerId, load]) => [workerId, { reportedUs: run.timeline.world.nowUs, load, workedUs: 0 }]))
    ;[...application.leases.values()].forEach((lease, at) => {
      lease.leaseOwner = at < 3 ? 'w-1' : 'w-2'
      lease.throughputKBps = change.throughput?.[at] ?? null
    })
    return viewFleet(run.timeline.world, application, new Set())
  }

  it('balances load, or throughput where nobody is loaded', () => {
    expect(view({ load: { 'w-1': 0.6, 'w-2': 0.2 }, throughput: [10, 10, 10, 10] })).toMatchObject({ average: 0.4, valueMax: LOAD_MAX, fairThroughputKBps: 20 })
    expect(view({ load: { 'w-1': 0, 'w-2': 0 }, throughput: [10, 10, 10, 10] }).workers.map(({ value }) => value)).toEqual([1.5, 0.5])
    expect(view({ load: { 'w-1': 0, 'w-2': 0 } })).toMatchObject({ average: 0, fairThroughputKBps: 0 })
  })

  it('finds most room with whoever is furthest below the average, and nobody where there is none', () => {
    expect(mostHeadroom(view({ load: { 'w-1': 0.6, 'w-2': 0.2 } }))!.workerId).toBe('w-2')
    expect(mostHeadroom(view({ load: { 'w-1': 0.3, 'w-2': 0.3 } }))!.workerId).toBe('w-2')
    expect(mostHeadroom(view({ load: {} }))).toBeNull()
  })

  it('takes a lease of unknown throughput for an average one', () => {
    const fleet = view({ load: { 'w-1': 0.6, 'w-2': 0.2 }, throughput: [30, 10] })
    const unknown = fleet.workers[1]!.leases[0]!
    expect(fleet.throughputOf(unknown)).toBe(20)
    // Fair are 40 KB/s: half of it is half the average load.
    expect(valueWith(fleet, fleet.workers[1]!, unknown)).toBeCloseTo(0.2 + 0.4 / 2, 12)
  })

  it('forgets workers that have missed two reports', () => {
    const application = structuredClone(run.application())
    const late = { nowUs: run.timeline.world.nowUs + 2 * REPORT_US + 1 }
    for (const stats of application.coordinator.stats.values()) stats.reportedUs = run.timeline.world.nowUs
    expect(viewFleet({ ...run.timeline.world, ...late }, application, new Set()).workers).toEqual([])
    expect(application.coordinator.stats.size).toBe(0)
    expect(DAMPENING).toBe(0.6)
  })
})
