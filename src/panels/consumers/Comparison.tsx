/** All applications side by side over one stream that none of them empties: what each has read, missed, repeated, and asked for. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow, Summary } from '../../engine/summary'
import { useFormats, type Formats } from '../../strings/formats'
import sheet from '../sheet/Sheet.module.css'
import { NamedSwatch } from './NamedSwatch'
import { wayOf } from './newApplication'
import { CHECKS } from './promises'
import styles from './Comparison.module.css'

interface Fact {
  key: 'handedOver' | 'lag' | 'backlog' | 'processed' | 'again' | 'invokedAgain' | 'duplicates' | 'broken' | 'bytes' | 'polled' | 'pushed' | 'getRecords' | 'empty' | 'refused' | 'expired' | 'subscribe'
  say: (row: ApplicationRow, formats: Formats) => string
  isFault?: (row: ApplicationRow) => boolean
  /** Left out where it says nothing of any application. */
  isShown?: (row: ApplicationRow) => boolean
}

const FACTS: readonly Fact[] = [
  { key: 'handedOver', say: ({ reads }, { count }) => count(reads.recordsRead) },
  { key: 'backlog', say: ({ backlogRecords }, { count }) => count(backlogRecords) },
  { key: 'lag', say: ({ iteratorAgeMs }, { duration }) => duration(iteratorAgeMs) },
  { key: 'processed', say: ({ userRecordsProcessed }, { count }) => count(userRecordsProcessed) },
  { key: 'again', say: ({ recordsProcessedAgain }, { count }) => count(recordsProcessedAgain) },
  { key: 'invokedAgain', say: ({ recordsInvokedAgain }, { count }) => (recordsInvokedAgain === null ? '–' : count(recordsInvokedAgain)), isShown: ({ recordsInvokedAgain }) => recordsInvokedAgain !== null },
  { key: 'duplicates', say: ({ duplicatesProcessed }, { count }) => count(duplicatesProcessed) },
  { key: 'broken', say: (row, { count }) => count(brokenRecords(row)), isFault: (row) => brokenRecords(row) > 0 },
]

const COSTS: readonly Fact[] = [
  { key: 'bytes', say: ({ reads }, { bytes }) => bytes(reads.bytesRead) },
  { key: 'polled', say: ({ latency }, { count }) => count(latency.polling.records) },
  { key: 'pushed', say: ({ latency }, { count }) => count(latency.fanOut.records) },
  { key: 'getRecords', say: ({ reads }, { count }) => count(reads.getRecordsCalls) },
  { key: 'empty', say: ({ reads }, { count }) => count(reads.callsEmpty) },
  { key: 'refused', say: ({ reads }, { count }) => count(reads.callsRefused), isFault: ({ reads }) => reads.callsRefused > 0 },
  { key: 'expired', say: ({ reads }, { count }) => count(reads.iteratorsExpired), isFault: ({ reads }) => reads.iteratorsExpired > 0 },
  { key: 'subscribe', say: ({ reads }, { count }) => count(reads.subscribeCalls) },
]

/** So many stand beside the facts without moving them. */
const FIT_MAX = 2

export function Comparison({ summary: { applications } }: { summary: Summary }) {
  const { t } = useTranslation('consumers')
  if (applications.length === 0) return <p className={sheet.hint}>{t('list.none')}</p>
  return (
    <>
      {applications.length > FIT_MAX ? <p className={sheet.hint}>{t('compare.more', { count: applications.length })}</p> : null}
      <div className={sheet.wide} role="region" aria-label={t('compare.title')} tabIndex={0} data-own-keys>
        <table className={`${sheet.table} ${styles.table}`} data-fits={applications.length <= FIT_MAX}>
          <thead>
            <tr>
              <td />
              {applications.map((row) => (
                <th key={row.name} scope="col">
                  <NamedSwatch name={row.name} applicationIndex={row.applicationIndex} />
                  <small>{t(`way.${wayOf(row.settings)}.brief`)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <Facts facts={FACTS} applications={applications} />
          <Facts facts={COSTS} applications={applications} title={t('compare.asked')} />
        </table>
      </div>
      <p className={sheet.hint}>{t('compare.cost')}</p>
    </>
  )
}

function Facts({ facts, applications, title }: { facts: readonly Fact[]; applications: readonly ApplicationRow[]; title?: string }) {
  const { t } = useTranslation('consumers')
  const formats = useFormats()
  return (
    <tbody>
      {title === undefined ? null : (
        <tr className={styles.title}>
          <th scope="colgroup" colSpan={applications.length + 1}>
            {title}
          </th>
        </tr>
      )}
      {facts.filter(({ isShown }) => isShown === undefined || applications.some(isShown)).map(({ key, say, isFault }) => (
        <tr key={key}>
          <th scope="row" title={t(`compare.help.${key}`)}>
            {t(`compare.fact.${key}`)}
          </th>
          {applications.map((row) => (
            <td key={row.name} data-fault={isFault?.(row) === true}>
              {say(row, formats)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function brokenRecords({ checks }: ApplicationRow): number {
  return CHECKS.reduce((sum, check) => sum + checks[check].records, 0)
}
