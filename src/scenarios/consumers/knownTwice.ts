/** Duplicates of both kinds: producers put records again, and workers read them again. An application that knows ids processes each once; its set has a size, and a window. */
import type { Scenario } from '../../engine/scenario'
import { at, from, kcl, stage, steady } from './stage'

export const knownTwice: Scenario = {
  ...stage,
  id: 'known-twice',
  openAtMs: 90_000,
  untilMs: 240_000,
  stream: { streamName: 'payments', shardCount: 2, retentionPeriodHours: 24 },
  applications: [
    kcl('counts-all', { checkpointIntervalMs: 30_000 }),
    kcl('knows-ids', { checkpointIntervalMs: 30_000, deduplication: { idsMax: 1_000_000, windowMs: 600_000, workUs: 20 } }),
    kcl('forgets-soon', { checkpointIntervalMs: 30_000, deduplication: { idsMax: 500, windowMs: 600_000, workUs: 20 } }),
  ],
  commands: [
    at(0, { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 2, delayMsMax: 0 } }),
    from(50, steady(300, 200)),
    ...['counts-all', 'knows-ids', 'forgets-soon'].map((application) => at(120, { type: 'CrashWorker', application, workerId: 'w-1' })),
  ],
}
