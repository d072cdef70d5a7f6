/** An application lags, and somebody adds shards. The story stops before it and asks what will happen; then it plays. */
import type { Scenario } from '../../engine/scenario'
import { kcl, reshardTo, stage, steady } from './stage'

export const RESHARD_SECOND = 60

export const doesReshardingHelp: Scenario = {
  ...stage,
  id: 'does-resharding-help',
  openAtMs: 58_000,
  untilMs: 240_000,
  stream: { streamName: 'orders', shardCount: 2, retentionPeriodHours: 24 },
  applications: [kcl('orders', { workUs: 2_500 })],
  commands: [steady(1_200, 300, 1_000), reshardTo(RESHARD_SECOND, 'orders', 4)],
}
