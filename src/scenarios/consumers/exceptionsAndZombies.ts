/** Two faults of an application: an exception in processRecords, after which the KCL goes on with the next batch, and a worker that sleeps longer than its lease lasts. */
import type { Scenario } from '../../engine/scenario'
import { at, from, kcl, stage, steady } from './stage'

export const exceptionsAndZombies: Scenario = {
  ...stage,
  id: 'exceptions-and-zombies',
  openAtMs: 80_000,
  untilMs: 240_000,
  stream: { streamName: 'payments', shardCount: 2, retentionPeriodHours: 24 },
  applications: [kcl('throws', { faults: { exceptionsPerThousand: 50, forgetsShardEnd: false } }), kcl('sleeps', { workUs: 4_000, checkpointIntervalMs: 5_000 }), kcl('sound')],
  commands: [from(50, steady(400, 200)), at(90, { type: 'PauseWorker', application: 'sleeps', workerId: 'w-1', forMs: 60_000 })],
}
