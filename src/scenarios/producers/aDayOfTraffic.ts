/** A day in two minutes: the night is quiet, the evening asks for more than the stream takes unless shards were added in time, and another application bursts in between. */
import type { LoggedCommand } from '../../engine/commands'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, manyKeys, SECOND_US, stage } from './stage'

const DAY_MS = 120_000

export const aDayOfTraffic: Scenario = {
  ...stage,
  id: 'a-day-of-traffic',
  untilMs: 240_000,
  stream: { streamName: 'clicks', shardCount: 2, retentionPeriodHours: 24 },
  producers: {
    count: 3,
    workload: { kind: 'synthetic', ratePerSecond: 160, rate: { kind: 'day', dayMs: DAY_MS }, recordBytes: 8_000, sizes: { kind: 'logNormal', sigmaHundredths: 50 }, keys: manyKeys },
  },
  commands: [
    bring(SDK_DEFAULTS, { kind: 'synthetic', ratePerSecond: 5, rate: { kind: 'burst', everyMs: 30_000, forMs: 3_000, burstPercent: 1_000 }, recordBytes: 4_000, keys: manyKeys }),
    reshard(150, 4),
    reshard(225, 2),
  ],
}

function reshard(atSecond: number, TargetShardCount: number): LoggedCommand {
  return { atUs: atSecond * SECOND_US, command: { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 'clicks', TargetShardCount, ScalingType: 'UNIFORM_SCALING' } } }
}
