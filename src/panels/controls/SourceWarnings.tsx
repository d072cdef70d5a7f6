/** What a reader of a file should know: lines left out and why, order, encoding. */
import { useTranslation } from 'react-i18next'
import type { SourceFacts } from '../../bridge/protocol'
import styles from './Controls.module.css'

export function SourceWarnings({ warnings }: Pick<SourceFacts, 'warnings'>) {
  const { t } = useTranslation(['controls', 'sources'])
  return (
    <details className={styles.hint}>
      <summary>{t('controls:warnings', { count: warnings.length })}</summary>
      <ul>
        {warnings.map(({ key, values }, index) => (
          <li key={index}>{t(`sources:warning.${key}`, { ...values })}</li>
        ))}
      </ul>
    </details>
  )
}
