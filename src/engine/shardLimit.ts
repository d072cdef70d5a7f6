/** The account's limit of open shards, counted over all streams, those being created included. */
import { refused, type Refused } from '../kinesis/exceptions'
import { ACCOUNT_ID, REGION } from '../kinesis/limits'
import type { World } from './state'

/** Text recorded on AWS (kinesalite tests createStream, splitShard). @returns null when it fits. */
export function shardLimitRefusal(world: World, asked: { additional: number; limit: number }): Refused | null {
  const beingCreated = world.agenda.heap.reduce((sum, { task }) => sum + (task.type === 'FinishCreateStream' ? task.shardCount : 0), 0)
  const openShardCount = world.streams.reduce((sum, stream) => sum + stream.openShards.length, beingCreated)
  if (openShardCount + asked.additional <= asked.limit) return null
  return refused(
    'LimitExceededException',
    `This request would exceed the shard limit for the account ${ACCOUNT_ID} in ${REGION}. ` +
      `Current shard count for the account: ${openShardCount}. Limit: ${asked.limit}. ` +
      `Number of additional shards that would have resulted from this request: ${asked.additional}. ` +
      'Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) ' +
      'for current limits and how to request higher limits.',
  )
}
