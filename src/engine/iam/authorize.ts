/** Whether a caller may do what it asks, remembered until a policy changes; and AWS's sentence where it may not. */
import { ACCOUNT_ID, REGION, VPC_ENDPOINT_ID, VPC_ID } from '../../kinesis/limits'
import type { AskedCall } from '../door/caller'
import type { CallerName } from '../door/callerName'
import type { Guards } from '../door/guards'
import { resourceOf } from '../door/resourceOf'
import { epochMsOf } from '../naming'
import type { World } from '../state'
import { isoText } from '../utcText'
import type { AccessRequest } from './accessRequest'
import { decide } from './decide'
import type { Policy, Verdict } from './policy'
import { principalOf, type Principal } from './principal'
import { FULL_ACCESS } from './settings'

/** Of whoever has what everybody begins with. */
export const ALLOWED: Verdict = { isAllowed: true, why: 'allow', source: 'identity', policyName: FULL_ACCESS.policyName, statementIndex: 0, document: FULL_ACCESS.document }
const FULL_ACCESS_READ: Policy = {
  ...FULL_ACCESS,
  statements: [{ sid: null, effect: 'Allow', actions: { isNot: false, patterns: ['kinesis:*'] }, resources: { isNot: false, patterns: ['*'] }, principals: null, conditions: [] }],
  varies: false,
}

const VERDICTS_KEPT_MAX = 4_096
const remembered = new WeakMap<Guards, { revision: number; verdicts: Map<string, Verdict> }>()

/** @param action what the call needs besides its operation, as `kinesis:TagResource` of a registration with tags. */
export function authorize(world: World, asked: AskedCall, action = `kinesis:${asked.operation}`): Verdict {
  const { guards } = world
  if (guards.revision === 0) return ALLOWED
  const resource = resourceOf(world, asked)
  const policy = (asked.consumer ?? asked.stream)?.resourcePolicy ?? null
  const name = `${asked.caller} ${action} ${resource}`
  const verdicts = verdictsOf(guards)
  const known = verdicts.get(name)
  if (known !== undefined) return known
  const principal = principalOf(guards, asked.caller)
  const identity = identityPoliciesOf(guards, asked.caller)
  const endpoint = principal.path === 'vpcEndpoint' ? guards.endpoint : null
  const { elsewhere: resourceAccountId = ACCOUNT_ID } = asked
  const request = requestOf(world, principal, { action, resource, resourceAccountId, resourceTags: (asked.consumer ?? asked.stream)?.tags, input: asked.input })
  const verdict = decide(request, { identity, resource: policy, endpoint, resourceKind: 'resource' })
  if (![...identity, policy, endpoint].some((each) => each?.varies === true)) verdicts.set(name, verdict)
  return verdict
}

function verdictsOf(guards: Guards): Map<string, Verdict> {
  let memory = remembered.get(guards)
  if (memory?.revision !== guards.revision || memory.verdicts.size >= VERDICTS_KEPT_MAX) {
    memory = { revision: guards.revision, verdicts: new Map() }
    remembered.set(guards, memory)
  }
  return memory.verdicts
}

export function identityPoliciesOf({ identities }: Guards, caller: CallerName): readonly Policy[] {
  return identities.get(caller)?.policies ?? [FULL_ACCESS_READ]
}

export interface Subject {
  action: string
  resource: string
  /** Absent: ours. */
  resourceAccountId?: string
  resourceTags?: ReadonlyMap<string, string> | undefined
  /** As the API has it. */
  input?: Readonly<Record<string, unknown>> | undefined
  /** What only this kind of request has. */
  more?: Readonly<Record<string, string>>
}

export function requestOf(world: World, principal: Principal, subject: Subject): AccessRequest {
  const { action, resource, resourceAccountId = ACCOUNT_ID } = subject
  return { principal, action, resource, resourceAccountId, contextOf: (key) => contextOf(world, principal, subject, key) }
}

/** Source: IAM user guide, "AWS global condition context keys". */
function contextOf(world: World, principal: Principal, { resourceAccountId = ACCOUNT_ID, resourceTags, input, more }: Subject, key: string): string[] | null {
  const isPrivate = principal.path === 'vpcEndpoint'
  switch (key) {
    case 'aws:principalarn':
      return [principal.principalArn]
    case 'aws:principalaccount':
      return [principal.accountId]
    case 'aws:principaltype':
      return [principal.userName === null ? 'AssumedRole' : 'User']
    case 'aws:username':
      return principal.userName === null ? null : [principal.userName]
    case 'aws:securetransport':
      return ['true']
    case 'aws:sourceip':
      return isPrivate ? null : [principal.sourceIp]
    case 'aws:vpcsourceip':
      return isPrivate ? [principal.sourceIp] : null
    case 'aws:sourcevpce':
      return isPrivate ? [VPC_ENDPOINT_ID] : null
    case 'aws:sourcevpc':
      return isPrivate ? [VPC_ID] : null
    case 'aws:currenttime':
      return [isoText(epochMsOf(world, world.nowUs))]
    case 'aws:epochtime':
      return [String(Math.floor(epochMsOf(world, world.nowUs) / 1_000))]
    case 'aws:requestedregion':
      return [REGION]
    case 'aws:resourceaccount':
      return [resourceAccountId]
    case 'aws:tagkeys':
      return Array.isArray(input?.TagKeys) ? (input.TagKeys as string[]) : Object.keys((input?.Tags as object | undefined) ?? {})
    default:
      if (more !== undefined && key in more) return [more[key]]
      return tagNamed(key, 'aws:resourcetag/', resourceTags) ?? tagNamed(key, 'aws:requesttag/', new Map(Object.entries((input?.Tags as Record<string, string> | undefined) ?? {})))
  }
}

/** Condition keys know no case, with the tag's name in them. */
function tagNamed(key: string, head: string, tags: ReadonlyMap<string, string> | undefined): string[] | null {
  if (tags === undefined || !key.startsWith(head)) return null
  for (const [name, value] of tags) if (name.toLowerCase() === key.slice(head.length)) return [value]
  return null
}

const IN_WORDS = { identity: 'identity-based policy', resource: 'resource-based policy', key: 'resource-based policy', endpoint: 'VPC endpoint policy' } as const

/** Source: IAM user guide, "Troubleshoot access denied error messages". */
export function deniedText({ arn }: Principal, { action, resource }: Pick<Subject, 'action' | 'resource'>, { why, source }: Verdict): string {
  const words = IN_WORDS[source]
  const tail = why === 'explicitDeny' ? `with an explicit deny in a${source === 'identity' ? 'n' : ''} ${words}` : `because no ${words} allows the ${action} action`
  return `User: ${arn} is not authorized to perform: ${action}${resource === '*' ? '' : ` on resource: ${resource}`} ${tail}`
}
