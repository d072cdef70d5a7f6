/** The KPL's CloudWatch metrics by their names, as far as MetricsLevel lets them be seen. */
import { useTranslation } from 'react-i18next'
import type { ShownError, ShownMetric } from '../../../engine/producers/kpl/metricViews'
import { useFormats } from '../../../strings/formats'
import { shortShardId } from '../../shardName'
import sheet from '../../sheet/Sheet.module.css'
import { SmallTable } from '../../sheet/parts'

type Stats = NonNullable<ShownMetric['total']>

export function KplMetrics({ metrics, errors, uploadInMs }: { metrics: readonly ShownMetric[]; errors: readonly ShownError[]; uploadInMs: number }) {
  const { t } = useTranslation('producers')
  const { count, duration } = useFormats()
  const say = useStat()
  return (
    <details className={sheet.group}>
      <summary>{t('kpl.metrics')}</summary>
      <div className={sheet.body}>
        {metrics.length === 0 ? <p className={sheet.hint}>{t('kpl.noMetrics')}</p> : <p className={sheet.hint}>{t('kpl.metricsMean', { due: duration(Math.max(0, Math.round(uploadInMs))) })}</p>}
        <SmallTable
          caption={t('kpl.byStream')}
          heads={[t('kpl.metric'), t('kpl.sum'), t('kpl.mean'), t('kpl.last')]}
          rows={metrics
            .filter(({ shardId }) => shardId === null)
            .map(({ name, unit, recent, uploads }) => ({ key: name, cells: [name, say(recent, unit, 'sum'), say(recent, unit, 'mean'), say(uploads.at(-1)?.stats ?? null, unit, 'sum')] }))}
        />
        <SmallTable
          caption={t('kpl.byShard')}
          heads={[t('kpl.metric'), t('kpl.shard'), t('kpl.sum'), t('kpl.mean')]}
          rows={metrics.flatMap(({ name, unit, shardId, minute }) => (shardId === null || minute === null ? [] : [{ key: `${name} ${shardId}`, cells: [name, shortShardId(shardId), say(minute, unit, 'sum'), say(minute, unit, 'mean')] }]))}
        />
        <SmallTable
          caption="ErrorsByCode"
          heads={[t('kpl.code'), t('kpl.shard'), t('kpl.minute'), t('kpl.total')]}
          rows={errors.map(({ code, shardId, minute, total }) => ({ key: `${code} ${shardId}`, cells: [code, shardId === null ? '–' : shortShardId(shardId), count(minute), count(total)] }))}
        />
      </div>
    </details>
  )
}

function useStat(): (stats: Stats | null, unit: ShownMetric['unit'], statistic: 'sum' | 'mean') => string {
  const { short, decimal, bytes, duration } = useFormats()
  return (stats, unit, statistic) => {
    if (stats === null || stats.count === 0) return '–'
    const value = statistic === 'sum' ? stats.sum : stats.sum / stats.count
    switch (unit) {
      case 'Bytes':
        return bytes(value)
      case 'Milliseconds':
        // A sum of times says nothing.
        return statistic === 'sum' ? '–' : duration(Math.round(value))
      case 'Count':
        return value < 100 ? decimal(value) : short(value)
    }
  }
}
