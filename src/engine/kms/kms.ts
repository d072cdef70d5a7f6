/** AWS KMS as far as Kinesis asks it: the keys of the account, and the data keys that are in use. */
import type { SimUs } from '../../base/units'
import { ACCOUNT_ID, AWS_MANAGED_KEY_ALIAS, AWS_MANAGED_KEY_ID, REGION } from '../../kinesis/limits'
import type { Policy } from '../iam/policy'
import type { KeyState, KmsFault } from './settings'

export interface Kms {
  /** By alias; one whose deletion is due is gone, though it stays here until somebody changes a key. */
  keys: Map<string, KmsKey>
  /** Those that are gone, the newest last. */
  gone: GoneKey[]
  /** Rises with each new one: one that takes an alias again has another id. */
  keysMade: number
  fault: KmsFault | null
  /** Requests of Kinesis so far: what AWS bills. */
  requests: number
  /** Until when a caller's data key for a stream is used without asking KMS again; see `dataKeyId`. */
  dataKeys: Map<string, SimUs>
}

export interface KmsKey {
  aliasName: string
  keyId: string
  keyState: KeyState
  /** Of PendingDeletion: when it will be gone; null: not at all. */
  deletionUs: SimUs | null
  /** Null: whoever may use Kinesis in the account may use it through Kinesis. */
  policy: Policy | null
}

export interface GoneKey {
  aliasName: string
  keyId: string
  goneUs: SimUs
}

export function createKms(): Kms {
  const managed: KmsKey = { aliasName: AWS_MANAGED_KEY_ALIAS, keyId: AWS_MANAGED_KEY_ID, keyState: 'Enabled', deletionUs: null, policy: null }
  return { keys: new Map([[managed.aliasName, managed]]), gone: [], keysMade: 0, fault: null, requests: 0, dataKeys: new Map() }
}

/** How a key's own default policy is named in verdicts. */
export const BY_DEFAULT_KEY_POLICY = 'default'

const ARN_HEAD = `arn:aws:kms:${REGION}:${ACCOUNT_ID}:`

export function keyArn(keyId: string): string {
  return `${ARN_HEAD}key/${keyId}`
}

/** @param name ARN or name of the key or of its alias, as StartStreamEncryption takes it. @returns null for one that is not there, or not any more. */
export function findKey({ keys }: Kms, name: string, nowUs: SimUs): KmsKey | null {
  const short = name.startsWith(ARN_HEAD) ? name.slice(ARN_HEAD.length).replace(/^key\//, '') : name
  const key = keys.get(short) ?? Array.from(keys.values()).find(({ keyId }) => keyId === short)
  return key === undefined || isGone(key, nowUs) ? null : key
}

const GONE_KEPT_MAX = 16

function isGone({ deletionUs }: KmsKey, nowUs: SimUs): boolean {
  return deletionUs !== null && nowUs >= deletionUs
}

/** Those whose time is over since somebody last changed a key, the newest last. */
export function goneUnswept({ keys }: Kms, nowUs: SimUs): GoneKey[] {
  const due = Array.from(keys.values()).flatMap(({ aliasName, keyId, deletionUs }) => (deletionUs !== null && nowUs >= deletionUs ? [{ aliasName, keyId, goneUs: deletionUs }] : []))
  return due.sort((one, other) => one.goneUs - other.goneUs)
}

/** Before somebody changes a key: those whose time is over count no more, and leave their aliases. */
export function sweepGone(kms: Kms, nowUs: SimUs): void {
  for (const { goneUs, ...key } of goneUnswept(kms, nowUs)) forgetKey(kms, key, goneUs)
}

export function forgetKey(kms: Kms, { aliasName, keyId }: Pick<KmsKey, 'aliasName' | 'keyId'>, goneUs: SimUs): void {
  kms.keys.delete(aliasName)
  kms.gone = [...kms.gone, { aliasName, keyId, goneUs }].slice(-GONE_KEPT_MAX)
}

/** In KMS's words. */
export function notFoundText(name: string): string {
  const arn = name.startsWith('arn:') ? name : ARN_HEAD + (name.startsWith('alias/') ? name : `key/${name}`)
  return name.includes('alias/') ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`
}
