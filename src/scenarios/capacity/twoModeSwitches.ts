/** A stream changes its mode twice in 24 hours and no third time. Its shards stay as they are; on demand they cannot be split by hand. */
import type { Command } from '../../engine/commands'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { StreamARN, StreamName, stage } from './stage'

function switchTo(StreamMode: 'ON_DEMAND' | 'PROVISIONED'): Command {
  return { type: 'Call', operation: 'UpdateStreamMode', input: { StreamARN, StreamModeDetails: { StreamMode } } }
}

export const twoModeSwitches: Scenario = {
  ...stage,
  id: 'two-mode-switches',
  openAtMs: 15_000,
  untilMs: 120_000,
  stream: { streamName: StreamName, shardCount: 3, retentionPeriodHours: 24 },
  commands: [
    at(20, switchTo('ON_DEMAND')),
    at(40, { type: 'Call', operation: 'SplitShard', input: { StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: String(2n ** 126n) } }),
    at(60, switchTo('PROVISIONED')),
    at(80, switchTo('ON_DEMAND')),
  ],
}
