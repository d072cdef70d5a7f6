/** A verdict with the statement's own words, as JSON. */
import type { DecidedBy } from '../door/guardsView'
import type { Policy, Verdict } from './policy'
import { isObject } from './policyDraft'

export function decidedBy({ why, source, policyName, statementIndex, document }: Verdict): DecidedBy {
  if (policyName === null || statementIndex === null || document === null) return { why, source, policyName: null, statementIndex: null, sid: null, quote: null }
  const statement = statementsIn(document).at(statementIndex)
  const sid = isObject(statement) && typeof statement.Sid === 'string' ? statement.Sid : null
  return { why, source, policyName, statementIndex, sid, quote: statement === undefined ? null : JSON.stringify(statement, null, 2) }
}

export function quoteOf({ document }: Policy, statementIndex: number): string {
  return JSON.stringify(statementsIn(document).at(statementIndex) ?? null, null, 2)
}

function statementsIn(document: string): unknown[] {
  const { Statement } = JSON.parse(document) as { Statement?: unknown }
  return Array.isArray(Statement) ? Statement : Statement === undefined ? [] : [Statement]
}
