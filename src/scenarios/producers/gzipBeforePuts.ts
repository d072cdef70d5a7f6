/** Neither the SDK nor the KPL compresses; an application may. Rows of a log put as they are, and beside them the same rows, fifty to a record, after gzip. */
import type { ReplayWorkload } from '../../engine/commands'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, stage } from './stage'

const rows: ReplayWorkload = { kind: 'replay', sourceId: 'nasa-http', keyColumn: 'host', speed: 400, startAtMs: 7_200_000, loop: true }

export const gzipBeforePuts: Scenario = {
  ...stage,
  id: 'gzip-before-puts',
  stream: { streamName: 'web-log', shardCount: 2, retentionPeriodHours: 24 },
  commands: [bring(SDK_DEFAULTS, rows), bring({ ...SDK_DEFAULTS, compression: { algorithm: 'gzip', rowsPerRecord: 50 } }, rows)],
}
