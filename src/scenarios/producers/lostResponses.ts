/**
 * Two of a hundred answers are lost, and one application is cut off for a while: what was stored is put again, and is in the
 * stream twice. One reader knows records by their own id and leaves out the copies; the other counts them again.
 */
import type { LoggedCommand, SyntheticWorkload } from '../../engine/commands'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, manyKeys, reader, SECOND_US, stage } from './stage'

const payments: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 100, recordBytes: 300, keys: manyKeys }

export const lostResponses: Scenario = {
  ...stage,
  id: 'lost-responses',
  stream: { streamName: 'payments', shardCount: 2, retentionPeriodHours: 24 },
  applications: [
    { ...reader, name: 'knows-ids', deduplication: { idsMax: 100_000, windowMs: 300_000, workUs: 20 } },
    { ...reader, name: 'counts-twice' },
  ],
  commands: [
    bring(SDK_DEFAULTS, payments),
    bring(SDK_DEFAULTS, payments),
    { atUs: 0, command: { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 2, delayMsMax: 0 } } },
    cutOff(70, true),
    cutOff(76, false),
  ],
}

function cutOff(atSecond: number, isPartitioned: boolean): LoggedCommand {
  return { atUs: atSecond * SECOND_US, command: { type: 'SetPartition', producerIndex: 1, isPartitioned } }
}
