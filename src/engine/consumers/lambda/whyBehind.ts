/** What keeps a mapping from records of a shard whose parents are done. */
import { formatShardId } from '../../../kinesis/shardId'
import type { Cause } from '../../cause'
import type { World } from '../../state'
import { isBlocked } from './blocked'
import type { LambdaApplication } from './model'
import { countIn } from './runs'

/** @returns null: nothing but its work and the limits of the shard. */
export function whyLambdaBehind(_world: World, application: LambdaApplication, shardIndex: number): Cause | null {
  if (application.mapping !== 'Enabled') return { kind: 'notStarted' }
  const slot = application.shards.get(shardIndex)?.slots.find(isBlocked)
  if (slot === undefined) return null
  const [{ runs, invocations }] = slot.pieces
  return { kind: 'functionFails', shardId: formatShardId(shardIndex), attempt: invocations, batchRecords: countIn(runs) }
}
