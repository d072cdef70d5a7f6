/** One stored record opened beside the river: what is known of it, the user records in an aggregate, its bytes, its copies. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordDetails } from '../../engine/recordDetails'
import { useSetView } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import { FloatingCard } from '../../widgets/FloatingCard'
import controls from '../../widgets/controls.module.css'
import table from '../../widgets/table.module.css'
import { useNames } from '../useNames'
import { BytesView } from './BytesView'
import { JourneyView } from './JourneyView'
import styles from './Record.module.css'
import { useOpenedRecord } from './useOpenedRecord'

export function RecordCard({ sequenceNumber }: { sequenceNumber: string }) {
  const { t } = useTranslation('record')
  const setView = useSetView()
  const opened = useOpenedRecord(sequenceNumber)
  const record = opened === 'asked' ? null : opened
  return (
    <FloatingCard
      title={record === null || record.aggregate === null ? t('title', { number: shortNumber(sequenceNumber) }) : t('aggregate', { count: record.aggregate.count })}
      badge={record?.isCopy === true ? <strong className={styles.badge}>{t('copy')}</strong> : null}
      closeLabel={t('close')}
      asked={sequenceNumber}
      onClose={() => setView({ openedRecord: null })}
    >
      {record === null ? null : <Body key={record.sequenceNumber} record={record} onOpen={(openedRecord) => setView({ openedRecord })} />}
      {opened === null ? <p>{t('gone')}</p> : null}
    </FloatingCard>
  )
}

/** The last digits: the first ones are the same for every record of a stream's day. */
function shortNumber(sequenceNumber: string): string {
  return `…${sequenceNumber.slice(-12)}`
}

function Body({ record, onOpen }: { record: RecordDetails; onOpen: (sequenceNumber: string) => void }) {
  const { t } = useTranslation('record')
  const { bytes } = useFormats()
  const { ofProducer } = useNames()
  const { aggregate, data, copies } = record
  const [followed, setFollowed] = useState<string | null>(null)
  const facts: [name: string, value: string][] = [
    [t('sequenceNumber'), record.sequenceNumber],
    [t('shard'), record.shardId],
    [t('partitionKey'), aggregate === null ? record.partitionKey : t('outerKey')],
    [t('size'), t('sizeValue', { bytes: bytes(record.bytes) })],
    [t('arrived'), clockText(record.arrivedAtMs)],
    [t('producer'), ofProducer(record.producerId)],
    [t('processedBy'), record.processedBy.length === 0 ? t('nobody') : record.processedBy.join(', ')],
  ]
  return (
    <div className={styles.body}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {followed === null && aggregate === null ? (
        <button type="button" className={controls.button} onClick={() => setFollowed(record.recordId)}>
          {t('journey.follow')}
        </button>
      ) : null}
      {followed === null ? null : <JourneyView recordId={followed} />}
      {copies.length === 0 ? null : <Copies record={record} onOpen={onOpen} />}
      {aggregate === null ? null : <UserRecords aggregate={aggregate} onFollow={setFollowed} />}
      <BytesView data={data} />
    </div>
  )
}

function Copies({ record: { copies }, onOpen }: { record: RecordDetails; onOpen: (sequenceNumber: string) => void }) {
  const { t } = useTranslation('record')
  return (
    <section className={styles.copies}>
      <h3>{t('copies')}</h3>
      <p className={styles.hint}>{t('copiesMean')}</p>
      <ul>
        {copies.map(({ sequenceNumber, shardId, arrivedAtMs }) => (
          <li key={sequenceNumber}>
            <button type="button" className={styles.link} aria-label={t('open', { number: sequenceNumber })} onClick={() => onOpen(sequenceNumber)}>
              {shortNumber(sequenceNumber)}
            </button>
            <span>{shardId}</span>
            <span>{clockText(arrivedAtMs)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function UserRecords({ aggregate: { count, userRecords }, onFollow }: { aggregate: NonNullable<RecordDetails['aggregate']>; onFollow: (recordId: string) => void }) {
  const { t } = useTranslation('record')
  const { bytes } = useFormats()
  return (
    <section>
      <h3 id="record-user-records">{t('userRecords')}</h3>
      {userRecords.length === count ? null : <p className={styles.hint}>{t('firstOnes', { shown: userRecords.length, all: count })}</p>}
      <div className={table.scroller} role="region" aria-labelledby="record-user-records" tabIndex={0}>
        <table className={`${table.table} ${styles.members}`}>
          <thead>
            <tr>
              <th scope="col">{t('subSequence')}</th>
              <th scope="col">{t('partitionKey')}</th>
              <th scope="col">{t('data')}</th>
              <th scope="col">{t('journey.way')}</th>
            </tr>
          </thead>
          <tbody>
            {userRecords.map(({ recordId, partitionKey, dataBytes, isCopy }, subSequenceNumber) => (
              <tr key={`${recordId} ${subSequenceNumber}`}>
                <th scope="row">{subSequenceNumber}</th>
                <td>
                  {partitionKey} {isCopy ? <b>{t('again')}</b> : null}
                </td>
                <td>{bytes(dataBytes)}</td>
                <td>
                  <button type="button" className={styles.link} aria-label={t('journey.followOne', { number: subSequenceNumber })} onClick={() => onFollow(recordId)}>
                    {t('journey.followAgain')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
