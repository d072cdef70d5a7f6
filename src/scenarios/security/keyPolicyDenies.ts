/** A key's policy denies one producer kms:GenerateDataKey: it gets KMSAccessDeniedException once its data key has run out, whatever IAM allows it; the other one writes on, and all is read. */
import type { LoggedCommand } from '../../engine/commands'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { billing, documentOf, stage, StreamName } from './stage'

const ALIAS = 'alias/orders'
const FOR_ALL = { Sid: 'ThroughKinesis', Effect: 'Allow' as const, Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }
const NOT_ORDERS = { Sid: 'NoDataKeysForOrders', Effect: 'Deny' as const, Principal: { AWS: 'arn:aws:iam::123456789012:role/producer-1-role' }, Action: 'kms:GenerateDataKey', Resource: '*' }

function keyHas(second: number, keyPolicy: string): LoggedCommand {
  return at(second, { type: 'SetKmsKey', aliasName: ALIAS, key: { keyState: 'Enabled', keyPolicy } })
}

export const keyPolicyDenies: Scenario = {
  ...stage,
  id: 'key-policy-denies',
  openAtMs: 70_000,
  untilMs: 540_000,
  commands: [
    billing,
    keyHas(10, documentOf(FOR_ALL)),
    at(20, { type: 'Call', operation: 'StartStreamEncryption', input: { StreamName, EncryptionType: 'KMS', KeyId: ALIAS } }),
    keyHas(60, documentOf(FOR_ALL, NOT_ORDERS)),
    keyHas(450, documentOf(FOR_ALL)),
  ],
}
