/** CreateStream: any number of shards, with the service's exact initial ranges. */
import { accepted, constraintRefusal, refused, type Answer } from '../../kinesis/exceptions'
import { initialRanges } from '../../kinesis/hashKey'
import { ACCOUNT_ID, ACCOUNT_SHARD_LIMIT, CREATE_STREAM_US, RETENTION_HOURS_DEFAULT, SHARD_COUNT_DEFAULT, STREAMS_CREATING_MAX } from '../../kinesis/limits'
import { schedule } from '../agenda'
import { findStream } from '../naming'
import { shardLimitRefusal } from '../shardLimit'
import { tell, type Sink } from '../sink'
import type { Stream, World } from '../state'
import { openShard, tellShardOpened } from './openShard'

export interface CreateStreamRequest {
  StreamName: string
  ShardCount?: number
}

export function createStream(world: World, request: CreateStreamRequest, sink: Sink): Answer<null> {
  const refusal = refuseCreateStream(world, request)
  if (refusal !== null) return refusal
  const stream: Stream = {
    streamIndex: world.streams.length,
    streamName: request.StreamName,
    streamStatus: 'CREATING',
    createdAtUs: world.nowUs,
    retentionPeriodHours: RETENTION_HOURS_DEFAULT,
    shards: [],
    openShards: [],
    reshardCount: 0,
    firstLiveShard: 0,
    plannedSteps: [],
    updateShardCountCallsUs: [],
  }
  world.streams.push(stream)
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'CREATING' })
  schedule(world.agenda, world.nowUs + CREATE_STREAM_US, {
    type: 'FinishCreateStream',
    streamIndex: stream.streamIndex,
    shardCount: request.ShardCount ?? SHARD_COUNT_DEFAULT,
  })
  return accepted(null)
}

function refuseCreateStream(world: World, request: CreateStreamRequest): Answer<null> | null {
  const { StreamName: streamName, ShardCount: shardCount = SHARD_COUNT_DEFAULT } = request
  if (!/^[a-zA-Z0-9_.-]{1,128}$/.test(streamName)) {
    return constraintRefusal({
      parameter: 'streamName',
      value: streamName,
      constraint: 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
    })
  }
  if (!Number.isInteger(shardCount) || shardCount < 1) {
    return constraintRefusal({ parameter: 'shardCount', value: String(shardCount), constraint: 'Member must have value greater than or equal to 1' })
  }
  if (findStream(world, streamName) !== null) {
    return refused('ResourceInUseException', `Stream ${streamName} under account ${ACCOUNT_ID} already exists.`)
  }
  if (world.streams.filter(({ streamStatus }) => streamStatus === 'CREATING').length >= STREAMS_CREATING_MAX) {
    // The text is ours (UNVERIFIED); the limit is the service's.
    return refused('LimitExceededException', `Account ${ACCOUNT_ID} has ${STREAMS_CREATING_MAX} streams in state CREATING, the limit.`)
  }
  return shardLimitRefusal(world, { additional: shardCount, limit: ACCOUNT_SHARD_LIMIT })
}

export function finishCreateStream(world: World, stream: Stream, shardCount: number, sink: Sink): void {
  const ranges = initialRanges(shardCount)
  for (const range of ranges) {
    const shard = openShard(world, stream, range, { parentShardIndex: null, adjacentParentShardIndex: null })
    stream.openShards.push(shard.shardIndex)
    tellShardOpened(world, shard, sink)
  }
  stream.reshardCount++
  stream.streamStatus = 'ACTIVE'
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'ACTIVE' })
}
