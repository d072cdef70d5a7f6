/** The producers of the picture as a table, their requests under way as a list, and how many records are in the stream twice. */
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProducerRow, Summary } from '../engine/summary'
import { useFormats } from '../strings/formats'
import { producerName, producerStateKey } from './producerWords'

const REQUESTS_LISTED_MAX = 20

const COLUMNS = [
  ['waiting', 'recordsWaiting'],
  ['inFlight', 'recordsInFlight'],
  ['acknowledged', 'recordsAcknowledged'],
  ['givenUp', 'recordsGivenUp'],
  ['copied', 'recordsCopied'],
] as const

export function ProducersTwin({ summary: { producers, totals } }: { summary: Summary }): ReactElement {
  const { t } = useTranslation('riverDetails')
  const say = useTranslation('river').t
  const formats = useFormats()
  return (
    <>
      <table>
        <caption>{t('producers.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('producers.producer')}</th>
            <th scope="col">{t('producers.state')}</th>
            {COLUMNS.map(([key]) => (
              <th scope="col" key={key}>
                {t(`producers.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {producers.map((producer) => (
            <tr key={producer.producerIndex} data-producer={producer.producerId} data-state={producerStateKey(producer)}>
              <th scope="row">{producerName(say, producer)}</th>
              <td>{say(`producerState.${producerStateKey(producer)}`)}</td>
              {COLUMNS.map(([key, column]) => (
                <td key={key}>{formats.count(producer[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul aria-label={t('producers.requests')}>
        {requestsOf(producers).map(({ producer, request }) => (
          <li key={`${producer.producerIndex} ${request.requestNumber}`}>
            {t('producers.request', {
              name: producerName(say, producer),
              number: request.requestNumber,
              operation: request.operation,
              records: t('producerMenu.records', { count: request.records }),
              attempt: request.attempt,
              phase: t(`producers.phase.${request.phase}`),
            })}
          </li>
        ))}
      </ul>
      {totals.copiesStored > 0 && <p data-duplicates={totals.copiesStored}>{t('producers.duplicates', { count: totals.copiesStored })}</p>}
    </>
  )
}

function requestsOf(producers: readonly ProducerRow[]) {
  return producers.flatMap((producer) => producer.requests.map((request) => ({ producer, request }))).slice(0, REQUESTS_LISTED_MAX)
}
