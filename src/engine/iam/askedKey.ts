/** The key that a call would need, with the policies that say who may use it, and what KMS would say. */
import { ensure } from '../../base/assert'
import { keyAt } from '../encryption'
import { judgeKey, keyRequest, type KeyAction, type KeyUse } from '../kms/dataKeys'
import { KEY_POLICY_DEFAULT } from '../kms/keyPolicy'
import { BY_DEFAULT_KEY_POLICY, findKey, type KmsKey } from '../kms/kms'
import type { Stream, World } from '../state'
import type { AccessAnswer, AccessQuestion } from './accessAnswer'
import type { AccessRequest } from './accessRequest'
import { identityPoliciesOf } from './authorize'
import { decidedBy } from './decidedBy'
import { parsePolicy } from './parsePolicy'
import type { Policy, PolicySource } from './policy'

export interface SourcedPolicy {
  source: PolicySource
  policy: Policy
}

export interface AskedKey {
  request: AccessRequest
  /** In the order in which they are looked at. */
  policies: SourcedPolicy[]
}

/** The key of records that arrive now. @returns null where none is asked for, or it is gone. */
export function askedKeyOf(world: World, question: AccessQuestion, stream: Stream | null): AskedKey | null {
  const use = keyUseOf(world, question, stream)
  const key = use === null ? null : findKey(world.guards.kms, use.keyName, world.nowUs)
  if (stream === null || use === null || key === null) return null
  const own = identityPoliciesOf(world.guards, question.caller).map((policy) => ({ source: 'identity' as const, policy }))
  return { request: keyRequest(world, stream, use, key), policies: [{ source: 'key', policy: policyOf(key) }, ...own] }
}

/** @returns null where no key is asked for, or KMS lets the caller. */
export function keyRefusal(world: World, question: AccessQuestion, stream: Stream | null): Pick<AccessAnswer, 'decidedBy' | 'exception' | 'message'> | null {
  const use = keyUseOf(world, question, stream)
  if (stream === null || use === null) return null
  const { refusal, verdict } = judgeKey(world, stream, use)
  if (refusal === null) return null
  return { decidedBy: verdict === null ? null : decidedBy(verdict), ...refusal.refusal }
}

const KEY_ACTIONS: Readonly<Record<string, KeyAction>> = { PutRecord: 'kms:GenerateDataKey', PutRecords: 'kms:GenerateDataKey', GetRecords: 'kms:Decrypt', SubscribeToShard: 'kms:Decrypt' }

function keyUseOf(world: World, { caller, operation }: AccessQuestion, stream: Stream | null): KeyUse | null {
  const action = KEY_ACTIONS[operation] as KeyAction | undefined
  const keyName = stream === null || action === undefined ? null : keyAt(stream, world.nowUs)
  return action === undefined || keyName === null ? null : { caller, operation, action, keyName }
}

/** The text of a key's default policy is one that anybody could have written. */
function policyOf({ policy }: KmsKey): Policy {
  if (policy !== null) return policy
  return ensure(parsePolicy(KEY_POLICY_DEFAULT, { kind: 'key', policyName: BY_DEFAULT_KEY_POLICY }).policy, 'default policy of keys')
}
