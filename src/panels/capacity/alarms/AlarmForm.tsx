/** PutMetricAlarm by its own fields; what is wrong stands at the field. */
import { useEffect, useState } from 'react'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountCommand } from '../../../engine/commands'
import type { AlarmView, ListedMetric } from '../../../engine/cloudWatch/metricsView'
import controls from '../../../widgets/controls.module.css'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Capacity.module.css'
import { Field } from '../Field'
import { useCommand } from '../useCommand'
import { COMPARISONS, LOW_SAMPLES, MISSING, NUMBER_FIELDS, readDraft, type AlarmDraft } from './alarmDraft'
import { SourceFields } from './SourceFields'

type PutMetricAlarm = Extract<AccountCommand, { type: 'PutMetricAlarm' }>

export interface AlarmFormProps {
  streamName: string
  openShards: number
  /** That an alarm can be on, as CloudWatch lists them. */
  metrics: readonly ListedMetric[]
  initial: AlarmDraft
  alarms: readonly AlarmView[]
  onClose: () => void
}

export function AlarmForm({ streamName, openShards, metrics, initial, alarms, onClose }: AlarmFormProps) {
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
  const lowSamples = draft.EvaluateLowSampleCountPercentile ?? 'evaluate'
  const put = (event: SubmitEvent) => {
    event.preventDefault()
    const read = readDraft(draft)
    if ('settings' in read) send({ type: 'PutMetricAlarm', alarm: read.settings })
    else setNoNumber(read.noNumber)
  }
  return (
    <form className={styles.form} aria-label={t('form.title')} onSubmit={put} noValidate>
      <h3>{t('form.title')}</h3>
      <div className={styles.whole}>
        <Field name="AlarmName" value={draft.AlarmName} problem={problemOf('AlarmName')} onChange={(AlarmName) => change({ AlarmName })} />
      </div>
      <div className={styles.whole}>
        <SourceFields streamName={streamName} openShards={openShards} metrics={metrics} source={draft.source} problemOf={problemOf} onChange={(source) => change({ source })} />
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
      {draft.source.MetricStat?.ExtendedStatistic === undefined ? null : (
        <div className={styles.whole}>
          <SelectSetting
            name="EvaluateLowSampleCountPercentile"
            help={t(`form.lowSamples.${lowSamples}`)}
            names={LOW_SAMPLES}
            chosen={lowSamples}
            onChoose={(EvaluateLowSampleCountPercentile) => change({ EvaluateLowSampleCountPercentile })}
          />
        </div>
      )}
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
