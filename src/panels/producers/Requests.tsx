/** A producer's requests under way, each of which the network may lose, or the answer to it. They are quick: the clock can be stopped at one. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProducerRow, RequestRow } from '../../engine/summary'
import { useActions, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { useNextRequest } from './useNextRequest'
import sheet from './Producers.module.css'
import styles from './Inspector.module.css'

const SHOWN_MAX = 6

export function Requests({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const playing = useWorld((world) => world.playing)
  // A service's clock stands still for nobody.
  const isLive = useWorld((world) => world.live !== null)
  const { pause } = useActions()
  const { isLooking, look, stop } = useNextRequest(producer.producerIndex)
  const next = useRef<HTMLButtonElement>(null)
  const requests = producer.requests.filter(({ phase }) => phase !== 'silent').sort((left, right) => right.requestNumber - left.requestNumber)
  const underWay = producer.requestsInFlight - producer.requestsSilent
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
      {producer.requestsInFlight === 0 ? <p className={sheet.hint}>{t('requests.none')}</p> : null}
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
  const { requestNumber, operation, entries, records, attempt, sentAtMs, phase } = request
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
        {losing === null ? null : t(`requests.losing.${losing}`)}
      </span>
      <span className={sheet.acts}>
        <button type="button" className={button} disabled={phase !== 'request'} aria-label={t('requests.loseRequestOf', { number: requestNumber })} onClick={() => lose('request')}>
          {t('requests.loseRequest')}
        </button>
        <button type="button" className={button} aria-label={t('requests.loseResponseOf', { number: requestNumber })} onClick={() => lose('response')}>
          {t('requests.loseResponse')}
        </button>
      </span>
    </li>
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
