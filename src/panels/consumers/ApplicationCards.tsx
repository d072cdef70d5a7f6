/** All applications, a card each: how far behind it is, what it asks of the stream, whether it keeps its promises. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useSetView } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { applicationColour, ApplicationSwatch } from '../ApplicationSwatch'
import sheet from '../sheet/Sheet.module.css'
import { Acts } from './Acts'
import { wayOf } from './newApplication'
import { PromiseLine } from './PromiseLine'
import { RetrievalSwitch } from './RetrievalSwitch'
import { StandingLine, StandingWord, startsAt, useStanding } from './StandingLine'
import { WhyButton } from './WhyButton'
import styles from './Consumers.module.css'

export interface ApplicationCardsProps {
  applications: readonly ApplicationRow[]
  /** The one that was looked at last: the way back leads to it. */
  returningFrom: string | null
}

export function ApplicationCards({ applications, returningFrom }: ApplicationCardsProps) {
  const { t } = useTranslation('consumers')
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (returningFrom !== null) list.current?.querySelector<HTMLElement>(`[data-application="${CSS.escape(returningFrom)}"]`)?.focus()
  }, [returningFrom])
  if (applications.length === 0) return <p className={sheet.hint}>{t('list.none')}</p>
  return (
    <ul ref={list} className={styles.cards} aria-label={t('list.title')}>
      {applications.map((application) => (
        <Card key={application.name} application={application} />
      ))}
    </ul>
  )
}

function Card({ application }: { application: ApplicationRow }) {
  const { t } = useTranslation('consumers')
  const setView = useSetView()
  const { name, applicationIndex, state, settings } = application
  const way = wayOf(settings)
  const standing = useStanding(application)
  return (
    <li className={styles.card} data-state={state} style={{ '--app': applicationColour(applicationIndex) }}>
      <header className={styles.head}>
        <ApplicationSwatch index={applicationIndex} />
        <h3>{name}</h3>
        <StandingWord standing={standing} settings={settings} />
      </header>
      <p className={styles.wayLine}>
        {t('standing.wayLine', { way: t(`way.${way}.name`), position: startsAt(settings) })} {way === 'connector' ? <em className={styles.deprecated}>{t('deprecated')}</em> : null}
      </p>
      <StandingLine standing={standing} settings={settings} />
      <Numbers application={application} />
      <PromiseLine application={application} />
      <RetrievalSwitch settings={settings} />
      <div className={sheet.acts}>
        <button type="button" className={`${controls.button} ${controls.small}`} data-application={name} aria-label={t('open', { name })} onClick={() => setView({ inspectedApplication: name })}>
          {t('openBriefly')}
        </button>
        <WhyButton application={application} />
        <Acts application={application} />
      </div>
    </li>
  )
}

function Numbers({ application }: { application: ApplicationRow }) {
  const { t } = useTranslation('consumers')
  const { short, duration, bytes } = useFormats()
  const { iteratorAgeMs, backlogRecords, processedPerSecond, readsPerSecond, duplicatesProcessed, recordsProcessedAgain, recordsInvokedAgain } = application
  const calls = readsPerSecond.getRecordsCalls + readsPerSecond.subscribeCalls
  return (
    <dl className={styles.numbers}>
      <Number name={t('number.lag')} help={t('number.lagMeans')} value={duration(iteratorAgeMs)} />
      <Number name={t('number.backlog')} help={t('number.backlogMeans')} value={short(backlogRecords)} />
      <Number name={t('number.processed')} help={t('number.processedMeans')} value={short(processedPerSecond)} />
      <Number name={t('number.calls')} help={t('number.callsMeans')} value={short(calls)} />
      <Number name={t('number.refused')} help={t('number.refusedMeans')} value={short(readsPerSecond.callsRefused)} isFault={readsPerSecond.callsRefused > 0} />
      <Number name={t('number.read')} help={t('number.readMeans')} value={bytes(readsPerSecond.bytesRead)} />
      {recordsInvokedAgain === null ? (
        <Number name={t('number.again')} help={t('number.againMeans')} value={short(recordsProcessedAgain)} isCopy={recordsProcessedAgain > 0} />
      ) : (
        <Number name={t('number.invokedAgain')} help={t('number.invokedAgainMeans')} value={short(recordsInvokedAgain)} isCopy={recordsInvokedAgain > 0} />
      )}
      <Number name={t('number.duplicates')} help={t('number.duplicatesMeans')} value={short(duplicatesProcessed)} isCopy={duplicatesProcessed > 0} />
    </dl>
  )
}

function Number({ name, help, value, isFault = false, isCopy = false }: { name: string; help: string; value: string; isFault?: boolean; isCopy?: boolean }) {
  return (
    <div title={help}>
      <dt>{name}</dt>
      <dd data-fault={isFault} data-copy={isCopy}>
        {value}
      </dd>
    </div>
  )
}
