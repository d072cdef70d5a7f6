/** Metric math: metrics with their ids, and one expression over them. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { MetricMath, MetricStat } from '../../../engine/cloudWatch/alarmSettings'
import type { ListedMetric } from '../../../engine/cloudWatch/metricsView'
import { ALARM_EXPRESSION_CHARACTERS_MAX, ALARM_MATH_METRICS_MAX } from '../../../kinesis/limits'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../sheet/Sheet.module.css'
import capacity from '../Capacity.module.css'
import { Field, FieldProblem } from '../Field'
import { nextId } from './alarmDraft'
import styles from './Alarms.module.css'
import { MetricFields } from './MetricFields'

export interface MathFieldsProps {
  streamName: string
  metrics: readonly ListedMetric[]
  math: MetricMath
  problemOf: (field: string) => string | null
  onChange: (math: MetricMath) => void
}

export function MathFields({ streamName, metrics, math, problemOf, onChange }: MathFieldsProps) {
  const { t } = useTranslation('cloudWatch')
  const { Metrics, Expression } = math
  const change = (index: number, changed: Partial<MetricMath['Metrics'][number]>) => onChange({ ...math, Metrics: Metrics.map((metric, at) => (at === index ? { ...metric, ...changed } : metric)) })
  const add = () => onChange({ ...math, Metrics: [...Metrics, { Id: nextId(Metrics), MetricStat: Metrics.at(-1)?.MetricStat ?? firstStat(streamName) }] })
  return (
    <>
      <p className={sheet.hint}>{t('form.mathMeans')}</p>
      {Metrics.map(({ Id, MetricStat }, index) => (
        <fieldset key={index} className={styles.math}>
          <legend>{t('form.mathMetric', { id: Id })}</legend>
          <Field name="Id" group={t('form.mathMetric', { id: Id })} value={Id} problem={null} onChange={(typed) => change(index, { Id: typed })} />
          <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => onChange({ ...math, Metrics: Metrics.filter((_, at) => at !== index) })}>
            {t('form.remove')}
            <span className={sheet.hidden}> {Id}</span>
          </button>
          <div className={`${capacity.whole} ${sheet.body}`}>
            <MetricFields streamName={streamName} metrics={metrics} stat={MetricStat} problem={null} onChange={(stat) => change(index, { MetricStat: stat })} />
          </div>
          <div className={capacity.whole}>
            <FieldProblem problem={problemOf(`Metrics.${index}`)} />
          </div>
        </fieldset>
      ))}
      <FieldProblem problem={problemOf('Metrics')} />
      <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} disabled={Metrics.length >= ALARM_MATH_METRICS_MAX} onClick={add}>
        {t('form.addMetric')}
      </button>
      <ExpressionField value={Expression} problem={problemOf('Expression')} onChange={(typed) => onChange({ ...math, Expression: typed })} />
    </>
  )
}

function firstStat(streamName: string): MetricStat {
  return { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: [{ Name: 'StreamName', Value: streamName }], Statistic: 'Sum' }
}

function ExpressionField({ value, problem, onChange }: { value: string; problem: string | null; onChange: (typed: string) => void }) {
  const id = useId()
  return (
    <div className={`${sheet.pair} ${capacity.field}`}>
      <label htmlFor={id}>Expression</label>
      <textarea
        id={id}
        className={`${controls.text} ${sheet.code} ${styles.expression}`}
        rows={4}
        value={value}
        maxLength={ALARM_EXPRESSION_CHARACTERS_MAX + 1}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldProblem id={`${id}-problem`} problem={problem} />
    </div>
  )
}
