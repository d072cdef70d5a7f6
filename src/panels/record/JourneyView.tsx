/** The way of one record as a line of stations: producer, stream, and every application that reads it. */
import { useTranslation } from 'react-i18next'
import type { Journey, JourneyStep } from '../../engine/follow/journey'
import { clockText, useFormats } from '../../strings/formats'
import { ApplicationSwatch } from '../ApplicationSwatch'
import { useNames } from '../useNames'
import { useWorld } from '../../store/hooks'
import { isRed, sentenceOf, type JourneySentence } from './journeySteps'
import styles from './Journey.module.css'
import { useJourney } from './useJourney'

export function JourneyView({ recordId }: { recordId: string }) {
  const { t } = useTranslation('record')
  const journey = useJourney(recordId)
  return (
    <section className={styles.journey} aria-labelledby="record-way">
      <h3 id="record-way">{t('journey.way')}</h3>
      <p className={styles.hint}>{t('journey.wayMeans')}</p>
      {journey === 'asked' ? null : journey === null ? <p>{t('journey.noWay')}</p> : <Stations journey={journey} />}
    </section>
  )
}

function Stations({ journey: { steps, isComplete, untilMs, stepsLeftOut } }: { journey: Journey }) {
  const { t } = useTranslation('record')
  return (
    <>
      <ol className={styles.stations}>
        {steps.map((step, at) => (
          <Station key={`${step.atMs} ${step.kind} ${at}`} step={step} sinceMs={at === 0 ? null : step.atMs - (steps[at - 1]?.atMs ?? step.atMs)} />
        ))}
      </ol>
      {stepsLeftOut === 0 ? null : <p>{t('journey.stepsLeftOut', { count: stepsLeftOut })}</p>}
      <p role="status" className={styles.hint}>
        {isComplete ? '' : t('journey.looking', { time: clockText(untilMs) })}
      </p>
    </>
  )
}

function Station({ step, sinceMs }: { step: JourneyStep; sinceMs: number | null }) {
  const { t } = useTranslation('record')
  const { duration } = useFormats()
  const { ofProducer } = useNames()
  const say = ({ key, values }: JourneySentence) => t(`journey.${key}`, values)
  return (
    <li className={styles.station} data-red={isRed(step)}>
      <time className={styles.time}>
        {clockText(step.atMs)}
        {sinceMs === null ? null : <span className={styles.since}>{t('journey.after', { time: duration(sinceMs) })}</span>}
      </time>
      <Lane step={step} />
      <span className={styles.text}>{sentenceOf(step, { ofProducer, say }).join(', ')}</span>
    </li>
  )
}

/** Whose station it is. */
function Lane({ step }: { step: JourneyStep }) {
  const { t } = useTranslation('record')
  const applications = useWorld((world) => world.summary?.applications)
  if (!('application' in step)) return <span className={styles.lane}>{t(step.kind === 'made' || step.kind === 'sent' ? 'journey.lane.producer' : 'journey.lane.stream')}</span>
  const application = applications?.find(({ name }) => name === step.application)
  return (
    <span className={styles.lane}>
      {application === undefined ? null : <ApplicationSwatch index={application.applicationIndex} />}
      {step.application}
    </span>
  )
}
