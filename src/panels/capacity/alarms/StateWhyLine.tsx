/** Why an alarm is in its state, in the reader's language, with AWS's own sentence as its detail. */
import { useTranslation } from 'react-i18next'
import type { AlarmView } from '../../../engine/cloudWatch/metricsView'
import type { StateWhy } from '../../../engine/cloudWatch/stateWhy'
import { clockText } from '../../../strings/formats'
import sheet from '../../sheet/Sheet.module.css'
import styles from './Alarms.module.css'
import { signOf } from './saidWhy'

/** @param say a value in the unit of what the alarm is on. */
export function StateWhyLine({ alarm: { why, stateReason }, say }: { alarm: AlarmView; say: (value: number) => string }) {
  const { t } = useTranslation('cloudWatch')
  const sayWhy = useSaidWhy(say)
  return (
    <>
      <p>{sayWhy(why)}</p>
      <details className={sheet.group}>
        <summary>{t('alarm.reasonOfAws')}</summary>
        <p className={styles.formula} lang="en">
          {stateReason}
        </p>
      </details>
    </>
  )
}

function useSaidWhy(say: (value: number) => string): (why: StateWhy) => string {
  const { t } = useTranslation('cloudWatch')
  const sayPoint = ({ value, atMs }: { value: number; atMs: number }) => t('why.point', { value: say(value), clock: clockText(atMs).slice(0, -4) })
  return ({ key, values }) => {
    switch (key) {
      case 'created':
      case 'expressionChanged':
      case 'scalingCooldown':
        return t(`why.${key}`)
      case 'scalingRefused':
        return t('why.scalingRefused', values)
      case 'unknown':
        return t('why.unknown', { count: values.missing })
      case 'nothingReceived':
        return t('why.nothingReceived', { ...values, treated: t(`why.treated.${values.treated}`) })
      case 'filled':
        return t('why.filled', { ...values, treated: t(`why.treated.${values.treated}`) })
      case 'crossed': {
        const { decided, known, needed, from, to, listed, comparison, isBreaching, threshold, filled } = values
        const crossed = t('why.crossed', { decided, known, needed, from, to, sign: signOf(comparison, isBreaching), threshold: say(threshold), listed: listed.map(sayPoint).join(', ') })
        return filled === null ? crossed : `${crossed} ${t('why.filled', { ...filled, treated: t(`why.treated.${filled.treated}`) })}`
      }
    }
  }
}
