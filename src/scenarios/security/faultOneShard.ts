/** Ours, beyond AWS FIS: the same fault on one shard of two. What its keys bring is refused, entry by entry of batches that go through otherwise, and its readers wait; the other shard goes on. */
import type { Scenario } from '../../engine/scenario'
import { billing, experiment, stage } from './stage'

export const faultOneShard: Scenario = {
  ...stage,
  id: 'fault-one-shard',
  openAtMs: 40_000,
  commands: [billing, experiment(30, 'aws:kinesis:stream-provisioned-throughput-exception', { percentage: '100' }, { shardIds: ['shardId-000000000000'] })],
}
