/** Each consumer application: its workers, one by one, and how long one record keeps a thread busy. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { US_PER_MS } from '../../base/units'
import type { ApplicationRow, WorkerRow } from '../../engine/summary'
import { useActions, useSetView, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { loadStrings } from '../../strings/strings'
import { lookOf } from '../../widgets/applicationMarks'
import type { SliderScale } from '../../widgets/sliderScale'
import controls from '../../widgets/controls.module.css'
import { late } from '../../widgets/Late'
import { ControlSlider } from './ControlSlider'
import styles from './Controls.module.css'

/** Comes with its texts when somebody opens it. */
const ReadingControls = late(async () => {
  const [{ ReadingControls: part }] = await Promise.all([import('./ReadingControls'), loadStrings('panels')])
  return part
})

const WORKERS: SliderScale = { min: 0, max: 16, step: 1, kind: 'linear' }
const WORK_MS: SliderScale = { min: 0.01, max: 1_000, step: 0.01, kind: 'logarithmic' }

export function ApplicationControls() {
  const applications = useWorld((world) => world.summary?.applications)
  return applications?.map((application) => <Application key={application.name} application={application} />)
}

function Application({ application }: { application: ApplicationRow }) {
  const { t } = useTranslation('controls')
  const { count, decimal } = useFormats()
  const { submit } = useActions()
  const setView = useSetView()
  const { name, settings } = application
  const look = lookOf(application.applicationIndex)
  return (
    <fieldset className={styles.application} style={{ '--app': `var(--app-${look})`, '--app-text': `var(--app-text-${look})` }}>
      <legend className={styles.legend}>{name}</legend>
      {settings.kind === 'kcl' ? <Workers application={application} /> : null}
      {settings.kind === 'firehose' ? null : (
        <ControlSlider
          label={t('workPerRecord')}
          value={settings.workUs / US_PER_MS}
          scale={WORK_MS}
          unit="ms"
          say={(value) => t('workValue', { ms: decimal(value) })}
          explain={(value) => t('workMeaning', { records: count(US_PER_MS / value) })}
          onCommit={(ms) => submit({ type: 'SetWorkPerRecord', application: name, workUs: Math.max(1, Math.round(ms * US_PER_MS)) })}
        />
      )}
      {settings.kind === 'kcl' ? (
        <Reading application={application} />
      ) : (
        <button
          type="button"
          className={`${controls.button} ${controls.small}`}
          aria-label={t('allOfApplication', { application: name })}
          onClick={() => setView({ leftPanel: 'consumers', inspectedApplication: name })}
        >
          {t('allOfApplicationBriefly')}
        </button>
      )}
    </fieldset>
  )
}

function Workers({ application: { name, workerCount } }: { application: ApplicationRow }) {
  const { t } = useTranslation('controls')
  const { count } = useFormats()
  const { submit } = useActions()
  const workers = useWorld(useShallow((world) => world.summary?.workers.filter((worker) => worker.application === name) ?? []))
  return (
    <>
      <ControlSlider
        label={t('workers')}
        value={workerCount}
        scale={WORKERS}
        say={(value) => t('workersValue', { workers: count(value) })}
        onCommit={(wanted) => submit({ type: 'SetWorkerCount', application: name, workerCount: wanted })}
      />
      <ul className={styles.workers} aria-label={t('workerList', { application: name })}>
        {workers.map((worker) => (
          <Worker key={worker.workerId} worker={worker} />
        ))}
      </ul>
      <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => submit({ type: 'AddWorker', application: name })}>
        {t('addWorker')}
      </button>
    </>
  )
}

function Reading({ application }: { application: ApplicationRow }) {
  const { t } = useTranslation('controls')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{t('reading')}</summary>
      {isOpen ? (
        <div className={styles.body}>
          <ReadingControls application={application} />
        </div>
      ) : null}
    </details>
  )
}

function Worker({ worker }: { worker: WorkerRow }) {
  const { t } = useTranslation('controls')
  const { percent, count } = useFormats()
  const { submit } = useActions()
  const { application, workerId, state } = worker
  const button = `${controls.button} ${controls.small}`
  return (
    <li className={styles.worker}>
      <span>{workerId}</span>
      <button
        type="button"
        className={button}
        disabled={state === 'CRASHED'}
        aria-label={t('crashWorker', { worker: workerId })}
        onClick={() => submit({ type: 'CrashWorker', application, workerId })}
      >
        {t('crash')}
      </button>
      <button
        type="button"
        className={button}
        aria-label={t('removeWorker', { worker: workerId })}
        onClick={() => submit({ type: 'RemoveWorker', application, workerId })}
      >
        {t('remove')}
      </button>
      <small className={state === 'CRASHED' ? styles.fault : undefined}>
        {state === 'RUNNING' ? t('workerLine', { leases: count(worker.leases), busy: percent(worker.busy) }) : t(`workerState.${state}`)}
      </small>
    </li>
  )
}
