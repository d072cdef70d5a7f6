/**
 * Three days of a reader that is too slow: its records expire until retention is seven days, which costs more for each shard and hour than the shard itself. Faster work ends the backlog,
 * and a retention of 24 hours ends the line; what it has cost stays on the bill.
 */
import { KCL_DEFAULTS } from '../../engine/consumers/kcl/settings'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { StreamName, evenly, stage } from './stage'

const HOUR_S = 3_600

export const retentionBill: Scenario = {
  ...stage,
  id: 'retention-bill',
  openAtMs: 120_000,
  untilMs: 68 * HOUR_S * 1_000,
  stream: { streamName: StreamName, shardCount: 2, retentionPeriodHours: 24 },
  producers: { count: 1, workload: { kind: 'synthetic', ratePerSecond: 1, recordBytes: 1_000, keys: evenly } },
  applications: [{ ...KCL_DEFAULTS, name: 'slow', workerCount: 1, workUs: 20_000_000, maxRecords: 10, initialPosition: 'TRIM_HORIZON', idleTimeBetweenReadsMs: 1_000, failoverTimeMs: 60_000, checkpointIntervalMs: 60_000 }],
  commands: [
    at(36 * HOUR_S, { type: 'Call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours: 168 } }),
    at(60 * HOUR_S, { type: 'SetWorkPerRecord', application: 'slow', workUs: 10_000 }),
    at(64 * HOUR_S, { type: 'Call', operation: 'DecreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours: 24 } }),
  ],
}
