/** Rows of the trail, the newest first: one opens into its record, to copy. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TrailRow } from '../../../engine/trail/trailView'
import { clockText } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { useCopy } from '../../console/CopyButton'
import sheet from '../../sheet/Sheet.module.css'
import { securityStore } from '../securityStore'
import styles from '../Security.module.css'
import { useCallerName } from '../useGuards'

export function TrailTable({ rows }: { rows: readonly TrailRow[] }) {
  const { t } = useTranslation('security')
  const opened = useStore(securityStore, (state) => state.trailNumber)
  if (rows.length === 0) return null
  return (
    <div className={styles.trail} role="region" aria-label={t('trail.table')} tabIndex={0} data-own-keys>
      <table className={sheet.table}>
        <caption className={sheet.hidden}>{t('trail.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('at')}</th>
            <th scope="col">{t('trail.call')}</th>
            <th scope="col">{t('caller')}</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <Row key={row.number} row={row} isOpen={row.number === opened} />
        ))}
      </table>
    </div>
  )
}

function Row({ row, isOpen }: { row: TrailRow; isOpen: boolean }) {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  const { number, atMs, operation, caller, resource, errorCode, errorMessage, isDelivered, deliveredMs } = row
  return (
    <tbody data-open={isOpen}>
      <tr>
        <td>
          {clockText(atMs)}
          {isDelivered ? null : <span className={styles.quiet}>{t('trail.onItsWay')}</span>}
        </td>
        <th scope="row">
          <button type="button" aria-expanded={isOpen} onClick={() => securityStore.setState({ trailNumber: isOpen ? null : number })}>
            {operation}
          </button>
          <span className={styles.quiet}>
            {errorCode === null ? null : <b>{errorCode}</b>} {resource.replace(/^stream\//, '')}
          </span>
        </th>
        <td>{nameOf(caller)}</td>
      </tr>
      {isOpen ? (
        <tr>
          <td colSpan={3} className={styles.opened}>
            {isDelivered ? null : <p className={sheet.hint}>{t('trail.deliveredAt', { at: clockText(deliveredMs) })}</p>}
            {errorMessage === null ? null : <p className={sheet.refusal}>{errorMessage}</p>}
            <Opened json={row.recordJson} />
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

function Opened({ json }: { json: string }) {
  const { t } = useTranslation('security')
  const { copy, copied } = useCopy()
  return (
    <>
      <pre className={styles.quote} tabIndex={0} role="region" aria-label={t('trail.record')}>
        {json}
      </pre>
      <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => void copy(json)}>
        <span aria-live="polite">{t(copied ? 'trail.copied' : 'trail.copy')}</span>
      </button>
    </>
  )
}
