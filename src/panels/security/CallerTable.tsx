/** Everybody who calls the service, with what became of their calls at the door; the chosen one is looked at below. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CallerName } from '../../engine/door/callerName'
import type { IdentityView } from '../../engine/door/guardsView'
import { useFormats } from '../../strings/formats'
import sheet from '../sheet/Sheet.module.css'
import styles from './Security.module.css'
import { securityStore } from './securityStore'
import { useCallerName } from './useGuards'

export interface CallerTableProps {
  identities: readonly IdentityView[]
  chosen: CallerName
  onChoose: (caller: CallerName) => void
}

export function CallerTable({ identities, chosen, onChoose }: CallerTableProps) {
  const { t } = useTranslation('security')
  const { count } = useFormats()
  const nameOf = useCallerName()
  const isQuiz = useStore(securityStore, (state) => state.quiz !== null)
  return (
    <div className={styles.scroller} role="region" aria-label={t('callers')} tabIndex={0} data-own-keys>
      <table className={`${sheet.table} ${styles.callers}`}>
        <caption className={sheet.hidden}>{t('callers')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('caller')}</th>
            <th scope="col">{t('policies')}</th>
            <th scope="col">{t('allowed')}</th>
            <th scope="col">{t('denied')}</th>
          </tr>
        </thead>
        <tbody>
          {identities.map(({ caller, policies, isDefault, callsAllowed, callsDenied, lastDenial }) => (
            <tr key={caller} data-chosen={caller === chosen}>
              <th scope="row">
                <button type="button" aria-pressed={caller === chosen} onClick={() => onChoose(caller)}>
                  {nameOf(caller)}
                </button>
              </th>
              {isQuiz ? (
                <td colSpan={3}>{t('break.hidden')}</td>
              ) : (
                <>
                  <td>{isDefault ? t('byDefault') : count(policies.length)}</td>
                  <td>{count(callsAllowed)}</td>
                  <td data-fault={callsDenied > 0}>
                    {count(callsDenied)}
                    {lastDenial?.exception === 'connection' ? <span className={styles.quiet}>{t('notConnected')}</span> : null}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
