/** Two Flink jobs count by key in ten seconds of event time. Three keys leave a shard of the stream without records: one job's windows never close, the other's idleness lets them. */
import { FLINK_READER_DEFAULTS } from '../../engine/consumers/flink/settings'
import type { Scenario } from '../../engine/scenario'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import { bring } from '../producers/stage'
import { at, read, stage } from './stage'

const job = { ...FLINK_READER_DEFAULTS, retrieval: 'fanOut' as const, parallelism: 2, initialPosition: 'TRIM_HORIZON' as const, checkpointIntervalMs: 20_000 }

export const countInWindows: Scenario = {
  ...stage,
  id: 'count-in-windows',
  openAtMs: 30_000,
  untilMs: 180_000,
  stream: { streamName: 'clicks', shardCount: 4, retentionPeriodHours: 24 },
  commands: [
    bring(SDK_DEFAULTS, { kind: 'synthetic', ratePerSecond: 200, recordBytes: 150, keys: { kind: 'zipf', keyCount: 3, exponentHundredths: 100 } }),
    read({ ...job, name: 'held-back' }),
    read({ ...job, name: 'with-idleness', idlenessMs: 5_000 }),
    at(95, { type: 'CrashApplication', application: 'with-idleness' }),
    at(97, { type: 'RestartApplication', application: 'with-idleness' }),
  ],
}
