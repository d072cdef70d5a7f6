/** A person's acts on identities and on the VPC endpoint: all of it or nothing, once every document reads as a policy. */
import { ACCOUNT_ID, IDENTITY_POLICIES_MAX, POLICY_NAME_CHARACTERS_MAX } from '../../kinesis/limits'
import type { AccountCommand } from '../commands'
import { accountOf } from '../door/streamRef'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { noteIdentityChange } from '../trail/identityChanges'
import { parsePolicy } from './parsePolicy'
import type { Policy } from './policy'
import { FULL_ACCESS, type IdentitySettings, type PolicySettings } from './settings'

type IamCommand = Extract<AccountCommand, { type: 'SetIdentity' | 'SetVpcEndpoint' }>

/** IAM: letters, digits and +=,.@-_ */
const POLICY_NAME = /^[\w+=,.@-]+$/

/** @returns why it could not be done; null when it was. */
export function submitToIam(world: World, command: IamCommand, sink: Sink): RefusalReason | null {
  return command.type === 'SetIdentity' ? setIdentity(world, command, sink) : setVpcEndpoint(world, command, sink)
}

function setIdentity(world: World, { caller, identity }: Extract<IamCommand, { type: 'SetIdentity' }>, sink: Sink): RefusalReason | null {
  const { guards } = world
  const former = { accountId: accountOf(guards, caller), policies: guards.identities.get(caller)?.policies ?? [FULL_ACCESS] }
  if (identity === null) guards.identities.delete(caller)
  else {
    const problem = problemWithIdentity(identity)
    if (problem !== null) return problem
    const policies = parseAll(identity.policies)
    if (!Array.isArray(policies)) return policies
    guards.identities.set(caller, { policies, path: identity.path, accountId: identity.accountId ?? ACCOUNT_ID })
  }
  guards.revision++
  noteIdentityChange(world, caller, former, { accountId: accountOf(guards, caller), policies: identity?.policies ?? [FULL_ACCESS] })
  tell(world, sink, { kind: 'IdentityChanged', caller, policyNames: identity?.policies.map(({ policyName }) => policyName) ?? null, path: identity?.path ?? 'public' })
  return null
}

/** Of all but its documents. */
export function problemWithIdentity({ policies, accountId }: IdentitySettings): RefusalReason | null {
  if (accountId !== undefined && !/^\d{12}$/.test(accountId)) return { key: 'accountDigits', values: { value: accountId } }
  if (policies.length > IDENTITY_POLICIES_MAX) return { key: 'policiesMax', values: { max: IDENTITY_POLICIES_MAX } }
  const names = new Set<string>()
  for (const { policyName } of policies) {
    if (!POLICY_NAME.test(policyName) || policyName.length > POLICY_NAME_CHARACTERS_MAX) return { key: 'policyName', values: { name: policyName, max: POLICY_NAME_CHARACTERS_MAX } }
    if (names.has(policyName)) return { key: 'policyNameTwice', values: { name: policyName } }
    names.add(policyName)
  }
  return null
}

/** @returns the first problem where there is one. */
function parseAll(settings: readonly PolicySettings[]): Policy[] | RefusalReason {
  const policies: Policy[] = []
  for (const { policyName, document } of settings) {
    const { policy, problems } = parsePolicy(document, { kind: 'identity', policyName })
    if (policy === null) return problems[0]
    policies.push(policy)
  }
  return policies
}

export const ENDPOINT_POLICY_NAME = 'VpcEndpointPolicy'

function setVpcEndpoint(world: World, { endpoint }: Extract<IamCommand, { type: 'SetVpcEndpoint' }>, sink: Sink): RefusalReason | null {
  const { guards } = world
  const parsed = endpoint === null ? null : parsePolicy(endpoint.policy, { kind: 'endpoint', policyName: ENDPOINT_POLICY_NAME })
  if (parsed?.policy === null) return parsed.problems[0]
  guards.endpoint = parsed?.policy ?? null
  guards.revision++
  tell(world, sink, { kind: 'VpcEndpointChanged', isThere: endpoint !== null })
  return null
}
