/** What a metric, or the metric math of autoscaling, is worth over a period. */
import { US_PER_MINUTE, US_PER_MS, type SimUs } from '../../base/units'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'
import { findStream } from '../naming'
import type { Stream, World } from '../state'
import type { MetricMath, MetricSource, MetricStat, UseFactor } from './alarmSettings'
import { findMetric, KINESIS_NAMESPACE } from './findMetric'
import { mathValue } from './math/mathValue'
import { parseMath } from './math/parseMath'
import type { MetricUnit } from './metricsView'
import { valueOver, type Minutes } from './stats'

/** Over minutes since 1970, the second excluded; null: no data. NaN: a percentile that cannot be told. */
export type ValueOver = (from: number, to: number) => number | null

const NO_DATA: Minutes = () => null
const SECONDS_PER_MINUTE = 60
const MS_PER_MINUTE = 60_000

export function unitOf(world: World, source: MetricSource): MetricUnit {
  return source.MetricStat === undefined ? 'None' : (findMetric(world, source.MetricStat)?.metric.unit ?? 'None')
}

export function valuesOf(world: World, source: MetricSource): ValueOver {
  if (source.MetricStat !== undefined) return statOver(world, source.MetricStat)
  return source.MetricMath === undefined ? factorOver(world, source.Expression) : mathOver(world, source.MetricMath)
}

function statOver(world: World, stat: MetricStat): ValueOver {
  const minutes = findMetric(world, stat)?.minutes ?? NO_DATA
  return (from, to) => valueOver(minutes, stat.ExtendedStatistic ?? stat.Statistic ?? 'Average', from, to)
}

/** A percentile that cannot be told is missing. */
function mathOver(world: World, { Metrics, Expression }: MetricMath): ValueOver {
  const { tree } = parseMath(Expression, Metrics.map(({ Id }) => Id))
  const stats = new Map(Metrics.map(({ Id, MetricStat }) => [Id, statOver(world, MetricStat)]))
  if (tree === null) return () => null
  return (from, to) => {
    const valueOf = (id: string) => {
      const value = stats.get(id)?.(from, to) ?? null
      return Number.isNaN(value) ? null : value
    }
    return mathValue(tree, { valueOf, seconds: (to - from) * SECONDS_PER_MINUTE })
  }
}

/** FILL makes a quiet minute 0; before the stream was made there is nothing to fill. */
function factorOver(world: World, { StreamName, limit, shardCount, iteratorAge }: UseFactor): ValueOver {
  const stream = findStream(world, StreamName)
  const of = (MetricName: string) => findMetric(world, { Namespace: KINESIS_NAMESPACE, MetricName, Dimensions: [{ Name: 'StreamName', Value: StreamName }] })?.minutes ?? NO_DATA
  const [bytes, records, age] = [of('IncomingBytes'), of('IncomingRecords'), iteratorAge === null ? NO_DATA : of('GetRecords.IteratorAgeMilliseconds')]
  return (from, to) => {
    if (stream === null || instantOf(world, from) < stream.createdAtUs) return null
    const capacity = (to - from) * SECONDS_PER_MINUTE * (shardCount ?? openShardsAt(stream, instantOf(world, to)))
    if (capacity === 0) return null
    const factors = [
      ...(limit === 'records' ? [] : [(valueOver(bytes, 'Sum', from, to) ?? 0) / (WRITE_BYTES_PER_SECOND_MAX * capacity)]),
      ...(limit === 'bytes' ? [] : [(valueOver(records, 'Sum', from, to) ?? 0) / (WRITE_RECORDS_PER_SECOND_MAX * capacity)]),
      ...(iteratorAge === null ? [] : [((valueOver(age, 'Maximum', from, to) ?? 0) / MS_PER_MINUTE) * (iteratorAge.value / iteratorAge.minutes)]),
    ]
    return Math.max(...factors)
  }
}

/** The world's instant at which a minute since 1970 begins. */
export function instantOf({ epochMs }: World, minute: number): SimUs {
  return minute * US_PER_MINUTE - epochMs * US_PER_MS
}

/** The minute since 1970 in which an instant lies. */
export function minuteAt({ epochMs }: World, atUs: SimUs): number {
  return Math.floor((epochMs * US_PER_MS + atUs) / US_PER_MINUTE)
}

function openShardsAt({ shards }: Stream, atUs: SimUs): number {
  return shards.reduce((open, { openedAtUs, closedAtUs }) => open + (openedAtUs < atUs && (closedAtUs === null || closedAtUs >= atUs) ? 1 : 0), 0)
}

/** As CloudWatch's metric math. @returns null for a plain metric. */
export function formulaOf(source: MetricSource, periodSeconds: number): string | null {
  if (source.MetricStat !== undefined) return null
  if (source.MetricMath !== undefined) return source.MetricMath.Expression
  const { limit, shardCount, iteratorAge } = source.Expression
  const shards = shardCount === null ? 'OpenShardCount' : String(shardCount)
  const factors = [
    ...(limit === 'records' ? [] : [`FILL(IncomingBytes,0)/(1024*1024*${periodSeconds}*${shards})`]),
    ...(limit === 'bytes' ? [] : [`FILL(IncomingRecords,0)/(1000*${periodSeconds}*${shards})`]),
    ...(iteratorAge === null ? [] : [`(FILL(GetRecords.IteratorAgeMilliseconds,0)/1000/60)*(${iteratorAge.value}/${iteratorAge.minutes})`]),
  ]
  return factors.length === 1 ? factors[0] : `MAX([${factors.join(', ')}])`
}
