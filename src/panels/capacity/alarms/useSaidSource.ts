/** What an alarm is on, in CloudWatch's own words where it has some. */
import { useTranslation } from 'react-i18next'
import type { AlarmSettings, MetricSource } from '../../../engine/cloudWatch/alarmSettings'
import { useFormats } from '../../../strings/formats'
import { shortShardId } from '../../shardName'

const SIGNS: Record<AlarmSettings['ComparisonOperator'], string> = {
  GreaterThanOrEqualToThreshold: '≥',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
}

export function useSaidSource(): (source: MetricSource) => string {
  const { t } = useTranslation('cloudWatch')
  return ({ MetricStat, Expression }) => {
    if (MetricStat === undefined) return t(`form.use.${Expression.limit}`)
    const shard = MetricStat.Dimensions.find(({ Name }) => Name === 'ShardId')
    return [MetricStat.MetricName, MetricStat.Statistic ?? MetricStat.ExtendedStatistic ?? '', ...(shard === undefined ? [] : [shortShardId(shard.Value)])].join(' ')
  }
}

/** `IncomingRecords Sum > 60,000 for 2 of 3 periods of 1 min`. */
export function useSaidCondition(): (settings: AlarmSettings) => string {
  const { t } = useTranslation('cloudWatch')
  const { decimal, duration } = useFormats()
  const saySource = useSaidSource()
  return ({ source, ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods, Period }) =>
    t('alarm.condition', { source: saySource(source), sign: SIGNS[ComparisonOperator], threshold: decimal(Threshold), datapoints: DatapointsToAlarm, periods: EvaluationPeriods, period: duration(Period * 1_000) })
}
