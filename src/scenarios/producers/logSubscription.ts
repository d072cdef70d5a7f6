/**
 * Two subscription filters of one log group: what their patterns let through of each log stream goes packed and compressed into
 * one record. By log stream a busy one is a hot key; at random it is not.
 */
import type { ReplayWorkload } from '../../engine/commands'
import { CLOUD_WATCH_LOGS_DEFAULTS } from '../../engine/producers/cloudWatchLogs/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, stage } from './stage'

/** Each wiki has a log stream of its own. */
const edits: ReplayWorkload = { kind: 'replay', sourceId: 'wikipedia-edits', keyColumn: 'channel', speed: 600, startAtMs: 21_600_000, loop: true }

export const logSubscription: Scenario = {
  ...stage,
  id: 'log-subscription',
  stream: { streamName: 'edits', shardCount: 2, retentionPeriodHours: 24 },
  commands: [
    bring({ ...CLOUD_WATCH_LOGS_DEFAULTS, logGroup: '/wiki/edits', filterName: 'all-edits' }, edits),
    bring({ ...CLOUD_WATCH_LOGS_DEFAULTS, logGroup: '/wiki/edits', filterName: 'edits-of-bots', filterPattern: '"bot-"', distribution: 'Random' }, edits),
  ],
}
