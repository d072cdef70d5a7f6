/** A person's acts on the keys of the account. A key of that name made again is another one: what the first has encrypted stays closed. */
import { US_PER_HOUR, type SimUs } from '../../base/units'
import { PENDING_WINDOW_DAYS } from '../../kinesis/limits'
import { md5OfText } from '../../kinesis/md5'
import type { AccountCommand } from '../commands'
import { parsePolicy } from '../iam/parsePolicy'
import type { Policy } from '../iam/policy'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { noteKeyChange } from '../trail/keyChanges'
import { findKey, forgetKey, sweepGone, type KmsKey } from './kms'
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

function setKey(world: World, { aliasName, key }: Extract<KmsCommand, { type: 'SetKmsKey' }>): RefusalReason | null {
  const { nowUs } = world
  const { kms } = world.guards
  if (!ALIAS.test(aliasName)) return { key: 'keyAlias', values: { alias: aliasName } }
  if (aliasName.startsWith('alias/aws/')) return { key: 'keyOfAws', values: { alias: aliasName } }
  sweepGone(kms, nowUs)
  const known = findKey(kms, aliasName, nowUs)
  if (key === null) {
    if (known !== null) forgetKey(kms, known, nowUs)
    return null
  }
  if (known === null && kms.keys.size >= KEYS_MAX) return { key: 'keysMax', values: { max: KEYS_MAX } }
  const { pendingWindowInDays: days = PENDING_WINDOW_DAYS.max } = key
  const { min, max } = PENDING_WINDOW_DAYS
  if (!Number.isInteger(days) || days < min || days > max) return { key: 'keyWindow', values: { days, min, max } }
  const policy = policyOf(aliasName, key)
  if (policy !== null && 'key' in policy) return policy
  const keyId = known?.keyId ?? newKeyId(aliasName, ++kms.keysMade)
  const made: KmsKey = { aliasName, keyId, keyState: key.keyState, deletionUs: deletionUsOf(nowUs, known, key, days), policy }
  kms.keys.set(aliasName, made)
  if (known !== null) noteKeyChange(world, known, made, days)
  return null
}

/** Whoever changes something else of a key leaves its date. */
function deletionUsOf(nowUs: SimUs, known: KmsKey | null, { keyState, pendingWindowInDays }: KmsKeySettings, days: number): SimUs | null {
  if (keyState !== 'PendingDeletion') return null
  return pendingWindowInDays === undefined && known !== null && known.deletionUs !== null ? known.deletionUs : nowUs + days * HOURS_A_DAY * US_PER_HOUR
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
