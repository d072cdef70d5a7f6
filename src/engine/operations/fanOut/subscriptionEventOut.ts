/** One event of a subscription in the shape of the API. */
import type { ApiShape } from '../../../kinesis/api/types'
import { formatSequenceNumber } from '../../../kinesis/sequenceNumber'
import { epochSecondOf } from '../../naming'
import type { PushedEvent } from '../../sink'
import type { Shard, World } from '../../state'
import type { SubscriptionEvent } from '../../fetched'
import { recordsOut } from '../records/recordsOut'
import { describeChildShard } from '../shards/shardShapes'

/** Its records are read where they are stored: make it when the event is told. */
export function subscriptionEventOut(world: World, { stream, shardIndex, event }: PushedEvent): ApiShape<'SubscribeToShardEvent'> {
  const shard = stream.shards[shardIndex]
  const out = {
    Records: recordsOut(world, stream, shard, event),
    ...(event.continuationOrdinal === null ? {} : { ContinuationSequenceNumber: continuationOf(world, shard, event, event.continuationOrdinal) }),
    MillisBehindLatest: event.millisBehindLatest,
    ...(event.childShards === null ? {} : { ChildShards: event.childShards.map((child) => describeChildShard(stream, child)) }),
  }
  // The model requires a continuation; the service leaves it out of a closed shard's last event all the same.
  return out as ApiShape<'SubscribeToShardEvent'>
}

/** Index of the last record pushed or passed, second of the event: it rises while nothing arrives. */
function continuationOf(world: World, shard: Shard, { sentUs }: SubscriptionEvent, ordinal: number): string {
  return formatSequenceNumber({
    shardCreatedSecond: shard.createdSecond,
    shardIndex: shard.shardIndex,
    sequenceIndex: BigInt(ordinal),
    second: epochSecondOf(world, sentUs),
  })
}
