/** The first look: traffic rises with the morning; two of the site's images share a shard, which fills long before the other. */
import { KCL_DEFAULTS } from '../engine/consumers/kcl/settings'
import type { KclSettings } from '../engine/consumers/kcl/settings'
import type { Scenario } from '../engine/scenario'

/** 2026-01-05 09:00:00 UTC, a Monday morning. */
const EPOCH_MS = 1_767_603_600_000

/** Reads from the beginning, so that nothing is missed. */
export const analytics: KclSettings = { ...KCL_DEFAULTS, name: 'analytics', workerCount: 2, workUs: 1_300, initialPosition: 'TRIM_HORIZON' }

export const morningRush: Scenario = {
  id: 'default',
  seed: 1,
  epochMs: EPOCH_MS,
  openAtMs: 54_000,
  untilMs: 120_000,
  stream: { streamName: 'web-log', shardCount: 2, retentionPeriodHours: 24 },
  producers: {
    count: 6,
    workload: { kind: 'replay', sourceId: 'nasa-http', keyColumn: 'url', speed: 300, startAtMs: 7_200_000, loop: true },
  },
  applications: [analytics],
  commands: [],
}
