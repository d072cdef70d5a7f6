/** Acts on what stands at the door. Documents are texts here; whether they are policies is the engine's to say. */
import * as v from 'valibot'
import { text } from './schemaParts'

export const document = v.pipe(v.string(), v.maxLength(65_536))
const path = v.picklist(['public', 'vpcEndpoint', 'http'])

export const caller = v.custom<'you' | `producer/${string}` | `application/${string}`>(
  (value) => typeof value === 'string' && /^(you|(producer|application)\/.{1,128})$/.test(value),
  'a caller is you, producer/… or application/…',
)

export const identity = v.strictObject({
  policies: v.pipe(v.array(v.strictObject({ policyName: text, document })), v.maxLength(10)),
  path,
  accountId: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{12}$/))),
})

const keyState = v.picklist(['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable'])

const key = v.strictObject({
  keyState,
  keyPolicy: v.nullable(document),
  pendingWindowInDays: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(7), v.maxValue(30))),
})

export const guardActs = [
  v.strictObject({ type: v.literal('SetIdentity'), caller, identity: v.nullable(identity) }),
  v.strictObject({ type: v.literal('SetVpcEndpoint'), endpoint: v.nullable(v.strictObject({ policy: document })) }),
  v.strictObject({ type: v.literal('SetKmsKey'), aliasName: text, key: v.nullable(key) }),
  v.strictObject({ type: v.literal('SetKmsFault'), fault: v.nullable(v.picklist(['KMSThrottlingException', 'KMSOptInRequired'])) }),
] as const

const encryption = v.strictObject({ StreamName: text, EncryptionType: v.literal('KMS'), KeyId: text })

export const guardCalls = [
  v.strictObject({ type: v.literal('Call'), operation: v.literal('StartStreamEncryption'), input: encryption, as: v.exactOptional(caller) }),
  v.strictObject({ type: v.literal('Call'), operation: v.literal('StopStreamEncryption'), input: encryption, as: v.exactOptional(caller) }),
  v.strictObject({ type: v.literal('Call'), operation: v.literal('PutResourcePolicy'), input: v.strictObject({ ResourceARN: text, Policy: document }), as: v.exactOptional(caller) }),
  v.strictObject({ type: v.literal('Call'), operation: v.literal('DeleteResourcePolicy'), input: v.strictObject({ ResourceARN: text }), as: v.exactOptional(caller) }),
] as const
