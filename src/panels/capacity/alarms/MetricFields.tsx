/** Which metric, and in which statistic or percentile: of those that CloudWatch lists, and of the one that it is on now. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MetricStat } from '../../../engine/cloudWatch/alarmSettings'
import type { ListedMetric } from '../../../engine/cloudWatch/metricsView'
import { SelectSetting } from '../../settings/SelectSetting'
import { Field } from '../Field'
import { chosenStatistic, groupMetrics, metricKey, metricLabel } from '../lens/metricChoice'
import { useSaidGroup } from '../lens/useSaidGroup'
import { PERCENTILES, STATISTICS, withStatistic } from './alarmDraft'

export interface MetricFieldsProps {
  streamName: string
  /** As CloudWatch lists them. */
  metrics: readonly ListedMetric[]
  stat: MetricStat
  /** Of the percentile that is typed. */
  problem: string | null
  onChange: (stat: MetricStat) => void
}

const OTHER = 'ExtendedStatistic'

export function MetricFields({ streamName, metrics, stat, problem, onChange }: MetricFieldsProps) {
  const { t } = useTranslation('cloudWatch')
  const sayGroup = useSaidGroup()
  const chosen = metricKey(stat)
  const options = groupMetrics(metrics, streamName).flatMap((group) => group.metrics.map((metric) => ({ metric, key: metricKey(metric), name: group.level === 'stream' ? metricLabel(metric) : `${metricLabel(metric)} · ${sayGroup(group)}` })))
  const listed = options.find(({ key }) => key === chosen)
  const names = [...(listed === undefined ? [chosen] : []), ...options.map(({ key }) => key)]
  return (
    <>
      <SelectSetting
        name={t('form.metric')}
        names={names}
        chosen={chosen}
        say={(key) => options.find((option) => option.key === key)?.name ?? stat.MetricName}
        onChoose={(key) => {
          const next = options.find((option) => option.key === key)?.metric
          if (next !== undefined) onChange(inStatisticOf(stat, next))
        }}
      />
      <StatisticFields stat={stat} statistics={listed?.metric.statistics ?? STATISTICS} problem={problem} onChange={onChange} />
    </>
  )
}

/** Percentiles go with every metric, statistics with those that have them. */
function inStatisticOf({ Statistic, ExtendedStatistic }: MetricStat, metric: ListedMetric): MetricStat {
  return withStatistic(metric, ExtendedStatistic ?? chosenStatistic(Statistic ?? 'Average', metric))
}

function StatisticFields({ stat, statistics, problem, onChange }: Pick<MetricFieldsProps, 'stat' | 'problem' | 'onChange'> & { statistics: readonly string[] }) {
  const { t } = useTranslation('cloudWatch')
  const { Statistic, ExtendedStatistic } = stat
  const usual = PERCENTILES.find((percentile) => percentile === ExtendedStatistic)
  // What is typed may be a usual one on its way to another.
  const [isTyped, setIsTyped] = useState(Statistic === undefined && usual === undefined)
  const isOther = isTyped && Statistic === undefined
  return (
    <>
      <SelectSetting
        name={t('form.statistic')}
        {...(Statistic === undefined ? { help: t('form.percentileMeans') } : {})}
        names={[...statistics, ...PERCENTILES, OTHER]}
        chosen={isOther ? OTHER : (Statistic ?? usual ?? OTHER)}
        say={(name) => (name === OTHER ? t('form.otherPercentile') : name)}
        onChoose={(name) => {
          setIsTyped(name === OTHER)
          onChange(withStatistic(stat, name === OTHER ? '' : name))
        }}
      />
      {isOther ? <Field name={OTHER} value={ExtendedStatistic ?? ''} problem={problem} onChange={(typed) => onChange(withStatistic(stat, typed))} /> : null}
    </>
  )
}
