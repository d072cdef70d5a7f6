/** The left rail's place for everything that gets: all applications side by side, or one of them alone. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Summary } from '../../engine/summary'
import { useSetView, useView, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { Section } from '../../widgets/Section'
import { useLast } from '../useLast'
import sheet from '../sheet/Sheet.module.css'
import { AddApplication } from './AddApplication'
import { ApplicationCards } from './ApplicationCards'
import { ApplicationInspector } from './ApplicationInspector'
import { Comparison } from './Comparison'
import { Languages } from './Languages'
import { LatencyChart } from './LatencyChart'
import { Promises } from './Promises'
import { Refusal } from '../refusals/Refusal'
import styles from './Consumers.module.css'

export function ConsumersPanel() {
  const { t } = useTranslation('consumers')
  const summary = useWorld((world) => world.summary)
  const inspected = useView((view) => view.inspectedApplication)
  const setView = useSetView()
  const application = summary?.applications.find(({ name }) => name === inspected) ?? null
  const isGone = summary !== null && inspected !== null && application === null
  const returningFrom = useLast(application?.name ?? null)
  useEffect(() => {
    if (isGone) setView({ inspectedApplication: null })
  }, [isGone, setView])
  if (summary === null) return null
  if (summary.producingStreamName === '') return <p className={`${sheet.panel} ${sheet.hint}`}>{t('outside')}</p>
  return (
    <div className={sheet.panel}>
      {application === null ? (
        <All summary={summary} returningFrom={returningFrom} />
      ) : (
        <ApplicationInspector key={application.name} application={application} onClose={() => setView({ inspectedApplication: null })} />
      )}
    </div>
  )
}

/** What a stream is, where it is seen: reading takes nothing out of it. */
function Stored({ summary: { applications, stream, totals } }: { summary: Summary }) {
  const { t } = useTranslation('consumers')
  const { count } = useFormats()
  return (
    <p className={`${sheet.figure} ${styles.stored}`}>
      <strong>{count(totals.recordsStored)}</strong> {t('compare.stored', { stream: stream.streamName, count: applications.length })} {t('compare.pale')}
    </p>
  )
}

function All({ summary, returningFrom }: { summary: Summary; returningFrom: string | null }) {
  const { t } = useTranslation('consumers')
  const { applications } = summary
  return (
    <>
      {applications.length === 0 ? null : <Stored summary={summary} />}
      <AddApplication taken={applications.map(({ name }) => name)} />
      <Refusal of="applications" />
      <Section title={t('list.heading', { count: applications.length })}>
        <ApplicationCards applications={applications} returningFrom={returningFrom} />
      </Section>
      <Section title={t('promises.title')}>
        <Promises applications={applications} />
      </Section>
      <Section title={t('latency.title')}>
        <LatencyChart applications={applications} />
      </Section>
      <Section title={t('compare.title')}>
        <Comparison summary={summary} />
      </Section>
      <Section title={t('languages.title')} isOpen={false}>
        <Languages />
      </Section>
    </>
  )
}
