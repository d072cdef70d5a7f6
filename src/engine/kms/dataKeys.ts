/**
 * Whether Kinesis gets a data key in a caller's name: GenerateDataKey for who puts, Decrypt for who reads. It is used for
 * five minutes without asking again.
 */
import type { SimUs } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import { refused, type Refused } from '../../kinesis/exceptions'
import { ACCOUNT_ID, DATA_KEY_LIFE_US, KMS_REQUESTS_PER_DATA_KEY, REGION } from '../../kinesis/limits'
import type { CallerName } from '../door/callerName'
import { noteDenial } from '../door/tallies'
import type { AccessRequest } from '../iam/accessRequest'
import { deniedText, identityPoliciesOf, requestOf } from '../iam/authorize'
import { decide } from '../iam/decide'
import type { Verdict } from '../iam/policy'
import { principalOf } from '../iam/principal'
import { streamArn } from '../naming'
import type { Stream, World } from '../state'
import { KEY_POLICY_DEFAULT } from './keyPolicy'
import { BY_DEFAULT_KEY_POLICY, findKey, keyArn, notFoundText, type KmsKey } from './kms'
import type { KeyState, KmsFault } from './settings'

export type KeyAction = 'kms:GenerateDataKey' | 'kms:Decrypt'

const DATA_KEYS_MAX = 4_096

export interface KeyUse {
  caller: CallerName
  operation: OperationName
  action: KeyAction
  /** As StartStreamEncryption was given it. */
  keyName: string
}

export function refuseKey(world: World, stream: Stream, use: KeyUse): Refused | null {
  if (hasDataKey(world, stream, use)) return null
  const refusal = askKms(world, stream, use)
  if (refusal !== null) return refusal
  const { dataKeys } = world.guards.kms
  if (dataKeys.size >= DATA_KEYS_MAX) dropOld(dataKeys, world.nowUs)
  dataKeys.set(dataKeyId(stream, use), world.nowUs + DATA_KEY_LIFE_US)
  return null
}

/** It was given one less than five minutes ago. */
export function hasDataKey({ guards, nowUs }: World, stream: Stream, use: KeyUse): boolean {
  const untilUs = guards.kms.dataKeys.get(dataKeyId(stream, use))
  return untilUs !== undefined && nowUs < untilUs
}

/** Until when some caller uses that key without asking KMS. @returns null: nobody does. */
export function dataKeysUntilUs({ guards, nowUs }: World, keyId: string): SimUs | null {
  let latestUs = nowUs
  for (const [id, untilUs] of guards.kms.dataKeys) if (untilUs > latestUs && id.endsWith(` ${keyId}`)) latestUs = untilUs
  return latestUs === nowUs ? null : latestUs
}

function dataKeyId({ streamName }: Stream, { caller, action, keyName }: KeyUse): string {
  return `${caller} ${action} ${streamName} ${keyName}`
}

function dropOld(dataKeys: Map<string, number>, nowUs: number): void {
  for (const [id, untilUs] of dataKeys) if (nowUs >= untilUs) dataKeys.delete(id)
}

export function askKms(world: World, stream: Stream, use: KeyUse): Refused | null {
  const { kms } = world.guards
  const { refusal, verdict } = judgeKey(world, stream, use)
  kms.requests += refusal === null ? KMS_REQUESTS_PER_DATA_KEY : 1
  if (refusal !== null) noteDenial(world, use, refusal, verdict)
  return refusal
}

/** What KMS would say, without asking it. @returns the verdict where it is what refuses. */
export function judgeKey(world: World, stream: Stream, use: KeyUse): { refusal: Refused | null; verdict: Verdict | null } {
  const key = findKey(world.guards.kms, use.keyName, world.nowUs)
  const verdict = key === null ? null : verdictOf(world, stream, use, key)
  const refusal = refusalOf(world, stream, use, key, verdict)
  return { refusal, verdict: refusal?.refusal.exception === 'KMSAccessDeniedException' ? verdict : null }
}

/** In KMS's own words, where it has any. */
const FAULTS: Readonly<Record<KmsFault, string>> = {
  KMSThrottlingException: 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  KMSOptInRequired: 'The AWS Access Key Id needs a subscription for the service',
}

const UNFIT: Readonly<Record<Exclude<KeyState, 'Enabled'>, string>> = {
  Disabled: 'is disabled.',
  PendingDeletion: 'is pending deletion.',
  PendingImport: 'is pending import.',
  Unavailable: 'is unavailable.',
}

function refusalOf({ guards }: World, { streamName }: Stream, { caller, action, keyName }: KeyUse, key: KmsKey | null, verdict: Verdict | null): Refused | null {
  const { fault } = guards.kms
  if (fault !== null) return refused(fault, FAULTS[fault])
  if (key === null || verdict === null) return refused('KMSNotFoundException', notFoundText(keyName))
  const resource = keyArn(key.keyId)
  if (!verdict.isAllowed) {
    const principal = principalOf(guards, caller)
    // Both forms were seen on AWS (spring-cloud-stream-binder-aws-kinesis#188, serverless-apigateway-service-proxy#101), the second without its last part.
    const text = action === 'kms:Decrypt' ? `User ${principal.arn} is not authorized to decrypt records in stream ${streamName}` : deniedText(principal, { action, resource }, verdict)
    return refused('KMSAccessDeniedException', text)
  }
  if (key.keyState === 'Enabled') return null
  return refused(key.keyState === 'Disabled' ? 'KMSDisabledException' : 'KMSInvalidStateException', `${resource} ${UNFIT[key.keyState]}`)
}

/** Everybody of the account, through Kinesis: what a key's default policy and that of the AWS managed key say. */
const BY_DEFAULT: Verdict = { isAllowed: true, why: 'allow', source: 'key', policyName: BY_DEFAULT_KEY_POLICY, statementIndex: 0, document: KEY_POLICY_DEFAULT }

function verdictOf(world: World, stream: Stream, use: KeyUse, key: KmsKey): Verdict {
  const { guards } = world
  const { policy } = key
  const request = keyRequest(world, stream, use, key)
  const verdict = decide(request, { identity: identityPoliciesOf(guards, use.caller), resource: policy, endpoint: null, resourceKind: 'key' })
  const isLetIn = policy === null && verdict.why === 'implicitDeny' && request.principal.accountId === ACCOUNT_ID
  return isLetIn ? BY_DEFAULT : verdict
}

/** As Kinesis makes it in the caller's name. */
export function keyRequest(world: World, stream: Stream, { caller, action }: KeyUse, { keyId }: KmsKey): AccessRequest {
  const principal = principalOf(world.guards, caller)
  const more = {
    'kms:viaservice': `kinesis.${REGION}.amazonaws.com`,
    'kms:calleraccount': principal.accountId,
    'kms:encryptioncontext:aws:kinesis:arn': streamArn(stream.streamName),
    'aws:viaawsservice': 'true',
  }
  return requestOf(world, principal, { action, resource: keyArn(keyId), more })
}
