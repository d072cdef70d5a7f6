/** What keeps a function from a shard beside its own failures: too few invocations at once, a timeout that its batches do not meet, and a mapping that begins at a timestamp. */
import { LAMBDA_DEFAULTS, type LambdaFunction, type LambdaSettings } from '../../engine/consumers/lambda/settings'
import type { Scenario } from '../../engine/scenario'
import { read, stage, steady } from './stage'

function lambda(name: string, settings: Partial<LambdaSettings>, code: Partial<LambdaFunction> = {}): LambdaSettings {
  return { ...LAMBDA_DEFAULTS, retrieval: 'fanOut', name, ...settings, function: { ...LAMBDA_DEFAULTS.function, ...code } }
}

const gathering = { batchSize: 1_000, maximumBatchingWindowInSeconds: 5 }

export const functionLimits: Scenario = {
  ...stage,
  id: 'function-limits',
  openAtMs: 40_000,
  untilMs: 180_000,
  stream: { streamName: 'orders', shardCount: 4, retentionPeriodHours: 24 },
  commands: [
    steady(160, 200),
    read(lambda('unreserved', gathering, { invokeMs: 2_500 })),
    read(lambda('reserved', gathering, { invokeMs: 2_500, reservedConcurrentExecutions: 2 })),
    read(lambda('times-out', { batchSize: 400, maximumBatchingWindowInSeconds: 20, workUs: 10_000, bisectBatchOnFunctionError: true })),
    read(lambda('since-a-minute', { startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp: 60 }), 90),
  ],
}
