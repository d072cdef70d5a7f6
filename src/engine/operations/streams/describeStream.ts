/** DescribeStream: a stream with a page of its shards. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { DESCRIBE_STREAM_PAGE_MAX } from '../../../kinesis/limits'
import { parseShardId } from '../../../kinesis/shardId'
import type { Shard, Stream, World } from '../../state'
import { shardNotFound } from '../shards/reshardRefusals'
import { resolveStream } from '../resolveStream'
import { describeShard } from '../shards/shardShapes'
import { settingsOf, summariseStream } from './streamShapes'

export function describeStream(world: World, input: Input<'DescribeStream'>): Answer<Output<'DescribeStream'>> {
  const { ExclusiveStartShardId: after, Limit: limit = DESCRIBE_STREAM_PAGE_MAX } = input
  const found = resolveStream(world, input)
  if (!found.ok) return found
  const stream = found.value
  const afterIndex = after === undefined ? -1 : parseShardId(after)
  if (afterIndex === null) return shardNotFound(after ?? '', stream.streamName)
  const shards = shownShards(stream, afterIndex)
  const pageMax = Math.min(limit, DESCRIBE_STREAM_PAGE_MAX)
  return accepted({
    StreamDescription: {
      ...summariseStream(world, stream),
      ...settingsOf(stream),
      Shards: shards.slice(0, pageMax).map(describeShard),
      HasMoreShards: shards.length > pageMax,
    },
  })
}

/** Recorded on AWS (botocore#715): none any more once the stream is DELETING. */
function shownShards(stream: Stream, afterIndex: number): Shard[] {
  if (stream.streamStatus === 'DELETING') return []
  return stream.shards.slice(Math.max(stream.firstLiveShard, afterIndex + 1)).filter((shard) => !shard.expired)
}
