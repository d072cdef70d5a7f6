/**
 * The KPL beside plain puts of the same small records: it waits a tenth of a second, and puts many in one. Then each asks for
 * more than 1,000 records a second of the one shard: only the KPL gets them, until it meets the limit of 1 MB a second.
 */
import type { LoggedCommand, SyntheticWorkload } from '../../engine/commands'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, manyKeys, SECOND_US, stage } from './stage'

const clicks: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 200, recordBytes: 100, keys: manyKeys }

export const kplAndPlainPuts: Scenario = {
  ...stage,
  id: 'kpl-and-plain-puts',
  untilMs: 180_000,
  stream: { streamName: 'clicks', shardCount: 1, retentionPeriodHours: 24 },
  commands: [
    bring(KPL_DEFAULTS, clicks),
    bring(SDK_DEFAULTS, clicks),
    traffic(70, 0, 4_000),
    traffic(100, 1, 1_300),
    traffic(120, 1, 200),
    traffic(140, 0, 11_000),
  ],
}

function traffic(atSecond: number, producerIndex: number, ratePerSecond: number): LoggedCommand {
  return { atUs: atSecond * SECOND_US, command: { type: 'SetProducerTraffic', producerIndex, workload: { ...clicks, ratePerSecond }, trafficPercent: 100 } }
}
