/** PutMetricAlarm by its own fields; what is wrong stands at the field. */
import { useEffect, useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountCommand } from '../../../engine/commands'
import type { AlarmView } from '../../../engine/cloudWatch/metricsView'
import controls from '../../../widgets/controls.module.css'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Capacity.module.css'
import { Field, FieldProblem } from '../Field'
import { useCommand } from '../useCommand'
import { COMPARISONS, MISSING, NUMBER_FIELDS, readDraft, USE_LIMITS, sourceOfUse, type AlarmDraft } from './alarmDraft'
import { useSaidSource } from './useSaidSource'

type PutMetricAlarm = Extract<AccountCommand, { type: 'PutMetricAlarm' }>

export interface AlarmFormProps {
  streamName: string
  initial: AlarmDraft
  alarms: readonly AlarmView[]
  onClose: () => void
}

export function AlarmForm({ streamName, initial, alarms, onClose }: AlarmFormProps) {
  const { t } = useTranslation('cloudWatch')
  const [draft, setDraft] = useState(initial)
  const [noNumber, setNoNumber] = useState<readonly string[]>([])
  const { send, sent, refusal, forget } = useCommand<PutMetricAlarm>('PutMetricAlarm')
  const isPut = sent !== null && alarms.some(({ settings }) => JSON.stringify(settings) === JSON.stringify(sent.alarm))
  useEffect(() => {
    if (isPut) onClose()
  }, [isPut, onClose])
  const change = (changed: Partial<AlarmDraft>) => {
    setDraft({ ...draft, ...changed })
    setNoNumber([])
    forget()
  }
  const problemOf = (field: string) => (noNumber.includes(field) ? t('form.noNumber') : refusal?.field === field ? `${refusal.texts.why} ${refusal.texts.help}` : null)
  const put = (event: SubmitEvent) => {
    event.preventDefault()
    const read = readDraft(draft)
    if ('settings' in read) send({ type: 'PutMetricAlarm', alarm: read.settings })
    else setNoNumber(read.noNumber)
  }
  const ofOthers = ['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'ExtendedStatistic', 'Expression'].map(problemOf).find((problem) => problem !== null) ?? null
  return (
    <form className={styles.form} aria-label={t('form.title')} onSubmit={put} noValidate>
      <h3>{t('form.title')}</h3>
      <div className={styles.whole}>
        <Field name="AlarmName" value={draft.AlarmName} problem={problemOf('AlarmName')} onChange={(AlarmName) => change({ AlarmName })} />
      </div>
      <div className={styles.whole}>
        <SourceChoice streamName={streamName} draft={draft} metric={initial.source} onChange={(source) => change({ source })} />
        <FieldProblem problem={ofOthers} />
      </div>
      <div className={styles.whole}>
        <SelectSetting name="ComparisonOperator" names={COMPARISONS} chosen={draft.ComparisonOperator} onChoose={(ComparisonOperator) => change({ ComparisonOperator })} />
      </div>
      {NUMBER_FIELDS.map((name) => (
        <Field key={name} name={name} value={draft[name]} problem={problemOf(name)} isNumber onChange={(value) => change({ [name]: value })} />
      ))}
      <div className={styles.whole}>
        <SelectSetting name="TreatMissingData" help={t(`form.missing.${draft.TreatMissingData}`)} names={MISSING} chosen={draft.TreatMissingData} onChoose={(TreatMissingData) => change({ TreatMissingData })} />
      </div>
      <div className={`${sheet.acts} ${styles.whole}`}>
        <button type="submit" className={`${controls.button} ${controls.strong} ${controls.small}`}>
          {t('form.put')}
        </button>
        <button type="button" className={`${controls.button} ${controls.small}`} onClick={onClose}>
          {t('form.cancel')}
        </button>
      </div>
    </form>
  )
}

const METRIC = 'metric'

/** The metric that the form was opened with, or the use of the shards. */
function SourceChoice({ streamName, draft, metric, onChange }: { streamName: string; draft: AlarmDraft; metric: AlarmDraft['source']; onChange: (source: AlarmDraft['source']) => void }) {
  const { t } = useTranslation('cloudWatch')
  const saySource = useSaidSource()
  const id = useId()
  const names = [...(metric.MetricStat === undefined ? [] : [METRIC]), ...USE_LIMITS]
  return (
    <div className={sheet.body} id={id}>
      <SelectSetting
        name={t('form.source')}
        names={names}
        chosen={draft.source.MetricStat === undefined ? draft.source.Expression.limit : METRIC}
        say={(name) => (name === METRIC ? saySource(metric) : t(`form.use.${name as (typeof USE_LIMITS)[number]}`))}
        onChoose={(name) => onChange(name === METRIC ? metric : sourceOfUse(streamName, name as (typeof USE_LIMITS)[number]))}
      />
      {draft.source.MetricStat === undefined ? <p className={sheet.hint}>{t('form.useMeans')}</p> : <p className={sheet.hint}>{t('form.metricMeans')}</p>}
    </div>
  )
}
