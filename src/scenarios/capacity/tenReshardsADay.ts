/** UpdateShardCount takes ten calls in 24 hours and no eleventh; a split by hand is not among them. */
import type { Scenario } from '../../engine/scenario'
import { at, reshardTo } from '../consumers/stage'
import { StreamName, stage } from './stage'

const EVERY_S = 15
const CALLS = 11

export const tenReshardsADay: Scenario = {
  ...stage,
  id: 'ten-reshards-a-day',
  openAtMs: 20_000,
  untilMs: 210_000,
  commands: [
    ...Array.from({ length: CALLS }, (_, call) => reshardTo((call + 1) * EVERY_S, StreamName, call % 2 === 0 ? 2 : 1)),
    // After ten calls one shard is open, the last of twenty children and merged ones.
    at((CALLS + 1) * EVERY_S, { type: 'Call', operation: 'SplitShard', input: { StreamName, ShardToSplit: 'shardId-000000000015', NewStartingHashKey: String(2n ** 127n) } }),
  ],
}
