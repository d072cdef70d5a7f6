import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../../base/units'
import { copyWorld } from '../../snapshot'
import { KCL_DEFAULTS } from './settings'
import { parentWaits, type ParentWait } from './parentWaits'
import { kclRun } from './testing/kclRun'

const SEEDS = [1, 2, 3, 4, Math.floor(Math.random() * 2 ** 31)]
const TICK_MS = KCL_DEFAULTS.dispatchPollIntervalMs

function waitsOf(run: ReturnType<typeof kclRun>): ParentWait[] {
  return parentWaits(run.timeline.world, run.application())
}

function stations({ closedAtMs, drainedAtMs, endedAtMs, leasedAtMs, startedAtMs }: ParentWait): (number | null)[] {
  return [closedAtMs, drainedAtMs, endedAtMs, leasedAtMs, startedAtMs]
}

describe.each(SEEDS)('the wait of a child, broken down, seed %i', (seed) => {
  it.each([
    ['2.x', 'polling'],
    ['3.x', 'polling'],
    ['2.x', 'fanOut'],
  ] as const)('begins when the parent is closed and passes each station in turn, KCL %s, %s', (version, retrieval) => {
    const run = kclRun({ seed, shardCount: 1, version, retrieval, ratePerSecond: 100 }).until(90).split(0).wait(80)
    const waits = waitsOf(run)
    expect(waits.map(({ shardId, parentShardIds }) => [shardId, ...parentShardIds].map((id) => Number(id.slice(-4))))).toEqual([
      [2, 0],
      [1, 0],
    ])
    for (const wait of waits) {
      const all = stations(wait)
      expect(all).not.toContain(null)
      expect(all).toEqual([...all].sort((left, right) => left! - right!))
      expect(wait.endedAtMs! - wait.drainedAtMs!).toBeLessThanOrEqual(2 * TICK_MS)
      expect(wait.startedAtMs! - wait.leasedAtMs!).toBeLessThanOrEqual(2 * TICK_MS)
      expect(run.told('ShardClosed')[0]!.at).toBe(wait.closedAtMs)
      expect(run.told('ShardEnded')[0]!.at).toBe(wait.endedAtMs)
      expect(run.told('ShardConsumerStarted').find(({ shardId }) => shardId === wait.shardId)!.at).toBe(wait.startedAtMs)
    }
  })

  it('is the backlog of the parent where that lags', () => {
    const run = kclRun({ seed, shardCount: 1, ratePerSecond: 400, workUs: 20_000, threadsPerWorker: 1 }).until(90).split(0).wait(60)
    for (const wait of waitsOf(run)) expect(stations(wait).slice(1)).toEqual([null, null, null, null])
    run.act({ type: 'SetWorkPerRecord', application: 'app', workUs: 100 }).wait(60)
    for (const { closedAtMs, drainedAtMs } of waitsOf(run)) expect(drainedAtMs! - closedAtMs!).toBeGreaterThan(60_000)
  })
})

it('of a merge ends with its later parent, and may cost a parent poll', () => {
  const polls: number[] = []
  for (const seed of SEEDS) {
    // One parent has nearly all the records: the other ends long before, and makes the child's lease.
    const run = kclRun({ seed, shardCount: 2, ratePerSecond: 300, workUs: 6_000 })
    run.act({ type: 'SetWorkload', workload: { kind: 'synthetic', ratePerSecond: 300, recordBytes: 10, keys: { kind: 'hot', keyCount: 100, hotPercent: 95 } } }).until(60)
    run.act({ type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: '0', AdjacentShardToMerge: '1' } }).wait(400)
    const [wait] = waitsOf(run)
    expect(wait!.parentShardIds).toHaveLength(2)
    const ended = run.told('ShardEnded').map(({ at }) => at)
    expect(wait!.endedAtMs).toBe(Math.max(...ended.slice(0, 2)))
    polls.push(wait!.startedAtMs! - Math.max(wait!.endedAtMs!, wait!.leasedAtMs!))
    expect(polls.at(-1)).toBeLessThanOrEqual(KCL_DEFAULTS.parentShardPollIntervalMs + 2 * TICK_MS)
  }
  expect(Math.max(...polls)).toBeGreaterThan(2 * TICK_MS)
})

it('tells nothing without a stream, and copies with the world', () => {
  const run = kclRun({ seed: 1, shardCount: 1 }).until(90).split(0).wait(60)
  expect(copyWorld(run.timeline.world)).toEqual(run.timeline.world)
  run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }).wait(60)
  expect(waitsOf(run)).toEqual([])
  expect(run.application().shardTimes.size).toBe(0)
  expect(run.timeline.world.nowUs).toBe(210 * US_PER_SECOND)
})
