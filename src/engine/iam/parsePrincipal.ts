/** Whom a statement of a resource's policy is about: IAM users, roles and accounts of AWS. */
import type { PolicyProblem } from '../refusalReasons'
import type { Listed } from './policy'
import { isObject, missing, report, reportShape, reportUnknown, textOf, textsOf, type JsonObject, type PolicyDraft } from './policyDraft'

type Problem<Key extends PolicyProblem['key']> = Extract<PolicyProblem, { key: Key }>

const PRINCIPAL = /^(\d{12}|arn:aws:iam::\d{12}:(root|(user|role)\/[\w+=,.@/-]+)|arn:aws:sts::\d{12}:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+)$/

/** @returns null in an identity's policy, which is about whoever has it. */
export function parsePrincipals(draft: PolicyDraft, place: string, given: JsonObject): Listed | null {
  const { Principal, NotPrincipal } = given
  const isNot = NotPrincipal !== undefined
  const at = `${place}.${isNot ? 'NotPrincipal' : 'Principal'}`
  const value = NotPrincipal ?? Principal
  if (draft.kind === 'identity') {
    if (value !== undefined) report<Problem<'policyNoPrincipal'>>(draft, 'policyNoPrincipal', { place: at })
    return null
  }
  if (isNot && Principal !== undefined) report<Problem<'policyBoth'>>(draft, 'policyBoth', { place, one: 'Principal', other: 'NotPrincipal' })
  if (value === undefined) {
    missing(draft, place, 'Principal')
    return null
  }
  return { isNot, patterns: principalsIn(draft, at, value) }
}

function principalsIn(draft: PolicyDraft, place: string, value: unknown): string[] {
  if (value === '*') return checked(draft, place, '*')
  if (!isObject(value)) {
    if (typeof value === 'string') report<Problem<'policyPrincipal'>>(draft, 'policyPrincipal', { place, value })
    else reportShape(draft, place, 'object')
    return []
  }
  reportKinds(draft, place, value)
  return value.AWS === undefined ? [] : (textsOf(draft, `${place}.AWS`, value.AWS) ?? []).flatMap(({ text, place: at }) => checked(draft, at, text))
}

/** Developer guide: no services, no federated and no canonical users. Elsewhere services are known, and none of them calls here. */
function reportKinds(draft: PolicyDraft, place: string, value: JsonObject): void {
  if (draft.kind === 'endpoint' || draft.kind === 'key') return reportUnknown(draft, place, value, ['AWS', 'Service', 'Federated', 'CanonicalUser'])
  for (const [kind, names] of Object.entries(value)) if (kind !== 'AWS') report<Problem<'policyPrincipal'>>(draft, 'policyPrincipal', { place: `${place}.${kind}`, value: textOf(names) })
}

/** Developer guide: a stream's policy names its principals one by one. */
function checked(draft: PolicyDraft, place: string, text: string): string[] {
  const isShared = draft.kind === 'stream' || draft.kind === 'consumer'
  if (text === '*' && !isShared) return [text]
  if (text.includes('*') && isShared) report<Problem<'policyWildcard'>>(draft, 'policyWildcard', { place, value: text })
  else if (!PRINCIPAL.test(text)) report<Problem<'policyPrincipal'>>(draft, 'policyPrincipal', { place, value: text })
  return [text]
}
