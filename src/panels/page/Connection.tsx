/** Which served stream this page watches, and how it stands with it. */
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import styles from './Connection.module.css'

export function Connection() {
  const { t } = useTranslation('connect')
  const address = useWorld((world) => world.live?.address ?? '')
  const phase = useWorld((world) => world.live?.phase ?? 'connecting')
  return (
    <div className={styles.connection} role="group" aria-label={t('title')} title={t('served', { address })}>
      <span className={styles.dot} data-phase={phase} aria-hidden="true" />
      <span className={styles.address}>{address}</span>
      <span role="status" className={styles.phase}>
        {t(`phase.${phase}`)}
      </span>
    </div>
  )
}
