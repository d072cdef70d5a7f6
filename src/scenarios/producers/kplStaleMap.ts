/**
 * A shard splits under the KPL, whose shard map still has the parent: aggregates go whole to one of its children, and members
 * of the other are put again. A KCL drops such aggregates; an application that does not de-aggregate sees bytes, as always.
 */
import type { LoggedCommand } from '../../engine/commands'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, manyKeys, reader, SECOND_US, stage } from './stage'

export const kplStaleMap: Scenario = {
  ...stage,
  id: 'kpl-stale-map',
  seed: 18,
  openAtMs: 52_000,
  untilMs: 150_000,
  stream: { streamName: 'clicks', shardCount: 1, retentionPeriodHours: 24 },
  applications: [
    { ...reader, name: 'kcl' },
    { ...reader, name: 'plain-reader', deaggregation: false },
  ],
  commands: [bring(KPL_DEFAULTS, { kind: 'synthetic', ratePerSecond: 400, recordBytes: 100, keys: manyKeys }), reshard(50, 2), reshard(80, 4), reshard(110, 2)],
}

function reshard(atSecond: number, TargetShardCount: number): LoggedCommand {
  return { atUs: atSecond * SECOND_US, command: { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 'clicks', TargetShardCount, ScalingType: 'UNIFORM_SCALING' } } }
}
