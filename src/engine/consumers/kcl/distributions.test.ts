import { afterAll, describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../../base/units'
import { assignIntervalUs, discoverIntervalUs } from './coordination/constants'
import { renewIntervalUs, takeIntervalUs } from './defaults'
import { HEARTBEAT_US, LOCK_US } from './leadership'
import { KCL_DEFAULTS, type KclSettings } from './settings'
import { kclRun } from './testing/kclRun'

const SEEDS = Array.from({ length: 50 }, (_, at) => (at < 40 ? at + 1 : Math.floor(Math.random() * 2 ** 31)))
const DEFAULTS = { ...KCL_DEFAULTS, name: 'app', workerCount: 3, workUs: 100 } satisfies KclSettings
const RENEW = renewIntervalUs(DEFAULTS) / US_PER_SECOND
const TAKE = takeIntervalUs(DEFAULTS) / US_PER_SECOND
const ASSIGN = assignIntervalUs(DEFAULTS) / US_PER_SECOND
const DISCOVER = discoverIntervalUs(DEFAULTS) / US_PER_SECOND
/** A consumer is made, looks at the parents, and initializes: two dispatch ticks at most after it is made. */
const DISPATCH = (2 * DEFAULTS.dispatchPollIntervalMs) / 1_000
const SHARDS = 6
const WORKERS = 3

/** In seconds, of all seeds together. */
const found = { '2.x': { takes: [] as number[], starts: [] as number[], children: [] as number[], spreads: [] as number[] }, '3.x': { takes: [] as number[], starts: [] as number[], children: [] as number[], spreads: [] as number[] } }
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * What the rules imply. A scan sees that a counter has moved since the one before, so a lease expires at the second scan after its
 * last renewal, which is up to a renewal's interval before the crash: between one and two intervals of scans later.
 */
const BOUNDS = {
  '2.x': { take: [TAKE - RENEW, 2 * TAKE], start: 2 * TAKE + DISPATCH, child: TAKE + DISPATCH, spread: 0 },
  '3.x': { take: [ASSIGN - RENEW, 2 * ASSIGN], start: 2 * ASSIGN + DISCOVER + DISPATCH, child: ASSIGN + DISCOVER + DISPATCH, spread: 2 },
} as const

describe.each(['2.x', '3.x'] as const)('KCL %s at its defaults', (version) => {
  const bounds = BOUNDS[version]

  it.each(SEEDS)('spreads its leases, begins children, and takes over from a crashed worker within the bounds of its rules, seed %i', (seed) => {
    const run = kclRun({ seed, shardCount: SHARDS, workerCount: WORKERS, version, ratePerSecond: 20 }).until(400 + (seed % 20))
    const spread = run.spread()
    found[version].spreads.push(Math.max(...spread) - Math.min(...spread))
    expect(Math.max(...spread) - Math.min(...spread)).toBeLessThanOrEqual(bounds.spread)

    run.split(seed % SHARDS, BigInt(seed % SHARDS) * ((1n << 128n) / BigInt(SHARDS)) + 99n).wait(40)
    const created = run.told('LeaseCreated', 400_000)
    expect(created).toHaveLength(2)
    for (const { shardId, at } of created) {
      const [started] = run.told('ShardConsumerStarted', at).filter((event) => event.shardId === shardId)
      found[version].children.push((started!.at - at) / 1_000)
      expect((started!.at - at) / 1_000).toBeLessThanOrEqual(bounds.child)
    }

    const { leader } = run.application().coordinator
    const victim = run.application().workers.find(({ workerId }) => workerId !== leader && run.owners().includes(workerId))!.workerId
    const held = new Set([...run.application().leases.values()].filter((lease) => lease.leaseOwner === victim && lease.checkpointOwner === null).map(({ shardIndex }) => shardIndex))
    const crashedMs = run.nowMs()
    run.act({ type: 'CrashWorker', application: 'app', workerId: victim }).wait(55)
    const taken = run.told('LeaseTaken', crashedMs).filter(({ from, shardId }) => from === victim && held.has(Number(shardId.slice(-4))))
    expect(taken).toHaveLength(held.size)
    for (const { shardId, at, how } of taken) {
      const seconds = (at - crashedMs) / 1_000
      found[version].takes.push(seconds)
      expect(how).toBe('expired')
      expect(seconds).toBeGreaterThanOrEqual(bounds.take[0])
      expect(seconds).toBeLessThanOrEqual(bounds.take[1])
      const [started] = run.told('ShardConsumerStarted', at).filter((event) => event.shardId === shardId)
      // A finished parent is only cleaned up.
      if (started === undefined) continue
      found[version].starts.push((started.at - crashedMs) / 1_000)
      expect((started.at - crashedMs) / 1_000).toBeLessThanOrEqual(bounds.start)
    }
  })
})

describe('a leader that crashes', () => {
  it.each(SEEDS.slice(0, 12))('leaves its leases until its lock has lapsed and its successor has scanned twice, seed %i', (seed) => {
    const run = kclRun({ seed, shardCount: 4, workerCount: 2, version: '3.x', ratePerSecond: 20 }).until(300 + (seed % 30))
    const { leader } = run.application().coordinator
    const held = run.owners().filter((owner) => owner === leader).length
    const crashedMs = run.nowMs()
    run.act({ type: 'CrashWorker', application: 'app', workerId: leader! }).wait(200)
    const taken = run.told('LeaseTaken', crashedMs).filter(({ from }) => from === leader)
    expect(taken).toHaveLength(held)
    const [lock, beat] = [LOCK_US / US_PER_SECOND, HEARTBEAT_US / US_PER_SECOND]
    for (const { at } of taken) {
      expect((at - crashedMs) / 1_000).toBeGreaterThan(lock - beat + ASSIGN)
      expect((at - crashedMs) / 1_000).toBeLessThanOrEqual(lock + 2 * ASSIGN)
    }
    expect(run.told('LeaderElected', crashedMs)).toHaveLength(1)
  })
})

afterAll(() => {
  for (const version of ['2.x', '3.x'] as const) {
    const { takes, starts, children, spreads } = found[version]
    if (spreads.length < SEEDS.length) continue
    // Scans and renewals fall anywhere between each other: the middle of the bounds.
    const [least, most] = BOUNDS[version].take
    expect(Math.abs(mean(takes) - (least + most) / 2)).toBeLessThan(3)
    expect(Math.max(...takes) - Math.min(...takes)).toBeGreaterThan(12)
    expect(mean(starts)).toBeGreaterThan(mean(takes))
    expect(mean(starts) - mean(takes)).toBeLessThan(DISPATCH + (version === '3.x' ? DISCOVER : 0))
    // Half the interval of scans, and no more than half of all the ticks after it: the workers began nearly together.
    expect(mean(children)).toBeGreaterThan((version === '2.x' ? TAKE : ASSIGN) / 2 - 2)
    expect(mean(children)).toBeLessThan(BOUNDS[version].child / 2 + 2)
    expect(mean(spreads)).toBeLessThan(version === '2.x' ? 0.1 : 1.5)
  }
})
