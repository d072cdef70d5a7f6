/** Metrics by their namespaces, names and dimensions: all that have data, or the one that somebody means. */
import { formatShardId } from '../../kinesis/shardId'
import type { World } from '../state'
import type { Dimension, MetricName } from './alarmSettings'
import type { FoundMetric } from './foundMetric'
import { KPL_NAMESPACE, kplMetrics } from './kplMetrics'
import { APPLICATION_SHARD_TABLE, APPLICATION_TABLE, CONSUMER_TABLE, SHARD_TABLE, STREAM_TABLE, type MetricFacts } from './metricTables'
import type { MetricSet } from './model'
import type { ListedMetric } from './metricsView'
import { minutesIn } from './stats'

export const KINESIS_NAMESPACE = 'AWS/Kinesis'
/** Rows of one answer. */
const LISTED_MAX = 5_000

/** As ListMetrics, in order of namespaces; a metric is there from its first finished minute on. */
export function listMetrics(world: World): ListedMetric[] {
  const { streams, applications } = world.cloudWatch
  const found = [...Array.from(streams.keys(), (name) => ofStream(world, name)), kplMetrics(world), ...Array.from(applications.keys(), (name) => ofApplication(world, name))]
  return found.flat().slice(0, LISTED_MAX).map(({ metric }) => metric)
}

/** All dimensions must be named, as CloudWatch wants it. @returns null while there are no data. */
export function findMetric(world: World, wanted: MetricName): FoundMetric | null {
  const within = candidates(world, wanted)
  return within.find(({ metric }) => metric.MetricName === wanted.MetricName && sameDimensions(metric.Dimensions, wanted.Dimensions)) ?? null
}

function candidates(world: World, { Namespace, Dimensions }: MetricName): FoundMetric[] {
  if (Namespace === KINESIS_NAMESPACE) return ofStream(world, Dimensions.find(({ Name }) => Name === 'StreamName')?.Value ?? '')
  return [...(Namespace === KPL_NAMESPACE ? kplMetrics(world) : []), ...ofApplication(world, Namespace)]
}

function sameDimensions(left: readonly Dimension[], right: readonly Dimension[]): boolean {
  return left.length === right.length && left.every(({ Name, Value }) => right.some((other) => other.Name === Name && other.Value === Value))
}

function ofStream({ cloudWatch }: World, streamName: string): FoundMetric[] {
  const metrics = cloudWatch.streams.get(streamName)
  if (metrics === undefined) return []
  const StreamName = { Name: 'StreamName', Value: streamName }
  return [
    ...inSet(metrics.all, STREAM_TABLE, { Namespace: KINESIS_NAMESPACE, Dimensions: [StreamName], level: 'stream' }),
    ...Array.from(metrics.consumers, ([name, set]) => inSet(set, CONSUMER_TABLE, { Namespace: KINESIS_NAMESPACE, Dimensions: [StreamName, { Name: 'ConsumerName', Value: name }], level: 'consumer' })).flat(),
    ...inShards(metrics.shards, SHARD_TABLE, { Namespace: KINESIS_NAMESPACE, Dimensions: [StreamName], level: 'shard' }),
  ]
}

function ofApplication({ cloudWatch }: World, application: string): FoundMetric[] {
  const metrics = cloudWatch.applications.get(application)
  if (metrics === undefined) return []
  const place: Place = { Namespace: application, Dimensions: [], level: 'kcl' }
  return [...inSet(metrics.all, APPLICATION_TABLE, place), ...inShards(metrics.shards, APPLICATION_SHARD_TABLE, place)].map(withOperation)
}

type Place = Pick<ListedMetric, 'Namespace' | 'Dimensions' | 'level'>

function inShards(shards: ReadonlyMap<number, MetricSet>, table: readonly MetricFacts[], place: Place): FoundMetric[] {
  const sorted = Array.from(shards).sort(([left], [right]) => left - right)
  return sorted.flatMap(([shardIndex, set]) => inSet(set, table, { ...place, Dimensions: [...place.Dimensions, { Name: 'ShardId', Value: formatShardId(shardIndex) }] }))
}

function inSet({ series }: MetricSet, table: readonly MetricFacts[], place: Place): FoundMetric[] {
  return table
    .filter(({ index }) => series[index].length > 0)
    .map(({ name, index, unit, statistics, isDeprecated, measured }) => ({ metric: { ...place, MetricName: name, unit, statistics, isDeprecated, measured }, minutes: minutesIn(series[index]) }))
}

/** `ProcessTask/RecordsProcessed` is RecordsProcessed of the operation ProcessTask. */
function withOperation({ metric, minutes }: FoundMetric): FoundMetric {
  const [operation, MetricName] = metric.MetricName.split('/')
  return { metric: { ...metric, MetricName, Dimensions: [{ Name: 'Operation', Value: operation }, ...metric.Dimensions] }, minutes }
}
