/** One stored record opened over the river: what is known of it, the user records in an aggregate, its bytes, its copies. */
import type { KeyboardEvent, SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordDetails } from '../../engine/recordDetails'
import { useSetView } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import { Icon } from '../../widgets/Icon'
import controls from '../../widgets/controls.module.css'
import { useIsNarrow } from '../diagnosis/useIsNarrow'
import { BytesView } from './BytesView'
import styles from './Record.module.css'
import { useOpenedRecord } from './useOpenedRecord'
import { useShownDialog } from './useShownDialog'

export function RecordCard({ sequenceNumber }: { sequenceNumber: string }) {
  const { t } = useTranslation('record')
  const setView = useSetView()
  const opened = useOpenedRecord(sequenceNumber)
  const isNarrow = useIsNarrow()
  const card = useShownDialog(isNarrow)
  const record = opened === 'asked' ? null : opened
  const close = () => setView({ openedRecord: null })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  const onCancel = (event: SyntheticEvent) => {
    event.preventDefault()
    close()
  }
  return (
    <dialog ref={card} className={styles.card} aria-labelledby="record-title" onKeyDown={onKeyDown} onCancel={onCancel}>
      <header className={styles.head}>
        <h2 id="record-title" tabIndex={-1}>
          {record === null || record.aggregate === null ? t('title', { number: shortNumber(sequenceNumber) }) : t('aggregate', { count: record.aggregate.count })}
        </h2>
        {record?.isCopy === true ? <strong className={styles.badge}>{t('copy')}</strong> : null}
        <button type="button" className={`${controls.button} ${controls.icon} ${controls.bare}`} aria-label={t('close')} title={t('close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {record === null ? null : <Body record={record} onOpen={(openedRecord) => setView({ openedRecord })} />}
      {opened === null ? <p className={styles.empty}>{t('gone')}</p> : null}
    </dialog>
  )
}

/** The last digits: the first ones are the same for every record of a stream's day. */
function shortNumber(sequenceNumber: string): string {
  return `…${sequenceNumber.slice(-12)}`
}

function Body({ record, onOpen }: { record: RecordDetails; onOpen: (sequenceNumber: string) => void }) {
  const { t } = useTranslation('record')
  const { bytes } = useFormats()
  const { aggregate, data, copies } = record
  const facts: [name: string, value: string][] = [
    [t('sequenceNumber'), record.sequenceNumber],
    [t('shard'), record.shardId],
    [t('partitionKey'), aggregate === null ? record.partitionKey : t('outerKey')],
    [t('size'), t('sizeValue', { bytes: bytes(record.bytes) })],
    [t('arrived'), clockText(record.arrivedAtMs)],
    [t('producer'), record.producerId],
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
      {copies.length === 0 ? null : <Copies record={record} onOpen={onOpen} />}
      {aggregate === null ? null : <UserRecords aggregate={aggregate} />}
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

function UserRecords({ aggregate: { count, userRecords } }: { aggregate: NonNullable<RecordDetails['aggregate']> }) {
  const { t } = useTranslation('record')
  const { bytes } = useFormats()
  return (
    <section>
      <h3 id="record-user-records">{t('userRecords')}</h3>
      {userRecords.length === count ? null : <p className={styles.hint}>{t('firstOnes', { shown: userRecords.length, all: count })}</p>}
      <div className={styles.scroller} role="region" aria-labelledby="record-user-records" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('subSequence')}</th>
              <th scope="col">{t('partitionKey')}</th>
              <th scope="col">{t('data')}</th>
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
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
