/**
 * The same files by two services: the Kinesis Connector Library, which somebody runs on EC2 with KCL 1.x (deprecated), and
 * Firehose. A worker crashes when the first object of its shard is in S3 and no checkpoint is saved yet: the next worker reads
 * the same batches, and its object has the same name. Firehose to which S3's answer is lost writes them under another name.
 */
import { FIREHOSE_DEFAULTS } from '../../engine/consumers/firehose/settings'
import type { Scenario } from '../../engine/scenario'
import { at, kcl, read, stage, steady } from './stage'

/** Between the put of an object and its checkpoint, which are some hundredths of a second apart. */
const CRASH_SECOND = 31.42

export const connectorAndFirehose: Scenario = {
  ...stage,
  id: 'connector-and-firehose',
  openAtMs: 25_000,
  untilMs: 300_000,
  stream: { streamName: 'clicks', shardCount: 2, retentionPeriodHours: 24 },
  applications: [
    kcl('connector', {
      idleTimeBetweenReadsMs: 1_000,
      // While it is behind, every tenth batch ends an object.
      maxRecords: 100,
      connector: { keptPercent: 100, bufferRecordsMax: 1_000, bufferBytesMax: 1_048_576, bufferMsMax: 0, emitFailsPercent: 0 },
    }),
  ],
  commands: [
    steady(180, 150),
    read({ ...FIREHOSE_DEFAULTS, name: 'firehose', bufferIntervalInSeconds: 60, s3LosesAnswersPercent: 40 }),
    at(CRASH_SECOND, { type: 'CrashWorker', application: 'connector', workerId: 'w-1' }),
  ],
}
