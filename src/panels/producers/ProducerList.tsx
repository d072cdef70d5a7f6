/** All producers, a row each: what it is, how it stands, what it has in its buffer, what it achieves. A row opens its inspector. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProducerRow } from '../../engine/summary'
import { useFormats } from '../../strings/formats'
import { ProducerGlyph } from './ProducerGlyph'
import { shownStateOf, useProducerName, wayOf } from './producerWords'
import sheet from '../sheet/Sheet.module.css'
import styles from './List.module.css'

/** The gauge is full at this many records, and shows few of them well. */
const GAUGE_RECORDS_MAX = 100_000

export interface ProducerListProps {
  producers: readonly ProducerRow[]
  /** The one that was looked at last: the way back leads to it. */
  returningFrom: number | null
  onOpen: (producerIndex: number) => void
}

export function ProducerList({ producers, returningFrom, onOpen }: ProducerListProps) {
  const { t } = useTranslation('producers')
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (returningFrom !== null) list.current?.querySelector<HTMLElement>(`[data-producer="${returningFrom}"]`)?.focus()
  }, [returningFrom])
  if (producers.length === 0) return <p className={sheet.hint}>{t('list.none')}</p>
  return (
    <ul ref={list} className={styles.list} aria-label={t('list.title')} data-own-keys>
      {producers.map((producer) => (
        <li key={producer.producerId}>
          <ProducerButton producer={producer} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}

function ProducerButton({ producer, onOpen }: { producer: ProducerRow; onOpen: (producerIndex: number) => void }) {
  const { t } = useTranslation('producers')
  const { t: say } = useTranslation('river')
  const { short, duration } = useFormats()
  const nameOf = useProducerName()
  const state = shownStateOf(producer)
  const way = wayOf(producer)
  const { producerIndex, settings, recordsWaiting, recordsInFlight, acknowledgedPerSecond, latencyMs, recordsGivenUp, recordsExpired } = producer
  const lost = recordsGivenUp + recordsExpired
  const held = recordsWaiting + recordsInFlight
  return (
    <button type="button" className={styles.row} data-state={state} data-producer={producerIndex} onClick={() => onOpen(producerIndex)}>
      <ProducerGlyph kind={settings.kind} />
      <span className={styles.name}>
        {nameOf(producer)} {way === null ? null : <small>{way}</small>}
      </span>
      <span className={styles.rate}>{state === 'CRASHED' || state === 'cutOff' ? <em>{say(`producerState.${state}`)}</em> : t('list.rate', { records: short(acknowledgedPerSecond) })}</span>
      <span className={styles.buffer}>
        <span className={sheet.gauge}>
          <span style={{ width: `${Math.min(100, (100 * Math.log10(1 + held)) / Math.log10(1 + GAUGE_RECORDS_MAX))}%` }}>
            <i data-place="waiting" style={{ flexGrow: recordsWaiting }} />
            <i data-place="inFlight" style={{ flexGrow: recordsInFlight }} />
          </span>
        </span>
        {recordsWaiting === 0 && recordsInFlight > 0 ? t('list.inFlight', { records: short(recordsInFlight) }) : t('list.waiting', { records: short(recordsWaiting) })}
        {lost === 0 ? null : <b>{t('list.lost', { records: short(lost) })}</b>}
      </span>
      <span className={styles.latency}>{latencyMs === null ? '–' : duration(Math.round(latencyMs))}</span>
    </button>
  )
}
