/** A world without producers and applications: only the stream `s`, for those who call its API. */
import { silentSink } from '../sink'
import type { Scenario } from '../scenario'
import type { World } from '../state'
import { createWorld } from '../world'

/** 2026-01-05 09:00:00 UTC. */
export const EPOCH_MS = 1_767_603_600_000

export function quietScenario({ shardCount }: { shardCount: number }): Scenario {
  return {
    id: 'quiet',
    seed: 1,
    epochMs: EPOCH_MS,
    openAtMs: 0,
    untilMs: 60_000,
    stream: { streamName: 's', shardCount, retentionPeriodHours: 24 },
    producers: { count: 0, workload: { kind: 'synthetic', ratePerSecond: 0, recordBytes: 100, keys: { kind: 'uniform', keyCount: 100 } } },
    applications: [],
    commands: [],
  }
}

export function quietWorld(stream: { shardCount: number }): World {
  return createWorld(quietScenario(stream), silentSink)
}
