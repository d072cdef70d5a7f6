/**
 * All records have been read, the parents of a reshard have been drained, and somebody asks for a retention of twelve hours: nothing
 * removes a record before it is 24 hours old. A longer retention can be taken back, and what it had kept is gone at once.
 */
import { SDK_READER_DEFAULTS } from '../../engine/consumers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { at, read, reshardTo } from '../consumers/stage'
import { StreamName, evenly, stage } from './stage'

const HOUR_S = 3_600

export const nothingIsDeleted: Scenario = {
  ...stage,
  id: 'nothing-is-deleted',
  openAtMs: 30_000,
  untilMs: 26 * HOUR_S * 1_000,
  stream: { streamName: StreamName, shardCount: 2, retentionPeriodHours: 24 },
  producers: { count: 1, workload: { kind: 'synthetic', ratePerSecond: 1, recordBytes: 1_000, keys: evenly } },
  commands: [
    read({ ...SDK_READER_DEFAULTS, name: 'reader', initialPosition: 'TRIM_HORIZON', pollIntervalMs: 10_000, checkpointIntervalMs: 60_000 }),
    reshardTo(60, StreamName, 4),
    at(90, { type: 'Call', operation: 'DecreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours: 12 } }),
    at(24.5 * HOUR_S, { type: 'Call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours: 48 } }),
    at(25.5 * HOUR_S, { type: 'Call', operation: 'DecreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours: 24 } }),
  ],
}
