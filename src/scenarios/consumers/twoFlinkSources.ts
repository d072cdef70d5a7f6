/** Two Flink jobs lag behind one shard when it is split: the source of today finishes the parent first, the one before it begins the children beside it. Both write what they count to another stream. */
import { FLINK_READER_DEFAULTS } from '../../engine/consumers/flink/settings'
import type { Scenario } from '../../engine/scenario'
import { at, read, reshardTo, stage, steady } from './stage'

const job = {
  ...FLINK_READER_DEFAULTS,
  retrieval: 'fanOut' as const,
  initialPosition: 'TRIM_HORIZON' as const,
  parallelism: 2,
  workUs: 3_200,
  outOfOrdernessMs: 2_000,
  idlenessMs: 30_000,
  checkpointIntervalMs: 20_000,
  outputStreamName: 'counts',
}

export const twoFlinkSources: Scenario = {
  ...stage,
  id: 'two-flink-sources',
  openAtMs: 55_000,
  untilMs: 180_000,
  stream: { streamName: 'clicks', shardCount: 1, retentionPeriodHours: 24 },
  commands: [
    at(0, { type: 'Call', operation: 'CreateStream', input: { StreamName: 'counts', ShardCount: 1 } }),
    steady(400, 200, 50),
    read({ ...job, name: 'streams-source' }),
    read({ ...job, name: 'kinesis-consumer', source: 'FlinkKinesisConsumer' }),
    reshardTo(60, 'clicks', 2),
  ],
}
