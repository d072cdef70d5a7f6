/** The workers of the applications: what each holds, how busy it is, and how to lose it. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeaseRow, WorkerRow } from '../../engine/summary'
import { useActions } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { WorkerMark } from './WorkerMark'
import styles from './WorkerCards.module.css'

/** More cards than this are a wall; the table still names every owner. */
const WORKERS_SHOWN_MAX = 60
/** Long enough for its leases to expire at the defaults. */
const PAUSE_MS = 60_000

export interface WorkerCardsProps {
  workers: readonly WorkerRow[]
  leases: readonly LeaseRow[]
  /** By the names of applications. */
  failoverMsOf: ReadonlyMap<string, number>
  atMs: number
  /** An application's name to its index. */
  indexOf: ReadonlyMap<string, number>
}

export function WorkerCards({ workers, leases, failoverMsOf, atMs, indexOf }: WorkerCardsProps) {
  const { t } = useTranslation('leases')
  return (
    <section aria-label={t('workers')}>
      <h3 className={styles.heading}>{t('workers')}</h3>
      {workers.length === 0 ? <p className={styles.note}>{t('noWorkers')}</p> : null}
      <ul className={styles.cards}>
        {workers.slice(0, WORKERS_SHOWN_MAX).map((worker) => (
          <WorkerCard key={`${worker.application}/${worker.workerId}`} worker={worker} applicationIndex={indexOf.get(worker.application) ?? 0}>
            <Unrenewed worker={worker} leases={leases} failoverMs={failoverMsOf.get(worker.application) ?? 0} atMs={atMs} />
          </WorkerCard>
        ))}
      </ul>
      {workers.length > WORKERS_SHOWN_MAX ? <p className={styles.note}>{t('moreWorkers', { workers: workers.length - WORKERS_SHOWN_MAX })}</p> : null}
    </section>
  )
}

/** For how long leases of a worker that is silent were not renewed, and when others may take them. */
function Unrenewed({ worker: { application, workerId }, leases, failoverMs, atMs }: { worker: WorkerRow; leases: readonly LeaseRow[]; failoverMs: number; atMs: number }) {
  const { t } = useTranslation('leases')
  const { duration } = useFormats()
  const renewedAtMs = leases.find((lease) => lease.application === application && lease.leaseOwner === workerId && lease.renewedAtMs !== null)?.renewedAtMs ?? null
  if (renewedAtMs === null) return null
  const forMs = Math.max(0, atMs - renewedAtMs)
  const leftMs = failoverMs - forMs
  return (
    <p className={styles.note}>
      {t('unrenewed', { time: duration(Math.round(forMs)) })} {leftMs > 0 ? t('takenIn', { time: duration(Math.ceil(leftMs / 100) * 100) }) : t('takenSoon', { failover: duration(failoverMs) })}
    </p>
  )
}

function WorkerCard({ worker, applicationIndex, children }: { worker: WorkerRow; applicationIndex: number; children: ReactNode }) {
  const { t } = useTranslation('leases')
  const formats = useFormats()
  const actions = useActions()
  const { application, workerId, state, pausedUntilMs } = worker
  const busy = Math.min(1, Math.max(0, worker.busy))
  return (
    <li className={styles.card} data-state={state}>
      <p className={styles.name}>
        <WorkerMark applicationIndex={applicationIndex} workerId={workerId} />
        <strong>{workerId}</strong>
        <span className={styles.application}>{application}</span>
      </p>
      <p className={styles.facts}>
        <span className={styles.state}>{pausedUntilMs === null ? state : t('paused')}</span>
        <span>{t('leasesHeld', { count: worker.leases })}</span>
      </p>
      {children}
      <div
        className={styles.meter}
        role="meter"
        aria-label={t('busyOf', { worker: workerId })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(busy * 100)}
        title={t('busy', { share: formats.percent(busy) })}
      >
        <span style={{ width: `${busy * 100}%` }} data-full={busy >= 0.95} />
      </div>
      <p className={styles.acts}>
        <button
          type="button"
          disabled={state === 'CRASHED'}
          aria-label={t('crashWorker', { worker: workerId })}
          title={t('crashHelp')}
          onClick={() => actions.submit({ type: 'CrashWorker', application, workerId })}
        >
          {t('crash')}
        </button>
        <button
          type="button"
          disabled={state === 'CRASHED' || pausedUntilMs !== null}
          aria-label={t('pauseWorker', { worker: workerId })}
          title={t('pauseHelp')}
          onClick={() => actions.submit({ type: 'PauseWorker', application, workerId, forMs: PAUSE_MS })}
        >
          {t('pause')}
        </button>
        <button
          type="button"
          aria-label={t('removeWorker', { worker: workerId })}
          title={t('removeHelp')}
          onClick={() => actions.submit({ type: 'RemoveWorker', application, workerId })}
        >
          {t('remove')}
        </button>
      </p>
    </li>
  )
}
