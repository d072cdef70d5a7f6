/** GetRecords: up to 10,000 records or 10 MB, within 5 calls and 2 MB a second for all readers of the shard. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { GET_RECORDS_RECORDS_MAX } from '../../../kinesis/limits'
import { streamArn } from '../../naming'
import { formatShardIterator, parseShardIterator } from '../../shardIterator'
import type { Stream, World } from '../../state'
import { refuseDryRun } from '../dryRun'
import { fetchRecords, findReadable } from './fetchRecords'
import { recordsOut } from './recordsOut'
import { describeChildShard } from '../shards/shardShapes'

export function getRecords(world: World, request: Input<'GetRecords'>): Answer<Output<'GetRecords'>> {
  const iterator = parseShardIterator(request.ShardIterator)
  if (iterator === null) return refused('InvalidArgumentException', 'Invalid ShardIterator.')
  const found = findReadable(world, iterator)
  if (!found.ok) return found
  const { stream, shard } = found.value
  const refusal = refuseOtherStream(request, stream) ?? refuseDryRun('GetRecords', request)
  if (refusal !== null) return refusal
  const fetched = fetchRecords(world, iterator, request.Limit ?? GET_RECORDS_RECORDS_MAX)
  if (!fetched.ok) return fetched
  const { next, childShards, millisBehindLatest } = fetched.value
  return accepted({
    Records: recordsOut(world, stream, shard, fetched.value),
    ...(next === null ? {} : { NextShardIterator: formatShardIterator(next) }),
    MillisBehindLatest: millisBehindLatest,
    ...(childShards === null ? {} : { ChildShards: childShards.map((child) => describeChildShard(stream, child)) }),
  })
}

/** The text is ours (UNVERIFIED). */
function refuseOtherStream({ StreamARN }: Input<'GetRecords'>, stream: Stream): Refused | null {
  if (StreamARN === undefined || StreamARN === streamArn(stream.streamName)) return null
  return refused('InvalidArgumentException', `The ShardIterator was not issued for ${StreamARN}.`)
}
