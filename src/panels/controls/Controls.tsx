/** The left rail: everything that changes the world, from the stream down to a single worker. */
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { Section } from '../../widgets/Section'
import { ApplicationControls } from './ApplicationControls'
import { FollowKey } from './FollowKey'
import { ProducerControls } from './ProducerControls'
import { StreamControls } from './StreamControls'
import { TrafficControls } from './TrafficControls'
import styles from './Controls.module.css'

export function Controls() {
  const { t } = useTranslation('controls')
  // A service that was started with a story has producers of its own, which can be told what to do.
  const hasRealClients = useWorld((world) => world.live !== null && (world.summary?.producingStreamName ?? '') === '')
  return (
    <div className={styles.controls}>
      <Section title={t('stream')}>
        <StreamControls />
      </Section>
      {hasRealClients ? (
        <Section title={t('producers')}>
          <ClientRates />
        </Section>
      ) : (
        <>
          <Section title={t('traffic')}>
            <TrafficControls />
          </Section>
          <Section title={t('producers')}>
            <ProducerControls />
          </Section>
        </>
      )}
      <Section title={t('applications')}>{hasRealClients ? <p className={styles.hint}>{t('served.applications')}</p> : <ApplicationControls />}</Section>
      <Section title={t('followKey')}>
        <FollowKey />
      </Section>
    </div>
  )
}

/** Who writes to a served stream, as far as the service knows. */
function ClientRates() {
  const { t } = useTranslation('controls')
  const { count } = useFormats()
  const clients = useWorld((world) => world.summary?.clients ?? null)
  return (
    <>
      <p className={styles.hint}>{t('served.traffic')}</p>
      <code className={styles.hint}>npm run serve -- --scenario web-log</code>
      {clients === null ? null : <p className={styles.hint}>{t('served.clients', { puts: count(clients.putsPerSecond), gets: count(clients.getRecordsPerSecond) })}</p>}
    </>
  )
}
