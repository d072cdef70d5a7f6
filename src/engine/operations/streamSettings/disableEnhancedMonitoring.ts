/** DisableEnhancedMonitoring: takes shard-level metrics off those that are on. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { metricsIn, setShardLevelMetrics } from './shardLevelMetrics'
import { findActive } from './streamUpdate'

export function disableEnhancedMonitoring(world: World, input: Input<'DisableEnhancedMonitoring'>, sink: Sink): Answer<Output<'DisableEnhancedMonitoring'>> {
  const found = findActive(world, input)
  if (!found.ok) return found
  const disabled = metricsIn(input.ShardLevelMetrics)
  const desired = found.value.shardLevelMetrics.filter((name) => !disabled.includes(name))
  return accepted(setShardLevelMetrics(world, found.value, desired, sink))
}
