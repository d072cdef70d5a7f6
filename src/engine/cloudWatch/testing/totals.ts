/** What CloudWatch has of a metric from the beginning, finished minutes and the running one together: for tests against the engine's own totals. */
import type { World } from '../../state'
import { OF_SHARD, OF_STREAM } from '../metricIndex'
import { CELL } from '../metricSet'
import type { MetricSet } from '../model'

export function sumIn({ running, series }: MetricSet, metric: number): number {
  let sum = running[CELL * metric + 1]
  for (const { cells } of series[metric]) for (let at = 0; at < cells.length; at += CELL) sum += cells[at] === 0 ? 0 : cells[at + 1]
  return sum
}

export function countIn({ running, series }: MetricSet, metric: number): number {
  let count = running[CELL * metric]
  for (const { cells } of series[metric]) for (let at = 0; at < cells.length; at += CELL) count += cells[at]
  return count
}

export function streamSum(world: World, name: keyof typeof OF_STREAM, streamName = 's'): number {
  const metrics = world.cloudWatch.streams.get(streamName)
  return metrics === undefined ? 0 : sumIn(metrics.all, OF_STREAM[name])
}

/** Of all shards together. */
export function shardSum(world: World, name: keyof typeof OF_SHARD, streamName = 's'): number {
  let sum = 0
  for (const set of world.cloudWatch.streams.get(streamName)?.shards.values() ?? []) sum += sumIn(set, OF_SHARD[name])
  return sum
}

export function streamCount(world: World, name: keyof typeof OF_STREAM, streamName = 's'): number {
  const metrics = world.cloudWatch.streams.get(streamName)
  return metrics === undefined ? 0 : countIn(metrics.all, OF_STREAM[name])
}
