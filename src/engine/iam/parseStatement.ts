/** One statement of a policy; source: IAM user guide, "JSON policy elements reference", and the developer guide for resource policies. */
import type { PolicyProblem } from '../refusalReasons'
import { isKnownAction, KNOWN_ACTIONS, SHAREABLE_ACTIONS } from './actions'
import { nearest } from './nearest'
import { parseConditions } from './parseCondition'
import { parsePrincipals } from './parsePrincipal'
import type { Listed, Statement } from './policy'
import { missing, report, reportUnknown, textOf, textsOf, withoutVariables, type JsonObject, type PolicyDraft } from './policyDraft'
import { matchesWildcard } from './wildcard'

type Problem<Key extends PolicyProblem['key']> = Extract<PolicyProblem, { key: Key }>

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']
const EFFECTS = ['Allow', 'Deny']
/** IAM: letters and digits; policies of resources take more. */
const SIDS: Readonly<Record<'strict' | 'loose', RegExp>> = { strict: /^[A-Za-z0-9]*$/, loose: /^[A-Za-z0-9_ .-]*$/ }
const ACTION = /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/i
const ARN = /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+)$/

export function parseStatement(draft: PolicyDraft, place: string, given: JsonObject): Statement {
  reportUnknown(draft, place, given, ELEMENTS)
  return {
    sid: parseSid(draft, `${place}.Sid`, given.Sid),
    effect: parseEffect(draft, place, given.Effect),
    principals: parsePrincipals(draft, place, given),
    actions: parseActions(draft, place, given),
    resources: parseResources(draft, place, given),
    conditions: parseConditions(draft, `${place}.Condition`, given.Condition),
  }
}

function parseSid(draft: PolicyDraft, place: string, value: unknown): string | null {
  if (value === undefined) return null
  if (typeof value === 'string' && SIDS[draft.kind === 'identity' ? 'strict' : 'loose'].test(value)) return value
  report<Problem<'policySid'>>(draft, 'policySid', { place, value: textOf(value) })
  return null
}

function parseEffect(draft: PolicyDraft, place: string, value: unknown): Statement['effect'] {
  if (value === undefined) missing(draft, place, 'Effect')
  else if (!EFFECTS.includes(value as string)) report<Problem<'policyValue'>>(draft, 'policyValue', { place: `${place}.Effect`, value: textOf(value), allowed: EFFECTS.join(', ') })
  return value === 'Allow' ? 'Allow' : 'Deny'
}

/** One of an element and its opposite. @returns null where there is neither, or both, which is noted. */
function eitherOf(draft: PolicyDraft, place: string, given: JsonObject, element: string): { isNot: boolean; all: { text: string; place: string }[] } | null {
  const opposite = `Not${element}`
  const isNot = given[opposite] !== undefined
  if (isNot && given[element] !== undefined) {
    report<Problem<'policyBoth'>>(draft, 'policyBoth', { place, one: element, other: opposite })
    return null
  }
  const name = isNot ? opposite : element
  if (given[name] === undefined) return null
  const all = textsOf(draft, `${place}.${name}`, given[name])
  return all === null ? null : { isNot, all }
}

function parseActions(draft: PolicyDraft, place: string, given: JsonObject): Listed {
  const either = eitherOf(draft, place, given, 'Action')
  if (given.Action === undefined && given.NotAction === undefined) missing(draft, place, 'Action')
  for (const { text, place: at } of either?.all ?? []) checkAction(draft, at, text)
  return { isNot: either?.isNot ?? false, patterns: either?.all.map(({ text }) => text.toLowerCase()) ?? [] }
}

function checkAction(draft: PolicyDraft, place: string, value: string): void {
  if (!ACTION.test(value)) return report<Problem<'policyActionForm'>>(draft, 'policyActionForm', { place, value })
  if (draft.kind === 'stream' || draft.kind === 'consumer') {
    const shared = SHAREABLE_ACTIONS[draft.kind]
    if (/[*?]/.test(value)) return report<Problem<'policyWildcard'>>(draft, 'policyWildcard', { place, value })
    if (isKnownAction(value) && !shared.some((action) => action.toLowerCase() === value.toLowerCase())) {
      return report<Problem<'policyActionShared'>>(draft, 'policyActionShared', { place, value, allowed: shared.join(', ') })
    }
  }
  if (isKnownAction(value)) return
  const near = nearest(value, KNOWN_ACTIONS)
  if (near === null) report<Problem<'policyAction'>>(draft, 'policyAction', { place, value })
  else report<Problem<'policyActionNear'>>(draft, 'policyActionNear', { place, value, nearest: near })
}

function parseResources(draft: PolicyDraft, place: string, given: JsonObject): Listed | null {
  const either = eitherOf(draft, place, given, 'Resource')
  if (given.Resource === undefined && given.NotResource === undefined) missing(draft, place, 'Resource')
  if (either === null) return null
  for (const { text, place: at } of either.all) {
    if (!ARN.test(text)) report<Problem<'policyResource'>>(draft, 'policyResource', { place: at, value: text })
    else if (draft.arn !== null && !either.isNot && !matchesWildcard(text, draft.arn)) report<Problem<'policyResourceOther'>>(draft, 'policyResourceOther', { place: at, value: text, arn: draft.arn })
  }
  return { isNot: either.isNot, patterns: either.all.map(({ text }) => (draft.hasVariables ? text : withoutVariables(text))) }
}
