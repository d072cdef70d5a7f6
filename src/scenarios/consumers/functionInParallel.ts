/** A function that takes 8 ms a record cannot keep up with one shard; ten batches at a time can, and each key keeps its order. */
import { LAMBDA_DEFAULTS } from '../../engine/consumers/lambda/settings'
import type { Scenario } from '../../engine/scenario'
import { read, stage, steady } from './stage'

export const functionInParallel: Scenario = {
  ...stage,
  id: 'function-in-parallel',
  untilMs: 180_000,
  stream: { streamName: 'orders', shardCount: 1, retentionPeriodHours: 24 },
  commands: [
    steady(400, 200),
    read({ ...LAMBDA_DEFAULTS, name: 'one-at-a-time', workUs: 8_000 }),
    read({ ...LAMBDA_DEFAULTS, name: 'ten-at-a-time', workUs: 8_000, parallelizationFactor: 10 }),
  ],
}
