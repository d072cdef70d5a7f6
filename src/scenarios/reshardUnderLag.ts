/** A reshard while the application is behind: children wait for their parents, until the work gets lighter. */
import type { Scenario } from '../engine/scenario'
import { analytics, morningRush } from './morningRush'

const SECOND_US = 1_000_000

export const reshardUnderLag: Scenario = {
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
}
