/** What an alarm looks at, its threshold across, its states along the axis, and when they changed. */
import { useTranslation } from 'react-i18next'
import type { AlarmView } from '../../../engine/cloudWatch/metricsView'
import { useWorld } from '../../../store/hooks'
import { clockText } from '../../../strings/formats'
import { niceCeiling } from '../../metrics/chartSeries'
import { SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { unitOfStatistic } from '../lens/metricChoice'
import { plotOf } from '../lens/MetricExplorer'
import { highestOf, type Plot } from '../plot/plot'
import { AXIS_WIDTH_PX, RIGHT_PX } from '../plot/PlotChart'
import { PlotFigure } from '../plot/PlotFigure'
import { useMetrics } from '../useCapacity'
import { useSaidMetric } from '../useSaidMetric'
import styles from './Alarms.module.css'
import { stateStretches } from './stateStretches'
import { StateWhyLine } from './StateWhyLine'
import { useSaidSource } from './useSaidSource'

export interface Threshold {
  name: string
  value: number
}

/** @param thresholds beside the alarm's own. */
export function AlarmChart({ alarm, thresholds = [] }: { alarm: AlarmView; thresholds?: readonly Threshold[] }) {
  const { t } = useTranslation('cloudWatch')
  const { settings, formula } = alarm
  const saySource = useSaidSource()
  const sayMetric = useSaidMetric()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const [series] = useMetrics({ series: [{ source: settings.source, periodSeconds: settings.Period, fromMs: null }], lens: null })?.series ?? []
  const unit = unitOfStatistic(series?.unit ?? 'None', settings.source.MetricStat?.Statistic)
  const say = (value: number) => sayMetric(value, unit)
  const title = saySource(settings.source)
  const levels = [{ name: t('alarm.threshold', { name: settings.AlarmName, value: say(settings.Threshold) }), value: settings.Threshold }, ...thresholds.map(({ name, value }) => ({ name: t('alarm.threshold', { name, value: say(value) }), value }))]
  const plot = series === undefined || series.atMs.length === 0 ? null : withLevels(plotOf(series, { atMs, name: title, say }), levels)
  return (
    <>
      <PlotFigure title={title} axis={settings.source.Expression === undefined ? unit : t('alarm.useAxis')} plot={plot} sayAxis={say} strip={(widthPx) => (plot === null ? null : <StateStrip alarm={alarm} plot={plot} widthPx={widthPx} />)}>
        {formula === null ? null : <code className={styles.formula}>{formula}</code>}
        {settings.source.MetricMath === undefined ? null : settings.source.MetricMath.Metrics.map(({ Id, MetricStat }) => <code key={Id} className={styles.formula}>{`${Id} = ${saySource({ MetricStat })}`}</code>)}
        {settings.source.Expression === undefined || settings.source.Expression.shardCount === null ? null : <p className={sheet.hint}>{t('alarm.fixedShards', { count: settings.source.Expression.shardCount })}</p>}
        {series?.isPercentileUnknown === true ? <p>{t('alarm.percentileUnknown')}</p> : null}
        <StateWhyLine alarm={alarm} say={say} />
      </PlotFigure>
      <SmallTable
        caption={t('alarm.history')}
        heads={[t('alarm.at'), t('alarm.change')]}
        rows={[...alarm.history].reverse().map(({ atMs: changedAtMs, from, to }, index) => ({ key: `${changedAtMs} ${index}`, cells: [clockText(changedAtMs).slice(0, -4), <span key="change" className={styles.change}>{`${from.replace('_', ' ')} → ${to.replace('_', ' ')}`}</span>], isFault: to === 'ALARM' }))}
      />
    </>
  )
}

const DASHES = ['5 4', '2 3'] as const

/** Several points at a time are shown near each other; a level far away from all of them is left to the sentence. */
function withLevels(plot: Plot, thresholds: readonly Threshold[]): Plot {
  const levels = thresholds.filter(({ value }) => value >= 0).map(({ name, value }, index) => ({ name, value, colour: 'var(--fault)', dash: DASHES[index % DASHES.length] ?? '' }))
  return { ...plot, levels, yMax: niceCeiling(highestOf({ ...plot, levels })) }
}

function StateStrip({ alarm, plot: { fromMs, toMs }, widthPx }: { alarm: AlarmView; plot: Plot; widthPx: number }) {
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const width = widthPx - AXIS_WIDTH_PX - RIGHT_PX
  const x = (instantMs: number) => ((instantMs - fromMs) / (toMs - fromMs)) * width
  return (
    <div className={styles.strip} style={{ marginLeft: AXIS_WIDTH_PX, width }}>
      {stateStretches(alarm, { fromMs, toMs: Math.min(toMs, atMs) }).map(({ state, fromMs: beganMs, toMs: endedMs }) => (
        <i key={beganMs} data-state={state} style={{ left: x(beganMs), width: Math.max(1, x(endedMs) - x(beganMs)) }} />
      ))}
    </div>
  )
}
