/** Any metric by its own name, with its unit, in a period and a statistic of one's choice; enhanced monitoring; the way to an alarm on it. */
import { useTranslation } from 'react-i18next'
import { MS_PER_SECOND } from '../../../base/units'
import type { MetricsView, MetricSeries } from '../../../engine/cloudWatch/metricsView'
import { useWorld } from '../../../store/hooks'
import { clockText } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { niceCeiling } from '../../metrics/chartSeries'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Capacity.module.css'
import { highestOf, joinRows, type Plot } from '../plot/plot'
import { PlotFigure } from '../plot/PlotFigure'
import { useMetrics } from '../useCapacity'
import { useSaidMetric } from '../useSaidMetric'
import { chosenStatistic, groupMetrics, metricKey, metricLabel, PERIODS_SECONDS, sourceOf, unitOfStatistic, type MetricChoice } from './metricChoice'
import { useSaidGroup } from './useSaidGroup'

export interface MetricExplorerProps {
  streamName: string
  choice: MetricChoice
  onChoose: (choice: MetricChoice) => void
  onAlarm: () => void
}

export function MetricExplorer({ streamName, choice, onChoose, onAlarm }: MetricExplorerProps) {
  const { t } = useTranslation('cloudWatch')
  const view = useMetrics({ series: [{ source: sourceOf(choice), periodSeconds: choice.periodSeconds, fromMs: null }], lens: null })
  if (view === null) return null
  return (
    <>
      <Choosers streamName={streamName} view={view} choice={choice} onChoose={onChoose} />
      <Chart view={view} choice={choice} />
      <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} onClick={onAlarm}>
        {t('explorer.alarm')}
      </button>
    </>
  )
}

function Choosers({ streamName, view, choice, onChoose }: Pick<MetricExplorerProps, 'streamName' | 'choice' | 'onChoose'> & { view: MetricsView }) {
  const { t } = useTranslation('cloudWatch')
  const sayGroup = useSaidGroup()
  const groups = groupMetrics(view.metrics, streamName)
  const wanted = metricKey(choice.metric)
  const group = groups.find(({ metrics }) => metrics.some((metric) => metricKey(metric) === wanted)) ?? groups[0]
  if (group === undefined) return <p className={sheet.hint}>{t('explorer.none')}</p>
  const metric = group.metrics.find((one) => metricKey(one) === wanted) ?? group.metrics[0]
  if (metric === undefined) return null
  const choose = (next = metric) => onChoose({ ...choice, metric: next, statistic: chosenStatistic(choice.statistic, next) })
  return (
    <div className={styles.pairs}>
      <SelectSetting name={t('explorer.group')} names={groups.map(({ key }) => key)} chosen={group.key} say={(key) => sayGroup(groups.find((one) => one.key === key))} onChoose={(key) => choose(groups.find((one) => one.key === key)?.metrics[0])} />
      <SelectSetting
        name="MetricName"
        names={group.metrics.map(metricKey)}
        chosen={metricKey(metric)}
        say={(key) => {
          const one = group.metrics.find((known) => metricKey(known) === key)
          return one === undefined ? '' : `${metricLabel(one)}${one.isDeprecated ? ` ${t('explorer.deprecated')}` : ''}`
        }}
        onChoose={(key) => choose(group.metrics.find((one) => metricKey(one) === key))}
      />
      <SelectSetting name="Statistic" names={metric.statistics} chosen={chosenStatistic(choice.statistic, metric)} say={(statistic) => t(`explorer.statistic.${statistic}`)} onChoose={(statistic) => onChoose({ ...choice, metric, statistic })} />
      <SelectSetting
        name="Period"
        names={PERIODS_SECONDS.map(String)}
        chosen={String(choice.periodSeconds)}
        say={(seconds) => t('explorer.minutes', { count: Number(seconds) / 60 })}
        onChoose={(seconds) => onChoose({ ...choice, metric, periodSeconds: Number(seconds) })}
      />
      {metric.measured === null ? null : <p className={`${sheet.hint} ${styles.whole}`}>{t(`explorer.measured.${metric.measured}`)}</p>}
    </div>
  )
}

function Chart({ view: { series: all, seenUntilMs }, choice }: { view: MetricsView; choice: MetricChoice }) {
  const { t } = useTranslation('cloudWatch')
  const sayMetric = useSaidMetric()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const [series] = all
  if (series === undefined) return null
  const unit = unitOfStatistic(series.unit, series.source.MetricStat?.Statistic)
  const name = series.source.MetricStat?.MetricName ?? ''
  const last = series.values.at(-1)
  return (
    <PlotFigure title={name} axis={`${choice.statistic} (${unit})`} plot={series.atMs.length === 0 ? null : plotOf(series, { atMs, name: `${name} ${choice.statistic}`, say: (value) => sayMetric(value, unit) })} sayAxis={(value) => sayMetric(value, unit)}>
      <p>{last === undefined ? t('explorer.noData') : t('explorer.last', { value: sayMetric(last, unit), unit, statistic: choice.statistic, minutes: series.periodSeconds / 60, clock: clockText(series.atMs.at(-1) ?? 0).slice(0, -4) })}</p>
      <p className={sheet.hint}>{t('explorer.seenUntil', { clock: clockText(Math.max(0, seenUntilMs)).slice(0, -4) })}</p>
    </PlotFigure>
  )
}

const SPAN_MIN_MS = 300_000

export function plotOf({ atMs: instants, values, periodSeconds }: MetricSeries, { atMs, name, say }: { atMs: number; name: string; say: (value: number) => string }): Plot {
  const rows = joinRows({ key: 'value', points: instants.map((instant, index) => [instant, values[index] ?? 0] as const) })
  const lines: Plot['lines'] = [{ key: 'value', name, colour: 'var(--record)', shape: 'line', say }]
  const fromMs = Math.max(0, Math.min(instants[0] ?? 0, atMs - SPAN_MIN_MS))
  return { rows, lines, levels: [], fromMs, toMs: Math.max(atMs, fromMs + SPAN_MIN_MS, (instants.at(-1) ?? 0) + periodSeconds * MS_PER_SECOND), yMax: niceCeiling(highestOf({ rows, lines, levels: [] })) }
}
