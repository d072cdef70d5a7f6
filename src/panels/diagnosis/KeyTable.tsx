/** The shard's heaviest partition keys, and how many records that is estimated from. */
import { useTranslation } from 'react-i18next'
import type { Diagnosis } from '../../engine/diagnosis'
import { useActions } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import table from '../../widgets/table.module.css'
import sheet from './Diagnosis.module.css'
import styles from './Keys.module.css'

export function KeyTable({ diagnosis: { keys, keysSeen, lookedAt, limitedBy } }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('diagnosis')
  const formats = useFormats()
  const { followKey } = useActions()
  const percent = (share: number) => (share > 0 && share < 0.01 ? `<${formats.percent(0.01)}` : formats.percent(share))
  if (keys.length === 0) return null
  return (
    <section className={styles.keys}>
      <h3 id="diagnosis-keys">{t('keys')}</h3>
      <div className={table.scroller} role="region" aria-labelledby="diagnosis-keys" tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('key')}</th>
              <th scope="col">{t('share')}</th>
              <th scope="col">{t(`asked.${limitedBy}`)}</th>
              <th scope="col">{t('ofLimit')}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map(({ partitionKey, percent: share, recordsPerSecond, bytesPerSecond, use }, at) => (
              <tr key={`${partitionKey} ${at}`} data-hot={use > 1}>
                <th scope="row">
                  <button type="button" className={styles.link} title={t('follow', { partitionKey })} onClick={() => void followKey(partitionKey)}>
                    {partitionKey}
                  </button>
                </th>
                <td className={styles.share}>
                  <i style={{ width: `${Math.min(100, share)}%` }} />
                  <span>{percent(share / 100)}</span>
                </td>
                <td>{limitedBy === 'records' ? recordsPerSecond < 1 ? formats.decimal(recordsPerSecond) : formats.count(recordsPerSecond) : formats.bytes(bytesPerSecond)}</td>
                <td>{percent(use)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={sheet.note}>{t('lookedAt', { stored: lookedAt.stored, refused: lookedAt.refused, keys: keysSeen })}</p>
    </section>
  )
}
