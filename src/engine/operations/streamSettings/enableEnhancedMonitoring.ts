/** EnableEnhancedMonitoring: adds shard-level metrics to those that are on. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { metricsIn, setShardLevelMetrics } from './shardLevelMetrics'
import { findActive } from './streamUpdate'

export function enableEnhancedMonitoring(world: World, input: Input<'EnableEnhancedMonitoring'>, sink: Sink): Answer<Output<'EnableEnhancedMonitoring'>> {
  const found = findActive(world, input)
  if (!found.ok) return found
  const desired = metricsIn([...found.value.shardLevelMetrics, ...input.ShardLevelMetrics])
  return accepted(setShardLevelMetrics(world, found.value, desired, sink))
}
