/** What would happen if a caller called an operation, by the documents in force or by others: nothing is called, and nothing counted. */
import type { AskedCall } from '../door/caller'
import type { Guards } from '../door/guards'
import { resourceOf } from '../door/resourceOf'
import { findStream, streamArn } from '../naming'
import type { World } from '../state'
import type { AccessAnswer, AccessQuestion, ConsideredStatement, UsedDocument } from './accessAnswer'
import type { AccessRequest } from './accessRequest'
import { askedKeyOf, keyRefusal, type SourcedPolicy } from './askedKey'
import { deniedText, identityPoliciesOf, requestOf } from './authorize'
import { decide, type Policies } from './decide'
import { decidedBy, quoteOf } from './decidedBy'
import { mismatchOf } from './matchStatement'
import type { Policy, PolicySource } from './policy'
import { principalOf } from './principal'
import { questioned } from './questioned'

/** Those of every request that a reader may want to see. */
const SHOWN_KEYS = [
  ...['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:username', 'aws:SourceIp', 'aws:VpcSourceIp', 'aws:SourceVpc', 'aws:SourceVpce'],
  ...['aws:SecureTransport', 'aws:CurrentTime', 'aws:RequestedRegion', 'aws:ResourceAccount'],
]

export function simulate(world: World, question: AccessQuestion): AccessAnswer {
  const { caller, operation } = question
  const asked = askedBy(world, question)
  const resource = resourceOf(world, asked)
  const inForce = (asked.consumer ?? asked.stream)?.resourcePolicy ?? null
  const { guards, resourcePolicy, problems } = questioned(world.guards, question, { resource, inForce })
  const judged = { ...world, guards }
  const principal = principalOf(guards, caller)
  const { path } = principal
  const action = `kinesis:${operation}`
  const request = requestOf(judged, principal, { action, resource, resourceTags: (asked.consumer ?? asked.stream)?.tags })
  const policies: Policies = { identity: identityPoliciesOf(guards, caller), resource: resourcePolicy, endpoint: path === 'vpcEndpoint' ? guards.endpoint : null, resourceKind: 'resource' }
  const ofCall = allOf(policies)
  const key = askedKeyOf(judged, question, asked.stream)
  const context = SHOWN_KEYS.flatMap((name) => {
    const values = request.contextOf(name.toLowerCase())
    return values === null ? [] : [{ key: name, values }]
  })
  const told = {
    path,
    request: { arn: principal.arn, action, resource, context },
    considered: [...considered(ofCall, request), ...(key === null ? [] : considered(key.policies, key.request))],
    documents: usedOf(world.guards, question, inForce, key === null ? ofCall : [...ofCall, ...key.policies.filter(({ source }) => source === 'key')]),
    problems,
  }
  if (path === 'http') return { isAllowed: false, decidedBy: null, exception: 'SdkClientException', message: 'Connection refused', ...told }
  const verdict = decide(request, policies)
  const by = decidedBy(verdict)
  if (!verdict.isAllowed) return { isAllowed: false, decidedBy: by, exception: 'AccessDeniedException', message: deniedText(principal, { action, resource }, verdict), ...told }
  const refused = keyRefusal(judged, question, asked.stream)
  return { isAllowed: refused === null, decidedBy: refused === null ? by : refused.decidedBy, exception: refused?.exception ?? null, message: refused?.message ?? null, ...told }
}

function askedBy(world: World, { caller, operation, streamName, consumerName }: AccessQuestion): AskedCall {
  const stream = streamName === null ? null : findStream(world, streamName)
  const consumer = stream?.consumers.find((each) => each.consumerName === consumerName)
  const resource = streamName === null ? '*' : `${streamArn(streamName)}${consumerName === undefined ? '' : `/consumer/${consumerName}`}`
  return { caller, operation, stream, ...(consumer === undefined ? { resource } : { consumer }) }
}

function allOf({ identity, resource, endpoint }: Policies): SourcedPolicy[] {
  return [
    ...(endpoint === null ? [] : [{ source: 'endpoint' as const, policy: endpoint }]),
    ...(resource === null ? [] : [{ source: 'resource' as const, policy: resource }]),
    ...identity.map((policy) => ({ source: 'identity' as const, policy })),
  ]
}

function considered(policies: readonly SourcedPolicy[], request: AccessRequest): ConsideredStatement[] {
  return policies.flatMap(({ source, policy }) =>
    policy.statements.map((statement, statementIndex) => ({
      source,
      policyName: policy.policyName,
      statementIndex,
      sid: statement.sid,
      effect: statement.effect,
      action: request.action,
      quote: quoteOf(policy, statementIndex),
      mismatch: mismatchOf(statement, request),
    })),
  )
}

function usedOf(guards: Guards, { caller }: AccessQuestion, resource: Policy | null, policies: readonly SourcedPolicy[]): UsedDocument[] {
  const own = (source: PolicySource): readonly (Policy | null)[] => (source === 'identity' ? identityPoliciesOf(guards, caller) : source === 'endpoint' ? [guards.endpoint] : [resource])
  const isSame = (one: Policy, other: Policy | null) => other !== null && one.policyName === other.policyName && one.document === other.document
  return policies.map(({ source, policy }) => ({ source, policyName: policy.policyName, isInForce: source === 'key' || own(source).some((other) => isSame(policy, other)) }))
}
