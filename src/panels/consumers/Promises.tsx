/** The four promises of every application side by side, what was broken first, and whether the clock stops there. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useSetView, useView } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { ApplicationSwatch } from '../ApplicationSwatch'
import sheet from '../sheet/Sheet.module.css'
import { shortShardId } from '../shardName'
import { JumpButton } from './JumpButton'
import { NamedSwatch } from './NamedSwatch'
import { PromiseMark } from './PromiseMark'
import { brokenPromises, CHECKS } from './promises'
import type { BrokenPromise } from './promises'
import styles from './Promises.module.css'

export function Promises({ applications }: { applications: readonly ApplicationRow[] }) {
  const { t } = useTranslation('consumers')
  const broken = brokenPromises(applications)
  return (
    <>
      {applications.length === 0 ? <p className={sheet.hint}>{t('list.none')}</p> : <Matrix applications={applications} />}
      {broken.length === 0 ? null : (
        <ol className={styles.broken} aria-label={t('promises.inOrder')}>
          {broken.map((promise) => (
            <FirstViolation key={`${promise.application} ${promise.check}`} promise={promise} />
          ))}
        </ol>
      )}
      <StopSwitch />
      <details className={sheet.group}>
        <summary>{t('promises.what')}</summary>
        <dl className={`${sheet.body} ${styles.meanings}`}>
          {CHECKS.map((check) => (
            <div key={check}>
              <dt>{t(`check.${check}.name`)}</dt>
              <dd>{t(`check.${check}.means`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

function Matrix({ applications }: { applications: readonly ApplicationRow[] }) {
  const { t } = useTranslation('consumers')
  const { short, count } = useFormats()
  return (
    <div className={sheet.wide} role="region" aria-label={t('promises.title')} tabIndex={0} data-own-keys>
      <table className={`${sheet.table} ${styles.matrix}`}>
        <thead>
          <tr>
            <td />
            {CHECKS.map((check) => (
              <th key={check} scope="col" title={t(`check.${check}.means`)}>
                {t(`check.${check}.name`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {applications.map(({ name, applicationIndex, checks }) => (
            <tr key={name}>
              <th scope="row">
                <NamedSwatch name={name} applicationIndex={applicationIndex} />
              </th>
              {CHECKS.map((check) => {
                const { records, first } = checks[check]
                const isKept = first === null
                return (
                  <td key={check} data-fault={!isKept} title={isKept ? undefined : count(records)}>
                    <PromiseMark isKept={isKept} />
                    {isKept ? <span className={sheet.hidden}>{t('promises.kept')}</span> : short(records)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FirstViolation({ promise }: { promise: BrokenPromise }) {
  const { t } = useTranslation('consumers')
  const { application, applicationIndex, check, records, first } = promise
  return (
    <li>
      <p>
        <ApplicationSwatch index={applicationIndex} />
        <strong>{application}</strong> {t('promises.broken', { promise: t(`check.${check}.name`), count: records, shard: shortShardId(first.shardId) })} {t(`reason.${first.reason}`)}
      </p>
      <JumpButton promise={promise} />
    </li>
  )
}

function StopSwitch() {
  const { t } = useTranslation('consumers')
  const isOn = useView((view) => view.stopsAtBroken)
  const setView = useSetView()
  return (
    <label className={controls.check}>
      <input type="checkbox" checked={isOn} onChange={(event) => setView({ stopsAtBroken: event.target.checked })} />
      {t('promises.stop')}
    </label>
  )
}
