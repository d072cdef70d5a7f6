/** Why CreateStream is refused: settings that do not go together, a name that is taken, and the account's limits. */
import type { Input } from '../../../kinesis/api/types'
import { refused, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, ACCOUNT_SHARD_LIMIT, ON_DEMAND_STREAMS_MAX, STREAMS_CREATING_MAX } from '../../../kinesis/limits'
import { findStream } from '../../naming'
import { shardLimitRefusal } from '../../shardLimit'
import type { Stream, World } from '../../state'
import { refuseTags } from '../tags/tags'
import { refuseWarmThroughput } from '../streamSettings/warmThroughput'

/** What the request comes to. */
interface Meant {
  streamMode: Stream['streamMode']
  shardCount: number
}

export function refuseCreateStream(world: World, request: Input<'CreateStream'>, meant: Meant): Refused | null {
  const { StreamName: streamName, Tags = {} } = request
  const refusal = refuseSettings(world, request, meant) ?? refuseTags(`stream ${streamName} under account ${ACCOUNT_ID}`, new Map(), Tags)
  if (refusal !== null) return refusal
  if (findStream(world, streamName) !== null) {
    return refused('ResourceInUseException', `Stream ${streamName} under account ${ACCOUNT_ID} already exists.`)
  }
  return refuseInTransition(world) ?? refuseCapacity(world, meant)
}

/** The rules are the API's, the texts ours (UNVERIFIED); that of the shard count is CloudFormation's. */
function refuseSettings(world: World, request: Input<'CreateStream'>, { streamMode }: Meant): Refused | null {
  const { ShardCount, WarmThroughputMiBps, RecordDistributionStrategy } = request
  if (streamMode === 'ON_DEMAND') {
    if (ShardCount !== undefined) return refused('ValidationException', 'ShardCount is not expected when StreamMode=ON_DEMAND')
    return WarmThroughputMiBps === undefined ? null : refuseWarmThroughput(world, WarmThroughputMiBps)
  }
  if (WarmThroughputMiBps !== undefined) return refused('InvalidArgumentException', 'WarmThroughputMiBps can be set for streams in On-Demand mode only.')
  if (RecordDistributionStrategy !== 'AUTO') return null
  return refused('InvalidArgumentException', 'The record distribution strategy AUTO can be set for streams in On-Demand mode only.')
}

/** The sentence is AWS's, both blanks of it (terraform-provider-aws#1339). */
function refuseInTransition({ streams }: World): Refused | null {
  const count = streams.filter(({ streamStatus, deletedAtUs }) => deletedAtUs === null && (streamStatus === 'CREATING' || streamStatus === 'DELETING')).length
  if (count < STREAMS_CREATING_MAX) return null
  return refused(
    'LimitExceededException',
    'This request would have exceed the limit on the number  of streams that can simultaneously be in CREATING or DELETING ' +
      `for the account ${ACCOUNT_ID}. Limit: ${STREAMS_CREATING_MAX}.`,
  )
}

/** QUOTA: on-demand streams are counted, and their shards have no limit; of provisioned ones it is the other way round. */
function refuseCapacity(world: World, { streamMode, shardCount }: Meant): Refused | null {
  if (streamMode === 'PROVISIONED') return shardLimitRefusal(world, { additional: shardCount, limit: ACCOUNT_SHARD_LIMIT })
  const count = world.streams.filter((stream) => stream.deletedAtUs === null && stream.streamMode === 'ON_DEMAND').length
  if (count < ON_DEMAND_STREAMS_MAX) return null
  // The text is ours (UNVERIFIED).
  return refused('LimitExceededException', `Account ${ACCOUNT_ID} has ${count} streams in On-Demand mode. Limit: ${ON_DEMAND_STREAMS_MAX}.`)
}
