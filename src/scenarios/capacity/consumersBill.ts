/** Four ways to read one stream, each with its own lines on the bill: the KCL's lease table, Lambda's requests and time, Firehose's gigabytes by 5 KB, and fan-out by shard and gigabyte. */
import { FIREHOSE_DEFAULTS } from '../../engine/consumers/firehose/settings'
import { LAMBDA_DEFAULTS } from '../../engine/consumers/lambda/settings'
import type { Scenario } from '../../engine/scenario'
import { kcl, polling, read } from '../consumers/stage'
import { StreamName, evenly, stage } from './stage'

export const consumersBill: Scenario = {
  ...stage,
  id: 'consumers-bill',
  openAtMs: 120_000,
  untilMs: 360_000,
  stream: { streamName: StreamName, shardCount: 2, retentionPeriodHours: 24 },
  producers: { count: 1, workload: { kind: 'synthetic', ratePerSecond: 100, recordBytes: 1_000, keys: evenly } },
  commands: [
    read(kcl('billing')),
    read({ ...LAMBDA_DEFAULTS, name: 'thumbnails' }),
    read({ ...FIREHOSE_DEFAULTS, name: 'archive', bufferIntervalInSeconds: 60 }),
    read(polling('dashboard', { retrieval: 'fanOut', initialPosition: 'TRIM_HORIZON' })),
  ],
}
