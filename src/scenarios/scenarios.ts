/** The stories we ship, as data. The first one is what the page opens with. */
import type { KclSettings, Scenario } from '../engine/scenario'

export interface NamedScenario {
  id: string
  /** In the `controls` strings. */
  nameKey: string
  scenario: Scenario
}

/** 2026-01-05 09:00:00 UTC, a Monday morning. */
const EPOCH_MS = 1_767_603_600_000
const SECOND_US = 1_000_000

/** KCL's defaults (see `consumers/kcl/defaults.ts`), reading from the beginning so that nothing is missed. */
const analytics: KclSettings = {
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
}

/** Traffic rises with the morning; two of the site's images share a shard, which fills long before the other. */
const morningRush: Scenario = {
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

/** The whole log by client, spread evenly, to its true end: the server is shut down for a hurricane. */
const wholeLog: Scenario = {
  ...morningRush,
  id: 'web-log',
  openAtMs: 40_000,
  untilMs: 180_000,
  producers: {
    count: 6,
    workload: { kind: 'replay', sourceId: 'nasa-http', keyColumn: 'host', speed: 300, startAtMs: 0, loop: false },
  },
}

export const scenarios: readonly NamedScenario[] = [
  { id: 'default', nameKey: 'scenario.default', scenario: morningRush },
  { id: 'web-log', nameKey: 'scenario.webLog', scenario: wholeLog },
  {
    id: 'reshard-under-lag',
    nameKey: 'scenario.reshardUnderLag',
    scenario: {
      ...morningRush,
      id: 'reshard-under-lag',
      openAtMs: 30_000,
      untilMs: 240_000,
      stream: { streamName: 'orders', shardCount: 2, retentionPeriodHours: 24 },
      producers: {
        count: 4,
        workload: {
          kind: 'synthetic',
          ratePerSecond: 1_200,
          recordBytes: 400,
          keys: { kind: 'zipf', keyCount: 1_000, exponentHundredths: 60 },
        },
      },
      applications: [{ ...analytics, name: 'orders', workUs: 3_000, threadsPerWorker: 1 }],
      commands: [
        { atUs: 60 * SECOND_US, command: { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 'orders', TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' } } },
        { atUs: 120 * SECOND_US, command: { type: 'SetWorkPerRecord', application: 'orders', workUs: 500 } },
        { atUs: 180 * SECOND_US, command: { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 'orders', TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING' } } },
      ],
    },
  },
  {
    id: 'million-a-minute',
    nameKey: 'scenario.millionAMinute',
    scenario: {
      ...morningRush,
      id: 'million-a-minute',
      openAtMs: 60_000,
      stream: { streamName: 'clicks', shardCount: 16, retentionPeriodHours: 24 },
      producers: {
        count: 8,
        workload: { kind: 'synthetic', ratePerSecond: 16_000, recordBytes: 200, keys: { kind: 'uniform', keyCount: 1_000_000 } },
      },
      applications: [{ ...analytics, name: 'clickstream', workUs: 20 }],
    },
  },
]

export function findScenario(id: string): Scenario | null {
  return scenarios.find((named) => named.id === id)?.scenario ?? null
}
