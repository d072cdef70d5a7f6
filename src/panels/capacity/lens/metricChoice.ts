/** Metrics as a person chooses them: first whose, then which, by CloudWatch's own names. Pure. */
import type { Dimension, MetricSource, MetricStat, Statistic } from '../../../engine/cloudWatch/alarmSettings'
import type { ListedMetric, MetricUnit } from '../../../engine/cloudWatch/metricsView'
import { shortShardId } from '../../shardName'

export const PERIODS_SECONDS = [60, 300, 900, 3_600] as const

export interface MetricGroup {
  key: string
  level: ListedMetric['level']
  /** Of a shard, a consumer, or an application. */
  name: string
  metrics: ListedMetric[]
}

/** Of one stream, and of who puts into it or reads it: other streams have their own tab. */
export function groupMetrics(metrics: readonly ListedMetric[], streamName: string): MetricGroup[] {
  const groups = new Map<string, MetricGroup>()
  for (const metric of metrics) {
    if ((valueOf(metric.Dimensions, 'StreamName') ?? streamName) !== streamName) continue
    const name = groupName(metric)
    const key = `${metric.level} ${name}`
    const group = groups.get(key) ?? { key, level: metric.level, name, metrics: [] }
    group.metrics.push(metric)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function groupName({ level, Namespace, Dimensions }: ListedMetric): string {
  switch (level) {
    case 'stream':
      return valueOf(Dimensions, 'StreamName') ?? ''
    case 'shard':
      return valueOf(Dimensions, 'ShardId') ?? ''
    case 'consumer':
      return valueOf(Dimensions, 'ConsumerName') ?? ''
    case 'kpl':
    case 'kcl':
      return Namespace
  }
}

function valueOf(dimensions: readonly Dimension[], name: string): string | undefined {
  return dimensions.find(({ Name }) => Name === name)?.Value
}

/** What tells metrics of one group apart that have one name. */
export function metricLabel({ level, MetricName, Dimensions }: ListedMetric): string {
  if (level !== 'kpl' && level !== 'kcl') return MetricName
  const others = Dimensions.filter(({ Name }) => Name !== 'StreamName').map(({ Name, Value }) => (Name === 'ShardId' ? shortShardId(Value) : Value))
  return others.length === 0 ? MetricName : `${MetricName} (${others.join(', ')})`
}

export function metricKey({ Namespace, MetricName, Dimensions }: Pick<ListedMetric, 'Namespace' | 'MetricName' | 'Dimensions'>): string {
  return JSON.stringify([Namespace, MetricName, Dimensions.map(({ Name, Value }) => [Name, Value])])
}

export interface MetricChoice {
  metric: Pick<ListedMetric, 'Namespace' | 'MetricName' | 'Dimensions'>
  statistic: Statistic
  periodSeconds: number
}

export function firstChoice(streamName: string): MetricChoice {
  return { metric: { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: [{ Name: 'StreamName', Value: streamName }] }, statistic: 'Sum', periodSeconds: 60 }
}

/** The statistic stays where the metric has it. */
export function chosenStatistic(wanted: Statistic, { statistics }: Pick<ListedMetric, 'statistics'>): Statistic {
  return statistics.includes(wanted) ? wanted : (statistics[0] ?? wanted)
}

export function sourceOf({ metric: { Namespace, MetricName, Dimensions }, statistic }: MetricChoice): MetricSource {
  const MetricStat: MetricStat = { Namespace, MetricName, Dimensions, Statistic: statistic }
  return { MetricStat }
}

/** Samples are counted, whatever they are of. */
export function unitOfStatistic(unit: MetricUnit, statistic: Statistic | undefined): MetricUnit {
  return statistic === 'SampleCount' ? 'Count' : unit
}
