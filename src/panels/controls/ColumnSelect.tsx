/** Which column of a file is the partition key, and how its keys are spread. */
import { useTranslation } from 'react-i18next'
import type { SourceFacts } from '../../bridge/protocol'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import styles from './Controls.module.css'

export function ColumnSelect({ facts, keyColumn, onChoose }: { facts: SourceFacts | undefined; keyColumn: string; onChoose: (keyColumn: string) => void }) {
  const { t } = useTranslation('controls')
  const { count } = useFormats()
  const columns = facts?.columns ?? [{ name: keyColumn, distinct: 0, topPercent: 0 }]
  const chosen = facts?.columns.find(({ name }) => name === keyColumn)
  return (
    <>
      <label className={styles.pair}>
        <span className={styles.label}>{t('keyColumn')}</span>
        <select className={controls.select} value={keyColumn} onChange={(event) => onChoose(event.target.value)}>
          {columns.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {chosen === undefined ? null : (
        <p className={styles.hint}>{t('columnFacts', { keys: count(chosen.distinct), percent: count(chosen.topPercent) })}</p>
      )}
    </>
  )
}
