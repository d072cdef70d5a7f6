/** Minutes of the wall clock: whoever comes first after the end of one closes it. */
import { US_PER_MINUTE, US_PER_MS, type EpochMs, type SimUs } from '../../base/units'
import type { World } from '../state'
import { METRIC_STREAMS_MAX, SHARD_MINUTES_KEPT, STREAM_MINUTES_KEPT } from './bounds'
import { APPLICATION_METRICS, STREAM_METRICS } from './metricIndex'
import { createMetricSet, endMetricMinute, shareFinishedBlocks } from './metricSet'
import type { ApplicationMetrics, CloudWatch, MetricSet, StreamMetrics } from './model'

export function createCloudWatch(epochMs: EpochMs): CloudWatch {
  return { minuteEndsUs: minuteEndUs(epochMs, 0), streams: new Map(), applications: new Map(), alarms: new Map(), evaluationDueUs: null, autoscalers: new Map() }
}

/** @returns the first end of a minute after `atUs`. */
export function minuteEndUs(epochMs: EpochMs, atUs: SimUs): SimUs {
  const epochUs = epochMs * US_PER_MS
  return (Math.floor((epochUs + atUs) / US_PER_MINUTE) + 1) * US_PER_MINUTE - epochUs
}

/** @returns the metrics of the minute that runs; a stream that has none yet gets an entry. */
export function metricsOf(world: World, streamName: string): StreamMetrics {
  endMinuteWhenDue(world)
  const { streams } = world.cloudWatch
  let metrics = streams.get(streamName)
  if (metrics !== undefined) return metrics
  metrics = { all: createMetricSet(STREAM_METRICS), consumers: new Map(), shards: new Map(), seconds: null }
  if (streams.size === METRIC_STREAMS_MAX) streams.delete(streams.keys().next().value as string)
  streams.set(streamName, metrics)
  return metrics
}

export function metricsOfApplication(world: World, application: string): ApplicationMetrics {
  endMinuteWhenDue(world)
  const { applications } = world.cloudWatch
  let metrics = applications.get(application)
  if (metrics === undefined) applications.set(application, (metrics = { all: createMetricSet(APPLICATION_METRICS), shards: new Map() }))
  return metrics
}

export function setIn<Key>(sets: Map<Key, MetricSet>, key: Key, metrics: number): MetricSet {
  let set = sets.get(key)
  if (set === undefined) sets.set(key, (set = createMetricSet(metrics)))
  return set
}

export function endMinuteWhenDue(world: World): void {
  const { cloudWatch, epochMs, nowUs } = world
  if (nowUs < cloudWatch.minuteEndsUs) return
  const minute = (epochMs * US_PER_MS + cloudWatch.minuteEndsUs) / US_PER_MINUTE - 1
  cloudWatch.minuteEndsUs = minuteEndUs(epochMs, nowUs)
  for (const [name, { all, consumers, shards }] of cloudWatch.streams) {
    const isAlive = endMetricMinute(all, minute, STREAM_MINUTES_KEPT)
    endSets(consumers, minute, STREAM_MINUTES_KEPT)
    endSets(shards, minute, SHARD_MINUTES_KEPT)
    if (!isAlive && consumers.size + shards.size === 0) cloudWatch.streams.delete(name)
  }
  for (const [name, { all, shards }] of cloudWatch.applications) {
    const isAlive = endMetricMinute(all, minute, STREAM_MINUTES_KEPT)
    endSets(shards, minute, SHARD_MINUTES_KEPT)
    if (!isAlive && shards.size === 0) cloudWatch.applications.delete(name)
  }
}

function endSets<Key>(sets: Map<Key, MetricSet>, minute: number, minutesKept: number): void {
  for (const [key, set] of sets) if (!endMetricMinute(set, minute, minutesKept)) sets.delete(key)
}

/** After a snapshot was read: finished blocks are shared between copies again. */
export function shareMinutes({ streams, applications }: CloudWatch): void {
  for (const { all, consumers, shards } of streams.values()) for (const set of [all, ...consumers.values(), ...shards.values()]) shareFinishedBlocks(set)
  for (const { all, shards } of applications.values()) for (const set of [all, ...shards.values()]) shareFinishedBlocks(set)
}

/** Of a copy for itself: running minutes, and the last block of each series. */
export function bytesOfMinutes({ streams, applications }: CloudWatch): number {
  let bytes = 0
  for (const { all, consumers, shards, seconds } of streams.values()) {
    bytes += seconds?.byteLength ?? 0
    for (const set of [all, ...consumers.values(), ...shards.values()]) bytes += bytesOfSet(set)
  }
  for (const { all, shards } of applications.values()) for (const set of [all, ...shards.values()]) bytes += bytesOfSet(set)
  return bytes
}

function bytesOfSet({ running, series }: MetricSet): number {
  return series.reduce((sum, blocks) => sum + (blocks.at(-1)?.cells.byteLength ?? 0), running.byteLength)
}
