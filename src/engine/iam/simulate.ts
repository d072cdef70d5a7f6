/** What would happen if a caller called an operation, by the documents in force or by others: nothing is called, and nothing counted. */
import { ACCOUNT_ID } from '../../kinesis/limits'
import type { AskedCall } from '../door/caller'
import type { Guards } from '../door/guards'
import { resourceOf } from '../door/resourceOf'
import { keyAt } from '../encryption'
import { judgeKey, type KeyAction } from '../kms/dataKeys'
import { findStream, streamArn } from '../naming'
import type { RefusalReason } from '../refusalReasons'
import type { Stream, StreamConsumer, World } from '../state'
import type { AccessAnswer, AccessQuestion, ConsideredStatement } from './accessAnswer'
import { deniedText, identityPoliciesOf, requestOf } from './authorize'
import { decide, type Policies } from './decide'
import { decidedBy, quoteOf } from './decidedBy'
import { mismatchOf } from './matchStatement'
import { parsePolicy } from './parsePolicy'
import type { Policy, PolicySource } from './policy'
import { principalOf } from './principal'
import { ENDPOINT_POLICY_NAME } from './submitToIam'

/** Those of every request that a reader may want to see. */
const SHOWN_KEYS = [
  ...['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:username', 'aws:SourceIp', 'aws:VpcSourceIp', 'aws:SourceVpc', 'aws:SourceVpce'],
  ...['aws:SecureTransport', 'aws:CurrentTime', 'aws:RequestedRegion', 'aws:ResourceAccount'],
]

export function simulate(world: World, question: AccessQuestion): AccessAnswer {
  const problems: RefusalReason[] = []
  const asked = askedBy(world, question)
  const guards = guardsOf(world, question, problems)
  const principal = principalOf(guards, question.caller)
  const resource = resourceOf(world, asked)
  const action = `kinesis:${question.operation}`
  const request = requestOf(world, principal, { action, resource, resourceTags: (asked.consumer ?? asked.stream)?.tags })
  const policies = policiesOf(guards, question, asked, principal.path, problems)
  const context = SHOWN_KEYS.flatMap((key) => {
    const values = request.contextOf(key.toLowerCase())
    return values === null ? [] : [{ key, values }]
  })
  const told = { request: { arn: principal.arn, action, resource, context }, considered: considered(policies, request), problems }
  if (guards.identities.get(question.caller)?.path === 'http') return { isAllowed: false, decidedBy: null, exception: 'SdkClientException', message: 'Connection refused', ...told }
  const verdict = decide(request, policies)
  const by = decidedBy(verdict, allOf(policies).map(({ policy }) => policy))
  if (!verdict.isAllowed) return { isAllowed: false, decidedBy: by, exception: 'AccessDeniedException', message: deniedText(principal, { action, resource }, verdict), ...told }
  const key = keyVerdict({ ...world, guards }, question, asked.stream)
  return { isAllowed: key === null, decidedBy: key === null ? by : key.decidedBy, exception: key?.exception ?? null, message: key?.message ?? null, ...told }
}

function askedBy(world: World, { caller, operation, streamName, consumerName }: AccessQuestion): AskedCall {
  const stream = streamName === null ? null : findStream(world, streamName)
  const consumer = stream?.consumers.find((each) => each.consumerName === consumerName)
  const resource = streamName === null ? '*' : `${streamArn(streamName)}${consumerName === undefined ? '' : `/consumer/${consumerName}`}`
  return { caller, operation, stream, ...(consumer === undefined ? { resource } : { consumer }) }
}

/** With the identity of the question in the caller's place, as far as its documents are policies. */
function guardsOf({ guards }: World, { caller, identity }: AccessQuestion, problems: RefusalReason[]): Guards {
  if (identity === undefined) return guards
  const policies = identity.policies.flatMap(({ policyName, document }) => parsed(document, { kind: 'identity', policyName }, problems) ?? [])
  return { ...guards, identities: new Map(guards.identities).set(caller, { policies, path: identity.path, accountId: identity.accountId ?? ACCOUNT_ID }) }
}

function policiesOf(guards: Guards, question: AccessQuestion, { stream, consumer }: AskedCall, path: string, problems: RefusalReason[]): Policies {
  const holder: Stream | StreamConsumer | null = consumer ?? stream
  const kind = question.consumerName === undefined ? 'stream' : 'consumer'
  const endpoint = question.endpointPolicy === undefined ? guards.endpoint : parsed(question.endpointPolicy, { kind: 'endpoint', policyName: ENDPOINT_POLICY_NAME }, problems)
  const { resourcePolicy } = question
  const resource = resourcePolicy === undefined ? (holder?.resourcePolicy ?? null) : resourcePolicy === null ? null : parsed(resourcePolicy, { kind, policyName: 'ResourcePolicy' }, problems)
  return { identity: identityPoliciesOf(guards, question.caller), resource, endpoint: path === 'vpcEndpoint' ? endpoint : null, resourceKind: 'resource' }
}

function parsed(document: string, subject: Parameters<typeof parsePolicy>[1], problems: RefusalReason[]): Policy | null {
  const result = parsePolicy(document, subject)
  problems.push(...result.problems)
  return result.policy
}

function allOf({ identity, resource, endpoint, resourceKind }: Policies): { source: PolicySource; policy: Policy }[] {
  return [
    ...(endpoint === null ? [] : [{ source: 'endpoint' as const, policy: endpoint }]),
    ...(resource === null ? [] : [{ source: resourceKind, policy: resource }]),
    ...identity.map((policy) => ({ source: 'identity' as const, policy })),
  ]
}

function considered(policies: Policies, request: Parameters<typeof mismatchOf>[1]): ConsideredStatement[] {
  return allOf(policies).flatMap(({ source, policy }) =>
    policy.statements.map((statement, statementIndex) => ({
      source,
      policyName: policy.policyName,
      statementIndex,
      sid: statement.sid,
      effect: statement.effect,
      quote: quoteOf(policy, statementIndex),
      mismatch: mismatchOf(statement, request),
    })),
  )
}

const KEY_ACTIONS: Readonly<Record<string, KeyAction>> = { PutRecord: 'kms:GenerateDataKey', PutRecords: 'kms:GenerateDataKey', GetRecords: 'kms:Decrypt', SubscribeToShard: 'kms:Decrypt' }

/** For records that arrive now. @returns null where no key is asked, or it lets the caller. */
function keyVerdict(world: World, { caller, operation }: AccessQuestion, stream: Stream | null): Pick<AccessAnswer, 'decidedBy' | 'exception' | 'message'> | null {
  const action = KEY_ACTIONS[operation] as KeyAction | undefined
  const keyName = stream === null || action === undefined ? null : keyAt(stream, world.nowUs)
  if (stream === null || action === undefined || keyName === null) return null
  const { refusal, verdict } = judgeKey(world, stream, { caller, operation, action, keyName })
  if (refusal === null) return null
  const policies = [...identityPoliciesOf(world.guards, caller), ...Array.from(world.guards.kms.keys.values(), ({ policy }) => policy ?? [])].flat()
  return { decidedBy: verdict === null ? null : decidedBy(verdict, policies), ...refusal.refusal }
}
