/** The producers of the picture as a table, their requests under way as a list, and how many records are in the stream twice. */
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProducerRow, RequestRow, Summary } from '../engine/summary'
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

export function ProducersTwin({ summary: { stream, producers, writers, totals } }: { summary: Summary }): ReactElement {
  const { t } = useTranslation('riverDetails')
  const say = useTranslation('river').t
  const formats = useFormats()
  function requestText(producer: ProducerRow, { requestNumber: number, operation, records, attempt, phase, delayedMs }: RequestRow): string {
    const request = t('producers.request', {
      name: producerName(say, producer),
      number,
      operation,
      records: t('producerMenu.records', { count: records }),
      attempt,
      phase: t(`producers.phase.${phase}`),
    })
    return delayedMs === 0 ? request : t('producers.requestDelayed', { request, delay: formats.duration(delayedMs) })
  }
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
          {writers
            .filter(({ writesTo, state }) => writesTo === stream.streamName && state !== 'STOPPED')
            .map(({ producerIndex, producerId, name, state, resultsWaiting, resultsWritten, resultsWrittenAgain }) => (
              <tr key={producerIndex} data-producer={producerId} data-state={state}>
                <th scope="row">{name}</th>
                <td>{say(`producerState.${state}`)}</td>
                {[resultsWaiting, 0, resultsWritten, 0, resultsWrittenAgain].map((value, column) => (
                  <td key={column}>{formats.count(value)}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
      <ul aria-label={t('producers.requests')}>
        {requestsOf(producers).map(({ producer, request }) => (
          <li key={`${producer.producerIndex} ${request.requestNumber}`}>
            {requestText(producer, request)}
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
