/** What an alarm is on: one metric, metric math over several, or the use of all open shards. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MetricSource, MetricStat } from '../../../engine/cloudWatch/alarmSettings'
import type { ListedMetric } from '../../../engine/cloudWatch/metricsView'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import { FieldProblem } from '../Field'
import { firstChoice, sourceOf } from '../lens/metricChoice'
import { firstMath, sourceOfUse, USE_LIMITS } from './alarmDraft'
import { MathFields } from './MathFields'
import { MetricFields } from './MetricFields'

export interface SourceFieldsProps {
  streamName: string
  openShards: number
  metrics: readonly ListedMetric[]
  source: MetricSource
  problemOf: (field: string) => string | null
  onChange: (source: MetricSource) => void
}

const KINDS = ['one', 'math', ...USE_LIMITS] as const
type Kind = (typeof KINDS)[number]

/** Fields of a metric that no field here is for. */
const OTHERS = ['Namespace', 'MetricName', 'Dimensions', 'Statistic'] as const

export function SourceFields({ streamName, openShards, metrics, source, problemOf, onChange }: SourceFieldsProps) {
  const { t } = useTranslation('cloudWatch')
  // Whoever goes from one kind to another and back finds what was there.
  const [left, setLeft] = useState<ReadonlyMap<Kind, MetricSource>>(new Map())
  const kind = kindOf(source)
  const choose = (next: Kind) => {
    setLeft(new Map([...left, [kind, source]]))
    onChange(left.get(next) ?? firstOf(next, streamName, openShards))
  }
  const ofOthers = OTHERS.map(problemOf).find((problem) => problem !== null) ?? null
  return (
    <div className={sheet.body}>
      <SelectSetting name={t('form.source')} names={KINDS} chosen={kind} say={(name) => (name === 'one' || name === 'math' ? t(`form.${name}`) : t(`form.use.${name}`))} onChoose={choose} />
      {source.MetricStat === undefined ? null : <MetricFields streamName={streamName} metrics={metrics} stat={source.MetricStat} problem={problemOf('ExtendedStatistic')} onChange={(MetricStat: MetricStat) => onChange({ MetricStat })} />}
      {source.MetricMath === undefined ? null : <MathFields streamName={streamName} metrics={metrics} math={source.MetricMath} problemOf={problemOf} onChange={(MetricMath) => onChange({ MetricMath })} />}
      {source.Expression === undefined ? null : <p className={sheet.hint}>{t('form.useMeans')}</p>}
      <FieldProblem problem={source.Expression === undefined ? ofOthers : problemOf('Expression')} />
    </div>
  )
}

function kindOf({ MetricStat, Expression }: MetricSource): Kind {
  return MetricStat !== undefined ? 'one' : (Expression?.limit ?? 'math')
}

function firstOf(kind: Kind, streamName: string, openShards: number): MetricSource {
  switch (kind) {
    case 'one':
      return sourceOf(firstChoice(streamName))
    case 'math':
      return { MetricMath: firstMath(streamName, openShards) }
    default:
      return sourceOfUse(streamName, kind)
  }
}
