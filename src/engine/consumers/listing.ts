/** What ListShards tells, as applications take it. */
import { ensure } from '../../base/assert'
import type { ApiShape, Input } from '../../kinesis/api/types'
import { parseShardId } from '../../kinesis/shardId'
import type { AskedCall } from '../door/caller'
import { applicationCaller } from '../door/callerName'
import { passDoor } from '../door/passDoor'
import { streamRef } from '../door/streamRef'
import { findStream } from '../naming'
import { listShards } from '../operations/shards/listShards'
import type { Application } from './application'
import type { World } from '../state'
import type { ChildShardRef } from '../fetched'

/** @returns null when a call was refused. */
export function listAll(world: World, { streamName, settings }: Application, filter: ApiShape<'ShardFilter'>): ApiShape<'Shard'>[] | null {
  const shards: ApiShape<'Shard'>[] = []
  const asked: AskedCall = { caller: applicationCaller(settings.name), operation: 'ListShards', stream: findStream(world, streamName) }
  let request: Input<'ListShards'> = { ...streamRef(world, asked.caller, streamName), ShardFilter: filter }
  for (;;) {
    const answer = passDoor(world, { ...asked, input: request }, () => listShards(world, request))
    if (!answer.ok) return null
    shards.push(...answer.value.Shards)
    if (answer.value.NextToken === undefined) return shards
    request = { NextToken: answer.value.NextToken }
  }
}

/** A shard as ListShards tells it, in the form of ChildShards. */
export function listedShard(shard: ApiShape<'Shard'>): ChildShardRef {
  const parents = [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined)
  return {
    shardIndex: indexOfShard(shard.ShardId),
    parentShardIndexes: parents.map(indexOfShard),
    startingHashKey: BigInt(shard.HashKeyRange.StartingHashKey),
    endingHashKey: BigInt(shard.HashKeyRange.EndingHashKey),
  }
}

export function indexOfShard(shardId: string): number {
  return ensure(parseShardId(shardId), `index of ${shardId}`)
}
