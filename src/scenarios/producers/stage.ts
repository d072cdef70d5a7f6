/** What stories of producers have in common: a stream to which nobody puts until the story brings somebody, and a reader that keeps up. */
import type { LoggedCommand, SyntheticWorkload, Workload } from '../../engine/commands'
import type { ProducerSettings } from '../../engine/producers/settings'
import type { KclSettings } from '../../engine/consumers/kcl/settings'
import type { Scenario } from '../../engine/scenario'
import { analytics, morningRush } from '../morningRush'

export const SECOND_US = 1_000_000

export const reader: KclSettings = { ...analytics, name: 'reader', workerCount: 1, workUs: 100 }

/** Numbered keys enough for no shard to be hot by chance. */
export const manyKeys: SyntheticWorkload['keys'] = { kind: 'uniform', keyCount: 10_000 }

export const stage: Scenario = {
  ...morningRush,
  seed: 2,
  openAtMs: 50_000,
  untilMs: 120_000,
  stream: { streamName: 'orders', shardCount: 1, retentionPeriodHours: 24 },
  producers: { count: 0, workload: { kind: 'synthetic', ratePerSecond: 0, recordBytes: 200, keys: manyKeys } },
  applications: [reader],
}

/** There from the beginning. */
export function bring(settings: ProducerSettings, workload: Workload | null): LoggedCommand {
  return { atUs: 0, command: { type: 'AddProducer', producer: { settings, workload, trafficPercent: 100 } } }
}
