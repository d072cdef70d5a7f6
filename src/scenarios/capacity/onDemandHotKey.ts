/** An on-demand stream splits a shard that is too full, and splits it again: what one key brings stays in one shard, and is refused beyond its 1 MB a second. */
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { flow, onDemand } from './stage'

export const onDemandHotKey: Scenario = {
  ...onDemand,
  id: 'on-demand-hot-key',
  openAtMs: 90_000,
  untilMs: 1_500_000,
  producers: { count: 0, workload: flow(2) },
  commands: [
    at(0, { type: 'AddProducer', producer: { settings: { ...SDK_DEFAULTS, failedEntries: 'giveUp' }, workload: flow(2, { keys: { kind: 'hot', keyCount: 10_000, hotPercent: 75 } }), trafficPercent: 100 } }),
  ],
}
