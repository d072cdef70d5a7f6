/** Whether a statement is about a request; source of the rules: IAM user guide, "JSON policy elements reference". */
import { expand, type AccessRequest } from './accessRequest'
import { isConditionMet } from './condition'
import type { Listed, Statement } from './policy'
import type { Principal } from './principal'
import { matchesWildcard } from './wildcard'

export type Mismatch = 'principal' | 'action' | 'resource' | 'condition'

/** @returns the first element that is not about the request; null: it is about it. */
export function mismatchOf(statement: Statement, request: AccessRequest): Mismatch | null {
  if (statement.principals !== null && principalMatch(statement.principals, request.principal) === 'none') return 'principal'
  const action = request.action.toLowerCase()
  if (!isListed(statement.actions, (pattern) => matchesWildcard(pattern, action))) return 'action'
  if (statement.resources !== null && !isListed(statement.resources, (pattern) => matchesWildcard(expand(pattern, request), request.resource))) return 'resource'
  return statement.conditions.every((condition) => isConditionMet(condition, request)) ? null : 'condition'
}

function isListed({ isNot, patterns }: Listed, isMatch: (pattern: string) => boolean): boolean {
  return patterns.some(isMatch) !== isNot
}

/** `account`: as one of its account, to which it leaves it whom it lets do so. */
export function principalMatch({ isNot, patterns }: Listed, { arn, principalArn, accountId }: Principal): 'direct' | 'account' | 'none' {
  const root = `arn:aws:iam::${accountId}:root`
  const isDirect = patterns.some((pattern) => pattern === '*' || pattern === arn || pattern === principalArn)
  const isOfAccount = patterns.some((pattern) => pattern === accountId || pattern === root)
  if (isNot) return isDirect || isOfAccount ? 'none' : 'direct'
  return isDirect ? 'direct' : isOfAccount ? 'account' : 'none'
}
