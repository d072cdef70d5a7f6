/**
 * Applications come one after the other and poll one shard as often as one alone may: from the second on they share its 5 calls
 * a second and are refused; the last of them begins at the trim horizon, and its 10 MB keep everybody out for five seconds.
 * Enhanced fan-out reads the same records from the beginning and touches nobody. Reading takes nothing out of the stream.
 */
import type { Scenario } from '../../engine/scenario'
import type { SdkReaderSettings } from '../../engine/consumers/sdk/settings'
import { polling, read, stage, steady } from './stage'

/** With the round trip five calls a second. */
const POLL_INTERVAL_MS = 180

function eager(name: string, initialPosition: SdkReaderSettings['initialPosition']): SdkReaderSettings {
  return polling(name, { pollIntervalMs: POLL_INTERVAL_MS, initialPosition, workUs: 20 })
}

export const manyReaders: Scenario = {
  ...stage,
  id: 'many-readers',
  openAtMs: 15_000,
  untilMs: 150_000,
  stream: { streamName: 'clicks', shardCount: 1, retentionPeriodHours: 24 },
  commands: [
    steady(150, 1_500),
    read(eager('billing', 'LATEST'), 0),
    read(eager('search', 'LATEST'), 25),
    read(eager('fraud', 'LATEST'), 50),
    read(eager('archive', 'TRIM_HORIZON'), 75),
    read(polling('alerts', { retrieval: 'fanOut', workUs: 20 }), 100),
  ],
}
