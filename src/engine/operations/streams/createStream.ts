/** CreateStream: provisioned with any number of shards, or on-demand with 4; the service's exact initial ranges. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { CREATE_STREAM_US, ON_DEMAND_SHARD_COUNT, SHARD_COUNT_DEFAULT } from '../../../kinesis/limits'
import { schedule } from '../../agenda'
import type { Sink } from '../../sink'
import type { Stream, World } from '../../state'
import { refuseCreateStream } from './createStreamRefusals'
import { addStream } from './newStream'

export function createStream(world: World, request: Input<'CreateStream'>, sink: Sink): Answer<null> {
  const streamMode = streamModeOf(request)
  const shardCount = shardCountOf(request, streamMode)
  const refusal = refuseCreateStream(world, request, { streamMode, shardCount })
  if (refusal !== null) return refusal
  const { streamIndex } = addStream(world, request, streamMode, sink)
  schedule(world.agenda, world.nowUs + CREATE_STREAM_US, { type: 'FinishCreateStream', streamIndex, shardCount })
  return accepted(null)
}

/**
 * With neither mode nor number AWS gave 4 shards (LocalStack snapshot of 2022), as every on-demand stream has, while a
 * provisioned one must name its number: taken for on-demand (inference).
 */
function streamModeOf({ StreamModeDetails, ShardCount }: Input<'CreateStream'>): Stream['streamMode'] {
  return StreamModeDetails?.StreamMode ?? (ShardCount === undefined ? 'ON_DEMAND' : 'PROVISIONED')
}

/** A shard takes 1 MiB/s: that warm throughput is there from the first second is UNVERIFIED. */
function shardCountOf({ ShardCount, WarmThroughputMiBps = 0 }: Input<'CreateStream'>, streamMode: Stream['streamMode']): number {
  return streamMode === 'ON_DEMAND' ? Math.max(ON_DEMAND_SHARD_COUNT, WarmThroughputMiBps) : (ShardCount ?? SHARD_COUNT_DEFAULT)
}
