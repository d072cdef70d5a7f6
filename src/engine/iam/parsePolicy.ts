/** A policy's document, read and checked: each problem names the place in it. */
import { utf8Length } from '../../base/utf8'
import { ENDPOINT_POLICY_CHARACTERS_MAX, IDENTITY_POLICY_CHARACTERS_MAX, KEY_POLICY_BYTES_MAX, RESOURCE_POLICY_BYTES_MAX } from '../../kinesis/limits'
import type { PolicyProblem } from '../refusalReasons'
import { jsonFault } from './jsonFault'
import { mayVary } from './parseCondition'
import { parseStatement } from './parseStatement'
import type { Policy, Statement } from './policy'
import { isObject, missing, report, reportShape, reportUnknown, textOf, type JsonObject, type PolicyDraft, type PolicyKind } from './policyDraft'

type Problem<Key extends PolicyProblem['key']> = Extract<PolicyProblem, { key: Key }>

const SIZE_MAX: Readonly<Record<PolicyKind, number>> = {
  identity: IDENTITY_POLICY_CHARACTERS_MAX,
  endpoint: ENDPOINT_POLICY_CHARACTERS_MAX,
  key: KEY_POLICY_BYTES_MAX,
  stream: RESOURCE_POLICY_BYTES_MAX,
  consumer: RESOURCE_POLICY_BYTES_MAX,
}
const VERSIONS = ['2012-10-17', '2008-10-17']
const ELEMENTS = ['Version', 'Id', 'Statement']

export interface PolicySubject {
  kind: PolicyKind
  policyName: string
  /** Of the stream or the consumer whose it is. */
  arn?: string
}

export type ParsedPolicy = { policy: Policy; problems: [] } | { policy: null; problems: PolicyProblem[] }

export function parsePolicy(document: string, { kind, policyName, arn }: PolicySubject): ParsedPolicy {
  const draft: PolicyDraft = { kind, policy: policyName, arn: arn ?? null, problems: [], hasVariables: false }
  const statements = readDocument(draft, document)
  if (draft.problems.length > 0) return { policy: null, problems: draft.problems }
  return { policy: { policyName, document, statements, varies: statements.some(isVarying) }, problems: [] }
}

function readDocument(draft: PolicyDraft, document: string): Statement[] {
  const { kind } = draft
  const size = kind === 'identity' ? document.replace(/\s/g, '').length : utf8Length(document)
  if (size > SIZE_MAX[kind]) {
    report<Problem<'policySize'>>(draft, 'policySize', { size, max: SIZE_MAX[kind] })
    return []
  }
  const fault = jsonFault(document)
  if (fault !== null) {
    report<Problem<'policyJson'>>(draft, 'policyJson', { line: fault.line, column: fault.column })
    return []
  }
  const value: unknown = JSON.parse(document)
  if (isObject(value)) return readPolicy(draft, value)
  reportShape(draft, 'Policy', 'object')
  return []
}

function readPolicy(draft: PolicyDraft, policy: JsonObject): Statement[] {
  reportUnknown(draft, '', policy, ELEMENTS)
  const { Version, Id, Statement: given } = policy
  if (Version !== undefined && !VERSIONS.includes(Version as string)) report<Problem<'policyValue'>>(draft, 'policyValue', { place: 'Version', value: textOf(Version), allowed: VERSIONS.join(', ') })
  if (Id !== undefined && typeof Id !== 'string') reportShape(draft, 'Id', 'string')
  draft.hasVariables = Version === VERSIONS[0]
  if (given === undefined) missing(draft, 'Policy', 'Statement')
  else if (isObject(given)) return parseAll(draft, [given], () => 'Statement')
  else if (Array.isArray(given) && given.length > 0) return parseAll(draft, given, (at) => `Statement[${at}]`)
  else reportShape(draft, 'Statement', 'object | object[]')
  return []
}

function parseAll(draft: PolicyDraft, given: readonly unknown[], placeOf: (at: number) => string): Statement[] {
  const sids = new Set<string>()
  return given.flatMap((value, at) => {
    if (!isObject(value)) {
      reportShape(draft, placeOf(at), 'object')
      return []
    }
    const statement = parseStatement(draft, placeOf(at), value)
    if (statement.sid !== null && sids.has(statement.sid)) report<Problem<'policySidTwice'>>(draft, 'policySidTwice', { place: `${placeOf(at)}.Sid`, value: statement.sid })
    if (statement.sid !== null) sids.add(statement.sid)
    return [statement]
  })
}

function isVarying({ conditions, resources }: Statement): boolean {
  return mayVary(conditions) || (resources?.patterns.some((pattern) => pattern.includes('${')) ?? false)
}
