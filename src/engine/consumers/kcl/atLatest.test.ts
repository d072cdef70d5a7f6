import { describe, expect, it } from 'vitest'
import { ensure } from '../../../base/assert'
import { US_PER_SECOND } from '../../../base/units'
import { parseShardId } from '../../../kinesis/shardId'
import type { Command, LoggedCommand } from '../../commands'
import { SDK_DEFAULTS } from '../../producers/sdk/settings'
import type { Sink } from '../../sink'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { goTo, openTimeline, recordingOf } from '../../timeline'
import { KCL_DEFAULTS } from './settings'

const at = (second: number, command: Command): LoggedCommand => ({ atUs: second * US_PER_SECOND, command })

function runOf(seed: number, acts: LoggedCommand[] = []) {
  const commands = [
    at(0, { type: 'AddProducer', producer: { settings: SDK_DEFAULTS, trafficPercent: 100, workload: { kind: 'synthetic', ratePerSecond: 300, recordBytes: 100, keys: { kind: 'uniform', keyCount: 50 } } } }),
    at(20, { type: 'AddApplication', settings: { ...KCL_DEFAULTS, name: 'late', workerCount: 2, workUs: 100, initialPosition: 'LATEST' } }),
    ...acts,
  ]
  /** By shard index, the ordinals that were processed. */
  const processed = [new Set<number>(), new Set<number>()]
  /** By shard index, the first record that comes after the application has begun with the shard. */
  const owedFrom = [Infinity, Infinity]
  const sink: Sink = {
    event: (event) => {
      if (event.kind !== 'ShardConsumerStarted') return
      const shardIndex = ensure(parseShardId(event.shardId), 'shard')
      owedFrom[shardIndex] = Math.min(owedFrom[shardIndex]!, timeline.world.streams[0]!.shards[shardIndex]!.log.nextOrdinal)
    },
    sliceProcessed: (_world, { shardIndex, fromOrdinal, toOrdinal }) => {
      for (let ordinal = fromOrdinal; ordinal < toOrdinal; ordinal++) processed[shardIndex]!.add(ordinal)
    },
  }
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 2 }), seed, commands }), NOWHERE, sink)
  goTo(timeline, 150 * US_PER_SECOND, sink)
  const missed = processed.reduce((sum, ordinals, shardIndex) => sum + (Math.max(...ordinals) - owedFrom[shardIndex]! + 1 - ordinals.size), 0)
  return { checks: timeline.world.applications[0]!.checks, missed }
}

describe('a KCL application that begins at LATEST', () => {
  it('misses what comes while a lease is stolen before its first checkpoint, and nothing else: the check counts just that', () => {
    const runs = Array.from({ length: 40 }, (_, seed) => runOf(seed + 1))
    for (const { checks, missed } of runs) {
      expect(checks.atLeastOnce.records).toBe(missed)
      expect([checks.orderPerKey.records, checks.parentsFirst.records, checks.nothingExpired.records]).toEqual([0, 0, 0])
    }
    expect(runs.filter(({ missed }) => missed === 0).length).toBeGreaterThan(0)
  })

  it('misses what comes between a crash before the first checkpoint and the next owner', () => {
    const crash = ['w-1', 'w-2'].map((workerId) => at(58, { type: 'CrashWorker', application: 'late', workerId }))
    const settings = { ...KCL_DEFAULTS, name: 'late', workerCount: 2, workUs: 100, initialPosition: 'LATEST' as const, checkpointIntervalMs: 3_600_000 }
    const { checks, missed } = runOf(3, [at(21, { type: 'SetApplicationSettings', application: 'late', settings }), ...crash, at(60, { type: 'AddWorker', application: 'late' })])
    expect(checks.atLeastOnce.first?.reason).toBe('latest')
    expect(checks.atLeastOnce.records).toBe(missed)
    expect(missed).toBeGreaterThan(300 * 10)
  })
})
