/** What an alarm is on, in CloudWatch's own words where it has some. */
import { useTranslation } from 'react-i18next'
import type { AlarmSettings, MetricSource } from '../../../engine/cloudWatch/alarmSettings'
import type { ListedMetric } from '../../../engine/cloudWatch/metricsView'
import { useFormats } from '../../../strings/formats'
import { metricKey, unitOfStatistic } from '../lens/metricChoice'
import { shortShardId } from '../../shardName'
import { SIGNS } from './saidWhy'

/** Of an expression, which can be long. */
const CHARACTERS_MAX = 60

export function useSaidSource(): (source: MetricSource) => string {
  const { t } = useTranslation('cloudWatch')
  return ({ MetricStat, Expression, MetricMath }) => {
    if (MetricMath !== undefined) return MetricMath.Expression.length > CHARACTERS_MAX ? `${MetricMath.Expression.slice(0, CHARACTERS_MAX)}…` : MetricMath.Expression
    if (MetricStat === undefined) return t(`form.use.${Expression.limit}`)
    const shard = MetricStat.Dimensions.find(({ Name }) => Name === 'ShardId')
    return [MetricStat.MetricName, MetricStat.Statistic ?? MetricStat.ExtendedStatistic ?? '', ...(shard === undefined ? [] : [shortShardId(shard.Value)])].join(' ')
  }
}

/** `IncomingRecords Sum > 60,000 for 2 of 3 periods of 1 min`. */
export function useSaidCondition(metrics: readonly ListedMetric[]): (settings: AlarmSettings) => string {
  const { t } = useTranslation('cloudWatch')
  const { decimal, duration } = useFormats()
  const saySource = useSaidSource()
  return ({ source, ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods, Period }) =>
    t('alarm.condition', { source: saySource(source), sign: SIGNS[ComparisonOperator], threshold: `${decimal(Threshold)}${unitSuffix(source, metrics)}`, datapoints: DatapointsToAlarm, periods: EvaluationPeriods, count: EvaluationPeriods, period: duration(Period * 1_000) })
}

/** By CloudWatch's name of the unit; what is counted has none. */
function unitSuffix({ MetricStat }: MetricSource, metrics: readonly ListedMetric[]): string {
  if (MetricStat === undefined) return ''
  const key = metricKey(MetricStat)
  const unit = unitOfStatistic(metrics.find((metric) => metricKey(metric) === key)?.unit ?? 'None', MetricStat.Statistic)
  return unit === 'Bytes' || unit === 'Milliseconds' ? ` ${unit}` : ''
}
