/** A verdict with the statement's own words, as JSON. */
import type { DecidedBy } from '../door/guardsView'
import { KEY_POLICY_DEFAULT } from '../kms/keyPolicy'
import { BY_DEFAULT_KEY_POLICY } from '../kms/kms'
import type { Policy, Verdict } from './policy'
import { isObject } from './policyDraft'
import { FULL_ACCESS } from './settings'

/** @param policies among which the verdict's is; one that is gone since leaves no words. */
export function decidedBy({ why, source, policyName, statementIndex }: Verdict, policies: readonly Policy[]): DecidedBy {
  const policy = policies.find((each) => each.policyName === policyName)
  if (policyName === null || statementIndex === null) return { why, source, policyName: null, statementIndex: null, sid: null, quote: null }
  const statement = statementsIn(documentOf(policyName, policy)).at(statementIndex)
  const sid = isObject(statement) && typeof statement.Sid === 'string' ? statement.Sid : null
  return { why, source, policyName, statementIndex, sid, quote: statement === undefined ? null : JSON.stringify(statement, null, 2) }
}

export function quoteOf(policy: Policy, statementIndex: number): string {
  return JSON.stringify(statementsIn(documentOf(policy.policyName, policy)).at(statementIndex) ?? null, null, 2)
}

function documentOf(policyName: string, policy: Policy | undefined): string {
  if (policyName === BY_DEFAULT_KEY_POLICY) return KEY_POLICY_DEFAULT
  return policy === undefined || policy.document === '' ? (policyName === FULL_ACCESS.policyName ? FULL_ACCESS.document : '{}') : policy.document
}

function statementsIn(document: string): unknown[] {
  const { Statement } = JSON.parse(document) as { Statement?: unknown }
  return Array.isArray(Statement) ? Statement : Statement === undefined ? [] : [Statement]
}
