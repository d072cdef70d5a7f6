/** Who works on what: the KCL workers of each application, and the lease table by which they agree. */
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { ApplicationSwatch } from '../ApplicationSwatch'
import { LeaseTable } from './LeaseTable'
import { ReadingTable } from './ReadingTable'
import { ShownApplications } from './ShownApplications'
import { WorkerCards } from './WorkerCards'
import styles from './LeasesPanel.module.css'

const ALL = ''

export function LeasesPanel() {
  const { t } = useTranslation('leases')
  const formats = useFormats()
  const summary = useWorld((world) => world.summary)
  const [wanted, setWanted] = useState(ALL)
  if (summary === null) return <p className={styles.empty}>{t('empty')}</p>

  const { applications } = summary
  const applicationNames = applications.map(({ name }) => name)
  const indexOf = new Map(applications.map(({ name, applicationIndex }) => [name, applicationIndex]))
  const application = applicationNames.includes(wanted) ? wanted : ALL
  const isShown = (row: { application: string }) => application === ALL || row.application === application
  const shown = applications.filter(({ name }) => isShown({ application: name }))
  const hasTable = shown.length === 0 || shown.some(({ settings }) => settings.kind === 'kcl')
  const leases = summary.leases.filter(isShown)
  const named = applicationNames.length === 1 ? (applicationNames[0] ?? ALL) : application
  const caption = t(named === ALL ? 'captionAll' : 'caption', { application: named, leases: formats.count(leases.length) })
  return (
    <div className={styles.panel}>
      {applicationNames.length > 1 ? <ApplicationFilter applications={applications} value={application} onChange={setWanted} /> : null}
      <ShownApplications applications={shown} />
      {hasTable ? <WorkerCards workers={summary.workers.filter(isShown)} leases={leases} failoverMsOf={failoverMsOf(applications)} atMs={summary.atMs} indexOf={indexOf} /> : null}
      <ReadingTable applications={shown} />
      {hasTable ? (
        <section>
          <h3 className={styles.heading}>{caption}</h3>
          <LeaseTable leases={leases} indexOf={indexOf} caption={caption} />
        </section>
      ) : null}
    </div>
  )
}

function failoverMsOf(applications: readonly ApplicationRow[]): ReadonlyMap<string, number> {
  return new Map(applications.flatMap(({ name, settings }) => (settings.kind === 'kcl' ? [[name, settings.failoverTimeMs] as const] : [])))
}

interface ApplicationFilterProps {
  applications: readonly ApplicationRow[]
  value: string
  onChange: (application: string) => void
}

function ApplicationFilter({ applications, value, onChange }: ApplicationFilterProps) {
  const { t } = useTranslation('leases')
  const group = useId()
  return (
    <fieldset className={styles.filter}>
      <legend>{t('filter')}</legend>
      {[null, ...applications].map((application) => ({ name: application?.name ?? ALL, index: application?.applicationIndex ?? 0 })).map(({ name, index }) => (
        <label key={name} data-checked={name === value}>
          <input type="radio" name={group} value={name} checked={name === value} onChange={() => onChange(name)} />
          {name === ALL ? null : <ApplicationSwatch index={index} />}
          {name === ALL ? t('all') : name}
        </label>
      ))}
    </fieldset>
  )
}
