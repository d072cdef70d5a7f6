/** What each application is whose workers and leases are shown: the version of the KCL, and how it reads; or where one without leases keeps its positions. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { ApplicationSwatch } from '../ApplicationSwatch'
import styles from './LeasesPanel.module.css'

export function ShownApplications({ applications }: { applications: readonly ApplicationRow[] }) {
  const { t } = useTranslation('leases')
  return (
    <ul className={styles.shown}>
      {applications.map(({ name, applicationIndex, settings }) =>
        settings.kind === 'kcl' ? (
          <li key={name}>
            <ApplicationSwatch index={applicationIndex} />{' '}
            {settings.connector === null
              ? t('application', { application: name, version: settings.version, retrieval: t(`retrieval.${settings.retrieval}`) })
              : t('connector', { application: name, retrieval: t('retrieval.polling') })}
          </li>
        ) : (
          <li key={name}>
            <ApplicationSwatch index={applicationIndex} /> {t(`noTable.${settings.kind}`, { application: name })}
          </li>
        ),
      )}
    </ul>
  )
}
