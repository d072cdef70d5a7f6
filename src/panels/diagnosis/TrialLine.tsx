/** What came of a cure: refusals of the stream before the click, now, and what that means. */
import { useTranslation } from 'react-i18next'
import { clockText, useFormats } from '../../strings/formats'
import { effectOf } from './trials'
import type { Reading, Trial } from './trials'
import styles from './Cures.module.css'

export function TrialLine({ trial, now }: { trial: Trial; now: Reading }) {
  const { t } = useTranslation('diagnosis')
  const formats = useFormats()
  const { effect, after } = effectOf(trial, now)
  const values = { at: clockText(trial.atMs).slice(0, -4), before: formats.count(trial.before), after: formats.count(after) }
  return (
    <p className={styles.trial} data-effect={effect}>
      {effect === 'measuring' ? t('tried', values) : t('triedAndMeasured', values)} <strong>{t(`effect.${effect}`)}</strong>
    </p>
  )
}
