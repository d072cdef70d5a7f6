/** A Flink job counts edits by user and writes each window's results to the stream. It dies, starts again from its last checkpoint, and writes some of them twice. */
import { FLINK_DEFAULTS } from '../../engine/producers/flink/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, SECOND_US, stage } from './stage'

export const flinkWritesWindows: Scenario = {
  ...stage,
  id: 'flink-writes-windows',
  untilMs: 180_000,
  stream: { streamName: 'edit-counts', shardCount: 2, retentionPeriodHours: 24 },
  commands: [
    bring(FLINK_DEFAULTS, { kind: 'replay', sourceId: 'wikipedia-edits', keyColumn: 'user', speed: 400, startAtMs: 21_600_000, loop: true }),
    { atUs: 100 * SECOND_US, command: { type: 'CrashProducer', producerIndex: 0 } },
    { atUs: 110 * SECOND_US, command: { type: 'RestartProducer', producerIndex: 0 } },
  ],
}
