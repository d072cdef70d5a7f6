/** Keys are even, and both shards are asked for a quarter more than they may take: only more shards help. */
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, manyKeys, stage } from './stage'

export const tooMuchTraffic: Scenario = {
  ...stage,
  id: 'too-much-traffic',
  untilMs: 180_000,
  stream: { streamName: 'orders', shardCount: 2, retentionPeriodHours: 24 },
  commands: [bring(SDK_DEFAULTS, { kind: 'synthetic', ratePerSecond: 260, recordBytes: 10_000, keys: manyKeys })],
}
