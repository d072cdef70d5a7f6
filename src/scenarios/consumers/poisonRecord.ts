/** One record makes a function fail. Without limits its shard waits until the record expires; with bisect, or with a function that says where it failed, only that record is put aside. */
import { LAMBDA_DEFAULTS, type LambdaSettings } from '../../engine/consumers/lambda/settings'
import type { Scenario } from '../../engine/scenario'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import { bring } from '../producers/stage'
import { read, stage, steady } from './stage'

/** The second producer counts its keys: it comes to this one after a minute, and never again. The first one has none so high. */
const POISON_KEY = 'user-1200'

function lambda(name: string, settings: Partial<LambdaSettings> = {}): LambdaSettings {
  return { ...LAMBDA_DEFAULTS, name, function: { ...LAMBDA_DEFAULTS.function, poisonKey: POISON_KEY }, ...settings }
}

export const poisonRecord: Scenario = {
  ...stage,
  id: 'poison-record',
  openAtMs: 55_000,
  untilMs: 240_000,
  stream: { streamName: 'orders', shardCount: 2, retentionPeriodHours: 24 },
  commands: [
    steady(180, 200, 1_000),
    bring(SDK_DEFAULTS, { kind: 'synthetic', ratePerSecond: 20, recordBytes: 200, keys: { kind: 'sequential', keyCount: 1_000_000 } }),
    read(lambda('waits')),
    read(lambda('puts-aside', { bisectBatchOnFunctionError: true, maximumRetryAttempts: 3, onFailure: 's3' })),
    read(lambda('reports', { reportBatchItemFailures: true, bisectBatchOnFunctionError: true, maximumRetryAttempts: 3, onFailure: 'sqs' })),
  ],
}
