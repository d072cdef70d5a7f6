/** A person's acts on the keys of the account. A key of that name made again is another one: what the first has encrypted stays closed. */
import { US_PER_HOUR } from '../../base/units'
import { PENDING_WINDOW_DAYS } from '../../kinesis/limits'
import { md5OfText } from '../../kinesis/md5'
import type { AccountCommand } from '../commands'
import { parsePolicy } from '../iam/parsePolicy'
import type { Policy } from '../iam/policy'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { findKey } from './kms'
import type { KmsKeySettings } from './settings'

type KmsCommand = Extract<AccountCommand, { type: 'SetKmsKey' | 'SetKmsFault' }>

const ALIAS = /^alias\/[a-zA-Z0-9/_-]{1,250}$/
/** Ours: an account of KMS has far more. */
const KEYS_MAX = 32
const HOURS_A_DAY = 24

/** @returns why it could not be done; null when it was. */
export function submitToKms(world: World, command: KmsCommand, sink: Sink): RefusalReason | null {
  const { guards } = world
  if (command.type === 'SetKmsFault') {
    guards.kms.fault = command.fault
    tell(world, sink, { kind: 'KmsFaultChanged', fault: command.fault })
    return null
  }
  const reason = setKey(world, command)
  if (reason !== null) return reason
  guards.revision++
  tell(world, sink, { kind: 'KmsKeyChanged', aliasName: command.aliasName, keyState: command.key?.keyState ?? null })
  return null
}

function setKey({ guards, nowUs }: World, { aliasName, key }: Extract<KmsCommand, { type: 'SetKmsKey' }>): RefusalReason | null {
  const { kms } = guards
  if (!ALIAS.test(aliasName)) return { key: 'keyAlias', values: { alias: aliasName } }
  if (aliasName.startsWith('alias/aws/')) return { key: 'keyOfAws', values: { alias: aliasName } }
  const known = findKey(kms, aliasName, nowUs)
  if (key === null) {
    kms.keys.delete(aliasName)
    return null
  }
  if (known === null && kms.keys.size >= KEYS_MAX) return { key: 'keysMax', values: { max: KEYS_MAX } }
  const { pendingWindowInDays: days = PENDING_WINDOW_DAYS.max } = key
  const { min, max } = PENDING_WINDOW_DAYS
  if (!Number.isInteger(days) || days < min || days > max) return { key: 'keyWindow', values: { days, min, max } }
  const policy = policyOf(aliasName, key)
  if (policy !== null && 'key' in policy) return policy
  const keyId = known?.keyId ?? newKeyId(aliasName, ++kms.keysMade)
  kms.keys.set(aliasName, { aliasName, keyId, keyState: key.keyState, deletionUs: key.keyState === 'PendingDeletion' ? nowUs + days * HOURS_A_DAY * US_PER_HOUR : null, policy })
  return null
}

function policyOf(aliasName: string, { keyPolicy }: KmsKeySettings): Policy | RefusalReason | null {
  if (keyPolicy === null) return null
  const { policy, problems } = parsePolicy(keyPolicy, { kind: 'key', policyName: aliasName })
  return policy ?? problems[0]
}

/** In the form of a UUID, the same in every run. */
function newKeyId(aliasName: string, number: number): string {
  const words = new Uint32Array(4)
  md5OfText(`${number} ${aliasName.slice(0, 240)}`, words, 0)
  const hex = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
