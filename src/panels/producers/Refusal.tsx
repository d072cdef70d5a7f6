/** Why the last act on a producer or on the network was not carried out, as long as that is news. */
import { useTranslation } from 'react-i18next'
import type { SimEvent } from '../../engine/events'
import { useWorld } from '../../store/hooks'
import { useNames } from '../useNames'
import styles from './Producers.module.css'

const NEWS_MS = 10_000
const ACTS: ReadonlySet<string> = new Set(['AddProducer', 'RemoveProducer', 'CrashProducer', 'RestartProducer', 'SetProducerSettings', 'SetProducerTraffic', 'SetNetwork', 'SetPartition', 'LoseRequest'])

export function Refusal() {
  const { t } = useTranslation('producers')
  const { inText } = useNames()
  const refused = useWorld(({ events, summary }) => {
    const last = events.findLast((event): event is Extract<SimEvent, { kind: 'CommandRefused' }> => event.kind === 'CommandRefused' && ACTS.has(event.command))
    return last !== undefined && summary !== null && summary.atMs - last.at < NEWS_MS ? last : null
  })
  return (
    <div role="alert">
      {refused === null ? null : (
        <p className={styles.refusal}>
          <strong>{t('refused')}</strong> {inText(refused.message)}
        </p>
      )}
    </div>
  )
}
