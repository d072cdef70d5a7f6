/** The guards as a question wants them: with its own documents where they are policies, and with those in force where they are none. */
import { ACCOUNT_ID } from '../../kinesis/limits'
import type { Guards } from '../door/guards'
import type { RefusalReason } from '../refusalReasons'
import type { AccessQuestion } from './accessAnswer'
import { identityPoliciesOf } from './authorize'
import { parsePolicy, type PolicySubject } from './parsePolicy'
import type { Policy } from './policy'
import { resourcePolicyName } from './resourcePolicyName'
import { ENDPOINT_POLICY_NAME, problemWithIdentity } from './submitToIam'

export interface Questioned {
  guards: Guards
  resourcePolicy: Policy | null
  problems: RefusalReason[]
}

/** @param inForce the policy of the resource that is asked about. */
export function questioned(guards: Guards, question: AccessQuestion, { resource, inForce }: { resource: string; inForce: Policy | null }): Questioned {
  const problems: RefusalReason[] = []
  const { resourcePolicy } = question
  const ofResource = { kind: question.consumerName === undefined ? 'stream' : 'consumer', policyName: resourcePolicyName(resource), arn: resource } as const
  return {
    guards: { ...guards, ...endpointOf(guards, question, problems), ...identityOf(guards, question, problems) },
    resourcePolicy: resourcePolicy === undefined || question.streamName === null ? inForce : resourcePolicy === null ? null : (read(resourcePolicy, ofResource, problems) ?? inForce),
    problems,
  }
}

function endpointOf({ endpoint }: Guards, { endpointPolicy }: AccessQuestion, problems: RefusalReason[]): Pick<Guards, 'endpoint'> {
  return { endpoint: endpointPolicy === undefined ? endpoint : (read(endpointPolicy, { kind: 'endpoint', policyName: ENDPOINT_POLICY_NAME }, problems) ?? endpoint) }
}

/** All of an identity or nothing, as `SetIdentity` has it; its way is no document, and always counts. */
function identityOf(guards: Guards, { caller, identity }: AccessQuestion, problems: RefusalReason[]): Partial<Pick<Guards, 'identities'>> {
  if (identity === undefined) return {}
  const problem = problemWithIdentity(identity)
  if (problem !== null) problems.push(problem)
  const documents = identity.policies.map(({ policyName, document }) => read(document, { kind: 'identity', policyName }, problems))
  const isPossible = problem === null && !documents.includes(null)
  const policies = isPossible ? documents.filter((policy) => policy !== null) : [...identityPoliciesOf(guards, caller)]
  const accountId = isPossible ? identity.accountId : guards.identities.get(caller)?.accountId
  return { identities: new Map(guards.identities).set(caller, { policies, path: identity.path, accountId: accountId ?? ACCOUNT_ID }) }
}

function read(document: string, subject: PolicySubject, problems: RefusalReason[]): Policy | null {
  const { policy, problems: found } = parsePolicy(document, subject)
  problems.push(...found)
  return policy
}
