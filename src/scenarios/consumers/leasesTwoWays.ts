/** The same eight shards under KCL 2.x, whose workers take leases for themselves, and under 3.x, where a leader assigns them. Three workers come at 60 s, and two go at 240 s. */
import type { Scenario } from '../../engine/scenario'
import { at, kcl, stage, steady } from './stage'

export const leasesTwoWays: Scenario = {
  ...stage,
  id: 'leases-two-ways',
  openAtMs: 30_000,
  untilMs: 360_000,
  stream: { streamName: 'events', shardCount: 8, retentionPeriodHours: 24 },
  applications: [kcl('takes', { version: '2.x', workerCount: 1 }), kcl('assigns', { version: '3.x', workerCount: 1 })],
  commands: [
    steady(400, 150),
    at(60, { type: 'SetWorkerCount', application: 'takes', workerCount: 4 }),
    at(60, { type: 'SetWorkerCount', application: 'assigns', workerCount: 4 }),
    at(240, { type: 'SetWorkerCount', application: 'takes', workerCount: 2 }),
    at(240, { type: 'SetWorkerCount', application: 'assigns', workerCount: 2 }),
  ],
}
