/** A change of a key as the calls of KMS that make it; source of their form: KMS developer guide, "Examples of AWS KMS log entries". */
import { KEY_POLICY_DEFAULT } from '../kms/keyPolicy'
import { keyArn, type KmsKey } from '../kms/kms'
import type { KeyState } from '../kms/settings'
import { epochMsOf } from '../naming'
import type { World } from '../state'
import { wordyText } from '../utcText'
import type { OtherOperation } from './model'
import { noteOther } from './noteOther'

/** Key material that is gone, or a key store that is, has no call here. */
export function noteKeyChange(world: World, before: KmsKey, after: KmsKey, pendingWindowInDays: number): void {
  const { keyId, keyState, deletionUs, policy } = after
  const resource = keyArn(keyId)
  const note = (operation: OtherOperation, more: object = {}, response: object = {}) =>
    noteOther(world, { service: 'kms.amazonaws.com', operation, resource, request: { ...more, keyId }, response: { keyId: resource, ...response } })
  const isNew = keyState !== before.keyState
  if (isNew && keyState === 'PendingDeletion') {
    note('ScheduleKeyDeletion', { pendingWindowInDays }, { keyState, deletionDate: wordyText(epochMsOf(world, deletionUs ?? world.nowUs)) })
  } else if (isNew) {
    // KMS: a key whose deletion is cancelled is disabled.
    if (before.keyState === 'PendingDeletion') note('CancelKeyDeletion')
    const former: KeyState = before.keyState === 'PendingDeletion' ? 'Disabled' : before.keyState
    if (keyState === 'Disabled' && former !== 'Disabled') note('DisableKey')
    if (keyState === 'Enabled' && former === 'Disabled') note('EnableKey')
  }
  const document = policy?.document ?? KEY_POLICY_DEFAULT
  if (document !== (before.policy?.document ?? KEY_POLICY_DEFAULT)) note('PutKeyPolicy', { policyName: 'default', policy: document, bypassPolicyLockoutSafetyCheck: false })
}
