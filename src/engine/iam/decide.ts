/**
 * Yes or no; source: IAM user guide, "Policy evaluation logic": an explicit Deny anywhere wins; within an account the
 * identity's policies or the resource's suffice; across accounts it takes both; what is on the way must allow it too.
 */
import type { AccessRequest } from './accessRequest'
import { mismatchOf, principalMatch } from './matchStatement'
import type { Policy, PolicySource, Verdict } from './policy'

export interface Policies {
  identity: readonly Policy[]
  /** Null: the resource has none. */
  resource: Policy | null
  /** Null: the request does not go through the endpoint. */
  endpoint: Policy | null
  /** `key`: identities are asked only where the key's policy leaves it to its account. */
  resourceKind: 'resource' | 'key'
}

interface Found {
  denied: Verdict | null
  /** To the caller by name, or to everybody. */
  allowed: Verdict | null
  /** To the caller's account. */
  delegated: Verdict | null
}

export function decide(request: AccessRequest, { identity, resource, endpoint, resourceKind }: Policies): Verdict {
  const own = find(request, 'identity', identity)
  const theirs = find(request, resourceKind, resource === null ? [] : [resource])
  const way = endpoint === null ? null : find(request, 'endpoint', [endpoint])
  const denied = own.denied ?? theirs.denied ?? way?.denied
  if (denied !== null && denied !== undefined) return denied
  if (way !== null && way.allowed === null && way.delegated === null) return notAllowed('endpoint')
  const isWithinAccount = request.principal.accountId === request.resourceAccountId
  if (isWithinAccount && theirs.allowed !== null) return theirs.allowed
  const isOpen = (isWithinAccount && resourceKind === 'resource') || theirs.allowed !== null || theirs.delegated !== null
  if (own.allowed === null) return notAllowed(isOpen || resourceKind === 'resource' ? 'identity' : 'key')
  return isOpen ? own.allowed : notAllowed(resourceKind)
}

function find(request: AccessRequest, source: PolicySource, policies: readonly Policy[]): Found {
  const found: Found = { denied: null, allowed: null, delegated: null }
  for (const { policyName, document, statements } of policies) {
    for (const [statementIndex, statement] of statements.entries()) {
      if (mismatchOf(statement, request) !== null) continue
      const isAllowed = statement.effect === 'Allow'
      const isOfAccount = statement.principals !== null && principalMatch(statement.principals, request.principal) === 'account'
      const verdict: Verdict = { isAllowed, why: isAllowed ? 'allow' : 'explicitDeny', source, policyName, statementIndex, document }
      found[isAllowed ? (isOfAccount ? 'delegated' : 'allowed') : 'denied'] ??= verdict
    }
  }
  return found
}

function notAllowed(source: PolicySource): Verdict {
  return { isAllowed: false, why: 'implicitDeny', source, policyName: null, statementIndex: null, document: null }
}
