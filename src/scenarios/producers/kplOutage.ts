/**
 * Two applications on the KPL lose the service for 45 seconds. One goes on calling: its outstanding records pile up until they
 * are older than RecordTtl. The other stops calling while too many are outstanding, as AWS advises.
 */
import type { LoggedCommand, SyntheticWorkload } from '../../engine/commands'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, manyKeys, SECOND_US, stage } from './stage'

const payments: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 100, recordBytes: 300, keys: manyKeys }

export const kplOutage: Scenario = {
  ...stage,
  id: 'kpl-outage',
  openAtMs: 48_000,
  untilMs: 150_000,
  stream: { streamName: 'payments', shardCount: 2, retentionPeriodHours: 24 },
  commands: [
    bring({ ...KPL_DEFAULTS, requestTimeoutMs: 1_000 }, payments),
    bring({ ...KPL_DEFAULTS, requestTimeoutMs: 1_000, recordTtlMs: 1_800_000, outstandingRecordsMax: 500 }, payments),
    cutOff(50, 0, true),
    cutOff(50, 1, true),
    cutOff(95, 0, false),
    cutOff(95, 1, false),
  ],
}

function cutOff(atSecond: number, producerIndex: number, isPartitioned: boolean): LoggedCommand {
  return { atUs: atSecond * SECOND_US, command: { type: 'SetPartition', producerIndex, isPartitioned } }
}
