/** A day and two hours of steady traffic, trimmed as it goes: for the fast speeds, and for `npm run simulate -- a-day`, which is measured with it. */
import { KCL_DEFAULTS } from '../../engine/consumers/kcl/settings'
import type { Scenario } from '../../engine/scenario'
import { morningRush } from '../morningRush'

const HOUR_MS = 3_600_000

export const aDay: Scenario = {
  ...morningRush,
  id: 'a-day',
  openAtMs: 60_000,
  untilMs: 26 * HOUR_MS,
  stream: { streamName: 'orders', shardCount: 4, retentionPeriodHours: 24 },
  producers: {
    count: 2,
    workload: { kind: 'synthetic', ratePerSecond: 1_000, recordBytes: 200, keys: { kind: 'uniform', keyCount: 10_000 } },
  },
  applications: [{ ...KCL_DEFAULTS, name: 'billing', workerCount: 1, workUs: 200, initialPosition: 'TRIM_HORIZON' }],
}
