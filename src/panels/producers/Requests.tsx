/** A producer's requests under way, each of which the network may lose or delay, or the answer to it. They are quick: the clock can be stopped at one. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProducerRow, RequestRow } from '../../engine/summary'
import { useActions, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { useNextRequest } from './useNextRequest'
import sheet from '../sheet/Sheet.module.css'
import styles from './Inspector.module.css'

const SHOWN_MAX = 6
const DELAYS_MS = [1_000, 5_000, 30_000]

export function Requests({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const playing = useWorld((world) => world.playing)
  // A service's clock stands still for nobody.
  const isLive = useWorld((world) => world.live !== null)
  const { pause } = useActions()
  const { isLooking, look, stop } = useNextRequest(producer.producerIndex)
  const next = useRef<HTMLButtonElement>(null)
  const late = producer.requests.filter(({ phase }) => phase === 'late')
  // What is delayed stays longest, and must not be crowded out.
  const requests = producer.requests
    .filter(({ phase }) => phase !== 'silent')
    .sort((left, right) => Number(right.delayedMs > 0) - Number(left.delayedMs > 0) || right.requestNumber - left.requestNumber)
  const underWay = producer.requestsInFlight - producer.requestsSilent + late.length
  return (
    <>
      {isLive ? null : (
        <div className={sheet.acts}>
          <button ref={next} type="button" className={`${controls.button} ${controls.small}`} disabled={producer.state !== 'RUNNING'} onClick={isLooking ? stop : look}>
            {t(isLooking ? 'requests.stopLooking' : 'requests.next')}
          </button>
          <button type="button" className={`${controls.button} ${controls.small}`} disabled={!playing} onClick={pause}>
            {t('requests.hold')}
          </button>
        </div>
      )}
      {isLive ? null : <p className={sheet.hint}>{t('requests.hint')}</p>}
      {producer.requestsInFlight + late.length === 0 ? <p className={sheet.hint}>{t('requests.none')}</p> : null}
      {requests.length === 0 ? null : (
        <ul className={styles.requests}>
          {requests.slice(0, SHOWN_MAX).map((request) => (
            <Request key={request.requestNumber} producerIndex={producer.producerIndex} request={request} onLose={() => next.current?.focus()} />
          ))}
        </ul>
      )}
      <Silent producer={producer} />
      {underWay > SHOWN_MAX ? <p className={sheet.hint}>{t('requests.more', { count: underWay - SHOWN_MAX })}</p> : null}
    </>
  )
}

interface RequestProps {
  producerIndex: number
  request: RequestRow
  /** Its buttons go with it: the focus must be elsewhere by then. */
  onLose: () => void
}

function Request({ producerIndex, request, onLose }: RequestProps) {
  const { t } = useTranslation('producers')
  const { count, duration } = useFormats()
  const { submit } = useActions()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const { requestNumber, operation, entries, records, attempt, sentAtMs, phase, delayedMs } = request
  const [losing, setLosing] = useState<'request' | 'response' | null>(null)
  const lose = (way: 'request' | 'response') => {
    submit({ type: 'LoseRequest', producerIndex, requestNumber, lose: way })
    setLosing(way)
    onLose()
  }
  const button = `${controls.button} ${controls.small}`
  return (
    <li data-phase={phase}>
      <span>
        <strong>{t('requests.name', { operation, number: count(requestNumber) })}</strong>{' '}
        {records === entries ? t('requests.records', { count: records, attempt }) : t('requests.aggregated', { count: records, entries: count(entries), attempt })}
      </span>
      <span className={sheet.hint}>{phase === 'silent' ? null : t(`requests.phase.${phase}`, { age: duration(Math.max(0, Math.round(atMs - sentAtMs))) })}</span>
      <span role="status" className={styles.losing}>
        {delayedMs === 0 ? null : `${t('requests.delayed', { delay: duration(delayedMs) })} `}
        {losing === null ? null : t(`requests.losing.${losing}`)}
      </span>
      {phase === 'late' ? null : (
      <span className={sheet.acts}>
        <button type="button" className={button} disabled={phase !== 'request'} aria-label={t('requests.loseRequestOf', { number: requestNumber })} onClick={() => lose('request')}>
          {t('requests.loseRequest')}
        </button>
        <button type="button" className={button} aria-label={t('requests.loseResponseOf', { number: requestNumber })} onClick={() => lose('response')}>
          {t('requests.loseResponse')}
        </button>
      </span>
      )}
      {phase === 'late' ? null : <DelayActs producerIndex={producerIndex} request={request} />}
    </li>
  )
}

/** It stays where it is, and so do these. */
function DelayActs({ producerIndex, request: { requestNumber, phase } }: Omit<RequestProps, 'onLose'>) {
  const { t } = useTranslation('producers')
  const { submit } = useActions()
  const nameKey = phase === 'request' ? 'requests.delayRequestOf' : 'requests.delayResponseOf'
  return (
    <span className={sheet.acts}>
      <span className={sheet.hint}>{t('requests.delay')}</span>
      {DELAYS_MS.map((delayMs) => (
        <button
          key={delayMs}
          type="button"
          className={`${controls.button} ${controls.small}`}
          aria-label={t(nameKey, { number: requestNumber, seconds: delayMs / 1_000 })}
          onClick={() => submit({ type: 'DelayRequest', producerIndex, requestNumber, delayMs })}
        >
          {t('requests.delaySeconds', { seconds: delayMs / 1_000 })}
        </button>
      ))}
    </span>
  )
}

/** Nothing can be done about these but wait. */
function Silent({ producer: { requestsSilent, oldestSilentAtMs } }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const { duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  if (oldestSilentAtMs === null) return null
  return <p className={sheet.hint}>{t('requests.silent', { count: requestsSilent, age: duration(Math.max(0, Math.round(atMs - oldestSilentAtMs))) })}</p>
}
