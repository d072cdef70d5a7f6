/** How often the stream holds a record again, whose doing that is, and what it means for those who read. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow, ProducerRow, Summary } from '../../engine/summary'
import { useFormats } from '../../strings/formats'
import { useProducerName } from './producerWords'
import sheet from '../sheet/Sheet.module.css'

const PRODUCERS_SHOWN_MAX = 8

export function DuplicatesCard({ summary }: { summary: Summary }) {
  const { t } = useTranslation('producers')
  const { count, decimal } = useFormats()
  const { copiesStored, userRecordsStored } = summary.totals
  const percent = userRecordsStored === 0 ? 0 : (100 * copiesStored) / userRecordsStored
  return (
    <>
      <p className={sheet.figure} data-any={copiesStored > 0}>
        <strong>{count(copiesStored)}</strong>
        {t('duplicates.inStream', { stored: count(userRecordsStored), percent: decimal(percent) })}
      </p>
      <ByProducer producers={summary.producers} />
      <ByApplication applications={summary.applications} />
      <p className={sheet.remark}>{t('duplicates.unavoidable')}</p>
    </>
  )
}

function ByProducer({ producers }: { producers: readonly ProducerRow[] }) {
  const { t } = useTranslation('producers')
  const { count } = useFormats()
  const nameOf = useProducerName()
  const copying = producers.filter(({ recordsCopied }) => recordsCopied > 0).sort((left, right) => right.recordsCopied - left.recordsCopied)
  if (copying.length === 0) return null
  return (
    <table className={sheet.table}>
      <caption>{t('duplicates.byProducer')}</caption>
      <tbody>
        {copying.slice(0, PRODUCERS_SHOWN_MAX).map((producer) => (
          <tr key={producer.producerId}>
            <th scope="row">{nameOf(producer)}</th>
            <td>{count(producer.recordsCopied)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What readers make of them. */
function ByApplication({ applications }: { applications: readonly ApplicationRow[] }) {
  const { t } = useTranslation('producers')
  const { count } = useFormats()
  if (applications.length === 0) return null
  return (
    <table className={sheet.table}>
      <caption>{t('duplicates.byApplication')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('duplicates.processed')}</th>
          <th scope="col">{t('duplicates.dropped')}</th>
        </tr>
      </thead>
      <tbody>
        {applications.map(({ name, duplicatesProcessed, duplicatesDropped, deduplication }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-fault={duplicatesProcessed > 0}>{count(duplicatesProcessed)}</td>
            <td>{deduplication === null ? '–' : count(duplicatesDropped)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
