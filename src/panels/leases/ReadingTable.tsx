/** What became of the records that each application has read, side by side: with and without de-duplication, with and without the KCL. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useFormats, type Formats } from '../../strings/formats'
import { ApplicationSwatch } from '../ApplicationSwatch'
import styles from './ReadingTable.module.css'

interface Fact {
  key: 'processed' | 'duplicates' | 'dropped' | 'discarded' | 'unread' | 'ids' | 'memory'
  /** Null: it does not apply to this application. */
  say: (row: ApplicationRow, formats: Formats) => string | null
  isFault?: (row: ApplicationRow) => boolean
  /** Left out where it says nothing of any application. */
  isShown?: (row: ApplicationRow) => boolean
}

const FACTS: readonly Fact[] = [
  { key: 'processed', say: ({ userRecordsProcessed }, { count }) => count(userRecordsProcessed) },
  { key: 'duplicates', say: ({ duplicatesProcessed }, { count }) => count(duplicatesProcessed), isFault: ({ duplicatesProcessed }) => duplicatesProcessed > 0 },
  {
    key: 'dropped',
    say: ({ deduplication, duplicatesDropped }, { count }) => (deduplication === null && duplicatesDropped === 0 ? null : count(duplicatesDropped)),
    isShown: ({ deduplication, duplicatesDropped }) => deduplication !== null || duplicatesDropped > 0,
  },
  { key: 'discarded', say: ({ recordsDiscarded }, { count }) => count(recordsDiscarded), isShown: ({ recordsDiscarded }) => recordsDiscarded > 0 },
  {
    key: 'unread',
    say: ({ recordsUnread }, { count }) => count(recordsUnread),
    isFault: ({ recordsUnread }) => recordsUnread > 0,
    isShown: ({ deaggregation, recordsUnread }) => deaggregation === 'none' || recordsUnread > 0,
  },
  {
    key: 'ids',
    say: ({ deduplication }, { count }) => (deduplication === null ? null : count(deduplication.idsHeld)),
    isShown: ({ deduplication }) => deduplication !== null,
  },
  {
    key: 'memory',
    say: ({ deduplication }, { bytes }) => (deduplication === null ? null : bytes(deduplication.bytesHeld)),
    isShown: ({ deduplication }) => deduplication !== null,
  },
]

export function ReadingTable({ applications }: { applications: readonly ApplicationRow[] }) {
  const { t } = useTranslation('leases')
  const formats = useFormats()
  if (applications.length === 0) return null
  const facts = FACTS.filter(({ isShown }) => isShown === undefined || applications.some(isShown))
  return (
    <section>
      <h3 className={styles.heading}>{t('reading.title')}</h3>
      <div className={styles.scroller} role="region" aria-label={t('reading.title')} tabIndex={0} data-own-keys>
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              {applications.map(({ name, applicationIndex }) => (
                <th key={name} scope="col">
                  <ApplicationSwatch index={applicationIndex} />
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts.map(({ key, say, isFault }) => (
              <tr key={key}>
                <th scope="row" title={t(`reading.help.${key}`)}>
                  {t(`reading.fact.${key}`)}
                </th>
                {applications.map((row) => (
                  <td key={row.name} data-fault={isFault?.(row) === true}>
                    {say(row, formats) ?? t('unknown')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
