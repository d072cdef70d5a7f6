/** What keeps a mapping from records of a shard whose parents are done. */
import { formatShardId } from '../../../kinesis/shardId'
import type { Cause } from '../../cause'
import type { World } from '../../state'
import { whyUnknown } from '../shardDiscovery'
import { isBlocked } from './blocked'
import { concurrencyOf } from './concurrency'
import type { LambdaApplication } from './model'
import { countIn } from './runs'

/** @returns null: nothing but its work and the limits of the shard. */
export function whyLambdaBehind(world: World, application: LambdaApplication, shardIndex: number): Cause | null {
  if (application.mapping !== 'Enabled') return { kind: 'notStarted' }
  const slots = application.shards.get(shardIndex)?.slots ?? []
  const slot = slots.find(isBlocked)
  if (slot === undefined) return slots.some(({ doing }) => doing === 'throttled') ? throttled(world, application, shardIndex) : whyUnknown(application, shardIndex)
  const [{ runs, invocations }] = slot.pieces
  return { kind: 'functionFails', shardId: formatShardId(shardIndex), attempt: invocations, batchRecords: countIn(runs) }
}

function throttled(world: World, application: LambdaApplication, shardIndex: number): Cause {
  const { inUse, limit } = concurrencyOf(world, application)
  return { kind: 'functionThrottled', shardId: formatShardId(shardIndex), inUse, limit }
}
