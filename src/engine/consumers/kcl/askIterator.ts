/** Calls of a worker about one shard, at the service's door. */
import type { OperationName } from '../../../kinesis/api/types'
import type { Answer } from '../../../kinesis/exceptions'
import type { AskedCall } from '../../door/caller'
import { applicationCaller } from '../../door/callerName'
import { passDoor } from '../../door/passDoor'
import { streamRef } from '../../door/streamRef'
import type { ShardIteratorState } from '../../fetched'
import { findStream } from '../../naming'
import { findIterator } from '../../operations/records/getShardIterator'
import type { World } from '../../state'
import type { KclApplication } from './model'

/** @param request with the stream's name; who calls from another account gives its ARN instead. */
export function askIterator(world: World, application: KclApplication, shardIndex: number, request: Parameters<typeof findIterator>[1]): Answer<ShardIteratorState> {
  const { StreamName, ...place } = request
  const asked = askedOf(world, application, 'GetShardIterator', shardIndex)
  const input = StreamName === undefined ? request : { ...streamRef(world, asked.caller, StreamName), ...place }
  return passDoor(world, { ...asked, input }, () => findIterator(world, input))
}

export function askedOf(world: World, { streamName, settings }: KclApplication, operation: OperationName, shardIndex: number): AskedCall {
  return { caller: applicationCaller(settings.name), operation, stream: findStream(world, streamName), shardIndex }
}
