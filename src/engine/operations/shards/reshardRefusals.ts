/**
 * The checks that SplitShard and MergeShards share, in the service's order: shard id, stream, state, mode, shard, closed;
 * and the refusals that other operations share with them.
 */
import { refused, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../../kinesis/limits'
import { formatShardId, parseShardId } from '../../../kinesis/shardId'
import type { Shard, Stream, World } from '../../state'
import { resolveStream, streamNameOf, type StreamRef } from '../resolveStream'

export function findReshardable(world: World, ref: StreamRef, shardIds: readonly string[]): { ok: true; stream: Stream; shards: Shard[] } | Refused {
  const shardIndexes = shardIds.map(parseShardId)
  const name = streamNameOf(ref)
  if (!name.ok) return name
  const unparsed = shardIndexes.indexOf(null)
  if (unparsed >= 0) return shardNotFound(shardIds[unparsed], name.value)
  const found = resolveStream(world, ref)
  if (!found.ok) return found
  const stream = found.value
  if (stream.streamStatus !== 'ACTIVE') return notActive(stream)
  if (stream.streamMode === 'ON_DEMAND') return inOnDemandMode(stream)
  const shards: Shard[] = []
  for (const shardIndex of shardIndexes as number[]) {
    if (shardIndex >= stream.shards.length) return shardNotFound(formatShardId(shardIndex), stream.streamName)
    shards.push(stream.shards[shardIndex])
  }
  return { ok: true, stream, shards }
}

/** Text recorded on AWS in 2021 (kinesalite#109). @returns null while all are open. */
export function refuseClosed(stream: Stream, shards: readonly Shard[]): Refused | null {
  const closed = shards.find((shard) => shard.closedAtUs !== null)
  if (closed === undefined) return null
  return refused(
    'InvalidArgumentException',
    `Shard ${formatShardId(closed.shardIndex)} in stream ${stream.streamName} under account ${ACCOUNT_ID} ` +
      'has already been merged or split, and thus is not eligible for merging or splitting.',
  )
}

export function notActive(stream: Stream): Refused {
  return refused(
    'ResourceInUseException',
    `Stream ${stream.streamName} under account ${ACCOUNT_ID} not ACTIVE, instead in state ${stream.streamStatus}`,
  )
}

/** The rule is the API's, the text an emulator's (moto; UNVERIFIED). */
export function inOnDemandMode(stream: Stream): Refused {
  return refused('ValidationException', `Request is invalid. Stream ${stream.streamName} under account ${ACCOUNT_ID} is in On-Demand mode.`)
}

export function shardNotFound(shardId: string, streamName: string): Refused {
  return refused('ResourceNotFoundException', `Could not find shard ${shardId} in stream ${streamName} under account ${ACCOUNT_ID}.`)
}

/** What readers are told of a shard that is not there, or whose stream is not (recorded on AWS, kinesalite getShardIterator test). */
export function shardDoesNotExist(shardIndex: number, streamName: string): Refused {
  return refused('ResourceNotFoundException', `Shard ${formatShardId(shardIndex)} in stream ${streamName} under account ${ACCOUNT_ID} does not exist`)
}
