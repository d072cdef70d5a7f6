/** Why the last act on an application was not carried out, as long as that is news. */
import { useTranslation } from 'react-i18next'
import type { SimEvent } from '../../engine/events'
import { useWorld } from '../../store/hooks'
import sheet from '../producers/Producers.module.css'
import styles from './Consumers.module.css'

const NEWS_MS = 10_000
const ACTS: ReadonlySet<string> = new Set(['AddApplication', 'RemoveApplication', 'CrashApplication', 'RestartApplication', 'SetApplicationSettings', 'SetDeduplication', 'SetWorkPerRecord', 'SetWorkerCount'])

export function Refusal() {
  const { t } = useTranslation('consumers')
  const refused = useWorld(({ events, summary }) => {
    const last = events.findLast((event): event is Extract<SimEvent, { kind: 'CommandRefused' }> => event.kind === 'CommandRefused' && ACTS.has(event.command))
    return last !== undefined && summary !== null && summary.atMs - last.at < NEWS_MS ? last : null
  })
  return (
    <div role="alert" className={styles.refusals}>
      {refused === null ? null : (
        <p className={sheet.refusal}>
          <strong>{t('refused')}</strong> {refused.message}
        </p>
      )}
    </div>
  )
}
