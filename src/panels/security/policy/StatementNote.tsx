/** Below a policy: which of its statements has its say on a call, in its own words. */
import { useTranslation } from 'react-i18next'
import type { CallerName } from '../../../engine/door/callerName'
import type { ConsideredStatement } from '../../../engine/iam/accessAnswer'
import type { OperationName } from '../../../kinesis/api/types'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Security.module.css'
import { useCallerName } from '../useGuards'
import type { DecidedStatement } from './PolicyEditor'

export interface StatementNoteProps {
  caller: CallerName
  operation: OperationName
  /** Undefined: the policy is not asked; null: none is about the call. */
  statement: ConsideredStatement | null | undefined
}

export function StatementNote({ caller, operation, statement }: StatementNoteProps) {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  const said = { caller: nameOf(caller), operation }
  if (statement === undefined) return <p className={sheet.hint}>{t('statement.notAsked', said)}</p>
  if (statement === null) return <p className={sheet.hint}>{t('statement.none', said)}</p>
  return (
    <div className={styles.verdict} data-allowed={statement.effect === 'Allow'}>
      <p>{t(statement.effect === 'Allow' ? 'statement.allows' : 'statement.denies', { ...said, number: statement.statementIndex + 1 })}</p>
      <pre className={styles.quote} tabIndex={0} role="region" aria-label={t('statement.quote')}>
        {statement.quote}
      </pre>
    </div>
  )
}

/** @param isShown the editor shows the document that was asked. */
export function decidedIn(statement: ConsideredStatement | null | undefined, isShown: boolean): DecidedStatement | null {
  if (!isShown || statement === null || statement === undefined) return null
  return { statementIndex: statement.statementIndex, isAllowed: statement.effect === 'Allow' }
}
