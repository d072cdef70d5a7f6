/** A million records a minute over sixteen shards, all of them read. */
import type { Scenario } from '../engine/scenario'
import { analytics, morningRush } from './morningRush'

export const millionAMinute: Scenario = {
  ...morningRush,
  id: 'million-a-minute',
  openAtMs: 60_000,
  stream: { streamName: 'clicks', shardCount: 16, retentionPeriodHours: 24 },
  producers: {
    count: 8,
    workload: { kind: 'synthetic', ratePerSecond: 16_000, recordBytes: 200, keys: { kind: 'uniform', keyCount: 1_000_000 } },
  },
  applications: [{ ...analytics, name: 'clickstream', workUs: 20 }],
}
