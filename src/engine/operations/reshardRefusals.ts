/** The checks that SplitShard and MergeShards share, in the service's order: shard id, stream, state, shard, closed. */
import { refused, type Refused } from '../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../kinesis/limits'
import { formatShardId, parseShardId } from '../../kinesis/shardId'
import { findStream, streamNotFound } from '../naming'
import type { Shard, Stream, World } from '../state'

export function findReshardable(world: World, streamName: string, shardIds: readonly string[]): { ok: true; stream: Stream; shards: Shard[] } | Refused {
  const shardIndexes = shardIds.map(parseShardId)
  const unparsed = shardIndexes.indexOf(null)
  if (unparsed >= 0) return shardNotFound(shardIds[unparsed], streamName)
  const stream = findStream(world, streamName)
  if (stream === null) return refused('ResourceNotFoundException', streamNotFound(streamName))
  if (stream.streamStatus !== 'ACTIVE') return notActive(stream)
  const shards: Shard[] = []
  for (const shardIndex of shardIndexes as number[]) {
    if (shardIndex >= stream.shards.length) return shardNotFound(formatShardId(shardIndex), streamName)
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

export function shardNotFound(shardId: string, streamName: string): Refused {
  return refused('ResourceNotFoundException', `Could not find shard ${shardId} in stream ${streamName} under account ${ACCOUNT_ID}.`)
}
