/** An application on the KCL: its workers with what may happen to each, why children waited for their parents, what a connector emitted. */
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { KclDetails } from '../../../engine/consumers/kcl/details'
import type { ApplicationRow } from '../../../engine/summary'
import { useActions, useSetView, useWorld } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import { wayOf } from '../newApplication'
import { ParentWaits } from './ParentWaits'
import styles from './Details.module.css'

/** Long enough for its leases to expire at the defaults, as with a zombie. */
const PAUSE_MS = 60_000
const OBJECTS_SHOWN_MAX = 20

export function KclView({ application: { name, settings }, details }: { application: Pick<ApplicationRow, 'name' | 'settings'>; details: KclDetails }) {
  const { t } = useTranslation('consumers')
  const { count } = useFormats()
  const setView = useSetView()
  const { leader, exceptions, waits, emitted } = details
  const isConnector = wayOf(settings) === 'connector'
  const [leases, waiting] = useWorld(
    useShallow(({ summary }) => {
      const own = summary?.leases.filter(({ application }) => application === name) ?? []
      return [own.length, own.filter(({ waitsForShardIds }) => waitsForShardIds.length > 0).length]
    }),
  )
  return (
    <>
      <Facts
        facts={[
          [t('kcl.leases'), count(leases)],
          [t('kcl.waiting'), count(waiting)],
          ...(leader === null ? [] : [[t('kcl.leader'), leader] as const]),
          ...(exceptions === 0 ? [] : [[t('kcl.exceptions'), <b key="exceptions" className={styles.fault}>{count(exceptions)}</b>] as const]),
        ]}
      />
      <Workers name={name} />
      <ParentWaits waits={waits} />
      {emitted === null ? isConnector ? <p className={sheet.hint}>{t('kcl.noObjects')}</p> : null : <Emitted emitted={emitted} />}
      <p className={sheet.hint}>{t('kcl.where')}</p>
      <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} onClick={() => setView({ rightPanel: 'leases' })}>
        {t('kcl.openLeases')}
      </button>
    </>
  )
}

function Workers({ name }: { name: string }) {
  const { t } = useTranslation('consumers')
  const { percent, duration } = useFormats()
  const { submit } = useActions()
  const workers = useWorld(useShallow(({ summary }) => summary?.workers.filter(({ application }) => application === name) ?? []))
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  return (
    <ul className={styles.workers} aria-label={t('kcl.workers')}>
      {workers.map(({ workerId, state, leases, busy, pausedUntilMs }) => (
        <li key={workerId} data-state={state}>
          <span>
            <strong>{workerId}</strong>{' '}
            {pausedUntilMs === null ? t(`kcl.workerState.${state}`, { count: leases, busy: percent(busy) }) : <b className={styles.fault}>{t('kcl.paused', { time: duration(Math.max(0, Math.round(pausedUntilMs - atMs))) })}</b>}
          </span>
          <button
            type="button"
            className={`${controls.button} ${controls.small}`}
            disabled={state === 'CRASHED' || pausedUntilMs !== null}
            aria-label={t('kcl.pauseOf', { worker: workerId })}
            title={t('kcl.pauseMeans')}
            onClick={() => submit({ type: 'PauseWorker', application: name, workerId, forMs: PAUSE_MS })}
          >
            {t('kcl.pause')}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Emitted({ emitted: { objects, objectsWritten, objectsOverwritten, recordsEmitted, recordsFailed, triesFailed } }: { emitted: NonNullable<KclDetails['emitted']> }) {
  const { t } = useTranslation('consumers')
  const { bytes, count } = useFormats()
  return (
    <>
      <Facts
        facts={[
          [t('kcl.objectsWritten'), count(objectsWritten)],
          [t('kcl.objectsOverwritten'), count(objectsOverwritten)],
          [t('kcl.recordsEmitted'), count(recordsEmitted)],
          [t('kcl.triesFailed'), count(triesFailed)],
          ...(recordsFailed === 0 ? [] : [[t('kcl.recordsFailed'), <b key="failed" className={styles.fault}>{count(recordsFailed)}</b>] as const]),
        ]}
      />
      <div className={sheet.pair}>
        <h3>{t('kcl.objects')}</h3>
        <ul className={styles.items}>
          {objects.slice(0, OBJECTS_SHOWN_MAX).map(({ key, atMs, shardId, records, bytes: size, overwritten }) => (
            <li key={key}>
              <code className={styles.key}>{key}</code>
              <p className={sheet.hint}>
                {t('kcl.objectFacts', { clock: clockText(atMs), shard: shortShardId(shardId), records: count(records), bytes: bytes(size) })}
                {overwritten === 0 ? null : <b className={styles.copy}> {t('kcl.overwritten', { count: overwritten })}</b>}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
