/** The first look: traffic rises with the morning; two of the site's images share a shard, which fills long before the other. */
import type { KclSettings, Scenario } from '../engine/scenario'

/** 2026-01-05 09:00:00 UTC, a Monday morning. */
const EPOCH_MS = 1_767_603_600_000

/** KCL's defaults (see `consumers/kcl/defaults.ts`), reading from the beginning so that nothing is missed. */
export const analytics: KclSettings = {
  name: 'analytics',
  workerCount: 2,
  workUs: 1_300,
  threadsPerWorker: 4,
  initialPosition: 'TRIM_HORIZON',
  failoverTimeMs: 10_000,
  parentShardPollIntervalMs: 10_000,
  dispatchPollIntervalMs: 1_000,
  idleTimeBetweenReadsMs: 1_500,
  checkpointIntervalMs: 10_000,
  maxRecords: 10_000,
  deaggregation: true,
  deduplication: null,
}

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
