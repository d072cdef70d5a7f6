/** Firehose collects until its buffer is five minutes old or five megabytes large; beside it one of a megabyte, one of a minute, and one that does not wait. */
import { FIREHOSE_DEFAULTS } from '../../engine/consumers/firehose/settings'
import type { Scenario } from '../../engine/scenario'
import { read, stage, steady } from './stage'

export const deliverToS3: Scenario = {
  ...stage,
  id: 'deliver-to-s3',
  openAtMs: 60_000,
  untilMs: 660_000,
  stream: { streamName: 'clicks', shardCount: 2, retentionPeriodHours: 24 },
  commands: [
    steady(100, 120),
    read({ ...FIREHOSE_DEFAULTS, name: 'five-minutes' }),
    read({ ...FIREHOSE_DEFAULTS, name: 'one-megabyte', bufferSizeInMBs: 1 }),
    read({ ...FIREHOSE_DEFAULTS, name: 'one-minute', bufferIntervalInSeconds: 60, compression: 'GZIP', appendDelimiter: true }),
    read({ ...FIREHOSE_DEFAULTS, name: 'no-wait', bufferIntervalInSeconds: 0 }),
  ],
}
