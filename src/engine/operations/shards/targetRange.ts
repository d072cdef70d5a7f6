/** What UpdateShardCount would take now. */
import { TARGET_SHARD_COUNT_MAX } from '../../../kinesis/limits'
import type { Stream, World } from '../../state'
import { withinDay } from '../dayLimit'

/** Half of an odd count is rounded up: UNVERIFIED. */
export function targetRange(stream: Stream): { min: number; max: number } {
  const current = stream.openShards.length
  return { min: Math.ceil(current / 2), max: Math.min(2 * current, TARGET_SHARD_COUNT_MAX) }
}

export function callsWithinDay(world: World, stream: Stream): number[] {
  return withinDay(world, stream.updateShardCountCallsUs)
}
