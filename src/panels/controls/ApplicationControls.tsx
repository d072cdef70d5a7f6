/** Each consumer application: its workers, one by one, and how long one record keeps a thread busy. */
import { lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { ApplicationRow, WorkerRow } from '../../engine/frame'
import { useActions, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { loadStrings } from '../../strings/strings'
import type { SliderScale } from '../../widgets/sliderScale'
import controls from '../../widgets/controls.module.css'
import { Late } from '../../widgets/Late'
import { ControlSlider } from './ControlSlider'
import styles from './Controls.module.css'

/** Comes with its texts when somebody opens it. */
const ReadingControls = lazy(async () => {
  const [{ ReadingControls: part }] = await Promise.all([import('./ReadingControls'), loadStrings('panels')])
  return { default: part }
})

const WORKERS: SliderScale = { min: 0, max: 16, step: 1, kind: 'linear' }
const WORK_MS: SliderScale = { min: 0.01, max: 1_000, step: 0.01, kind: 'logarithmic' }
const US_PER_MS = 1_000
const COLOURS = 4

export function ApplicationControls() {
  const applications = useWorld((world) => world.summary?.applications)
  return applications?.map((application, index) => <Application key={application.name} application={application} colour={index % COLOURS} />)
}

function Application({ application, colour }: { application: ApplicationRow; colour: number }) {
  const { t } = useTranslation('controls')
  const { count, decimal } = useFormats()
  const { submit } = useActions()
  const { name } = application
  const workers = useWorld(useShallow((world) => world.summary?.workers.filter((worker) => worker.application === name) ?? []))
  return (
    <fieldset className={styles.application} style={{ '--app': `var(--app-${colour})`, '--app-text': `var(--app-text-${colour})` }}>
      <legend className={styles.legend}>{name}</legend>
      <ControlSlider
        label={t('workers')}
        value={application.workerCount}
        scale={WORKERS}
        say={(value) => t('workersValue', { workers: count(value) })}
        onCommit={(workerCount) => submit({ type: 'SetWorkerCount', application: name, workerCount })}
      />
      <ul className={styles.workers} aria-label={t('workerList', { application: name })}>
        {workers.map((worker) => (
          <Worker key={worker.workerId} worker={worker} />
        ))}
      </ul>
      <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => submit({ type: 'AddWorker', application: name })}>
        {t('addWorker')}
      </button>
      <ControlSlider
        label={t('workPerRecord')}
        value={application.workUs / US_PER_MS}
        scale={WORK_MS}
        unit="ms"
        say={(value) => t('workValue', { ms: decimal(value) })}
        explain={(value) => t('workMeaning', { records: count(US_PER_MS / value) })}
        onCommit={(ms) => submit({ type: 'SetWorkPerRecord', application: name, workUs: Math.max(1, Math.round(ms * US_PER_MS)) })}
      />
      <Reading application={application} />
    </fieldset>
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
          <Late>
            <ReadingControls application={application} />
          </Late>
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
