/** A worker crashes: its shards stand still until others notice, and what came since its last checkpoint is processed again. Checkpoints every minute and every five seconds, side by side. */
import type { Scenario } from '../../engine/scenario'
import { at, from, kcl, stage, steady } from './stage'

export const crashAndCheckpoint: Scenario = {
  ...stage,
  id: 'crash-and-checkpoint',
  openAtMs: 110_000,
  untilMs: 240_000,
  stream: { streamName: 'orders', shardCount: 4, retentionPeriodHours: 24 },
  applications: [kcl('saves-often', { checkpointIntervalMs: 5_000 }), kcl('saves-seldom', { checkpointIntervalMs: 60_000 })],
  commands: [
    from(50, steady(800, 200)),
    at(120, { type: 'CrashWorker', application: 'saves-often', workerId: 'w-1' }),
    at(120, { type: 'CrashWorker', application: 'saves-seldom', workerId: 'w-1' }),
  ],
}
