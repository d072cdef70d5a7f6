/** What EnableEnhancedMonitoring and DisableEnhancedMonitoring have in common: sets of shard-level metrics. */
import type { ApiShape, Output } from '../../../kinesis/api/types'
import { SHAPES } from '../../../kinesis/api/shapes'
import { MONITORING_UPDATE_US } from '../../../kinesis/limits'
import { streamArn } from '../../naming'
import type { Sink } from '../../sink'
import type { Stream, World } from '../../state'
import { updateStream } from './streamUpdate'

type MetricsName = ApiShape<'MetricsName'>

const EVERY_METRIC: readonly MetricsName[] = SHAPES.MetricsName.enum.filter((name) => name !== 'ALL')

/** ALL stands for every metric and is never stored itself (measured, go-to-k/cdkd#1700). @returns the names in the API's order, each once. */
export function metricsIn(names: readonly MetricsName[]): MetricsName[] {
  return EVERY_METRIC.filter((name) => names.includes(name) || names.includes('ALL'))
}

/** A set that it has already changes nothing. */
export function setShardLevelMetrics(world: World, stream: Stream, desired: MetricsName[], sink: Sink): Output<'EnableEnhancedMonitoring'> {
  const current = stream.shardLevelMetrics
  if (desired.length !== current.length) updateStream(world, stream, { shardLevelMetrics: desired }, MONITORING_UPDATE_US, sink)
  return {
    StreamName: stream.streamName,
    CurrentShardLevelMetrics: [...current],
    DesiredShardLevelMetrics: [...desired],
    StreamARN: streamArn(stream.streamName),
  }
}
