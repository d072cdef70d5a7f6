/**
 * A reader takes twenty seconds for a record and gets one each second: after 25 hours the oldest of its backlog is 24 hours old, and
 * from then on nearly all records expire before it comes to them. A longer retention ends the loss and brings nothing back; only
 * faster work ends the backlog.
 */
import { KCL_DEFAULTS } from '../../engine/consumers/kcl/settings'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { StreamName, evenly, stage } from './stage'

const HOUR_S = 3_600

export const retentionAndASlowReader: Scenario = {
  ...stage,
  id: 'retention-and-a-slow-reader',
  openAtMs: 120_000,
  untilMs: 27 * HOUR_S * 1_000,
  producers: { count: 1, workload: { kind: 'synthetic', ratePerSecond: 1, recordBytes: 1_000, keys: evenly } },
  applications: [{ ...KCL_DEFAULTS, name: 'slow', workerCount: 1, workUs: 20_000_000, maxRecords: 10, initialPosition: 'TRIM_HORIZON', idleTimeBetweenReadsMs: 250, failoverTimeMs: 60_000, checkpointIntervalMs: 60_000 }],
  commands: [
    at(26 * HOUR_S, { type: 'Call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours: 168 } }),
    at(26.25 * HOUR_S, { type: 'SetWorkPerRecord', application: 'slow', workUs: 10_000 }),
  ],
}
