/** One customer asks for more than a shard may take. A split does not help, for a key cannot be cut in two; a finer key does. */
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, stage } from './stage'

export const hotKey: Scenario = {
  ...stage,
  id: 'hot-key',
  untilMs: 180_000,
  stream: { streamName: 'orders', shardCount: 2, retentionPeriodHours: 24 },
  commands: [
    bring(SDK_DEFAULTS, { kind: 'synthetic', ratePerSecond: 150, recordBytes: 10_000, keys: { kind: 'hot', keyCount: 1_000, hotPercent: 80 } }),
  ],
}
