/** Two splits by hand at the lower end leave one of three shards with seven eighths of the keys: when traffic grows, it is throttled while the others idle. UpdateShardCount to the same three makes them alike. */
import type { SyntheticWorkload } from '../../engine/commands'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { at, reshardTo } from '../consumers/stage'
import { StreamName, evenly, stage } from './stage'

/** An eighth and a sixteenth of the hash-key space. */
const EIGHTH = String(2n ** 125n)
const SIXTEENTH = String(2n ** 124n)

function records(ratePerSecond: number): SyntheticWorkload {
  return { kind: 'synthetic', ratePerSecond, recordBytes: 200, keys: evenly }
}

export const unevenRanges: Scenario = {
  ...stage,
  id: 'uneven-ranges',
  openAtMs: 60_000,
  untilMs: 180_000,
  producers: { count: 0, workload: records(800) },
  commands: [
    at(0, { type: 'AddProducer', producer: { settings: { ...SDK_DEFAULTS, failedEntries: 'giveUp' }, workload: records(800), trafficPercent: 100 } }),
    at(15, { type: 'Call', operation: 'SplitShard', input: { StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: EIGHTH } }),
    at(30, { type: 'Call', operation: 'SplitShard', input: { StreamName, ShardToSplit: 'shardId-000000000001', NewStartingHashKey: SIXTEENTH } }),
    at(45, { type: 'SetProducerTraffic', producerIndex: 0, workload: records(1_500), trafficPercent: 100 }),
    reshardTo(90, StreamName, 3),
  ],
}
