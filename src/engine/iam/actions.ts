/** The actions that policies may name. Source: Service Authorization Reference, "Actions, resources, and condition keys" of Kinesis and KMS. */
import { OPERATIONS } from '../../kinesis/api/operations'
import { matchesWildcard } from './wildcard'

/** Of operations that are not simulated. */
const OF_CHANNELS = ['CreateChannel', 'DeleteChannel', 'DescribeChannel', 'ListChannels', 'UpdateChannel']

const KINESIS_ACTIONS: readonly string[] = [...Object.keys(OPERATIONS), ...OF_CHANNELS].map((operation) => `kinesis:${operation}`)

/** Those that have to do with a stream's key, and the usual ones around them. */
const KMS_ACTIONS: readonly string[] = [
  ...['CancelKeyDeletion', 'CreateAlias', 'CreateGrant', 'CreateKey', 'Decrypt', 'DeleteAlias', 'DescribeKey', 'DisableKey', 'DisableKeyRotation'],
  ...['EnableKey', 'EnableKeyRotation', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext'],
  ...['GetKeyPolicy', 'GetKeyRotationStatus', 'ListAliases', 'ListGrants', 'ListKeyPolicies', 'ListKeys', 'ListResourceTags', 'ListRetirableGrants', 'PutKeyPolicy'],
  ...['ReEncryptFrom', 'ReEncryptTo', 'RetireGrant', 'RevokeGrant', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource', 'UpdateAlias', 'UpdateKeyDescription'],
].map((operation) => `kms:${operation}`)

export const KNOWN_ACTIONS: readonly string[] = [...KINESIS_ACTIONS, ...KMS_ACTIONS]

/** Of other services nothing is known: all of theirs pass. */
export function isKnownAction(pattern: string): boolean {
  const service = pattern.slice(0, pattern.indexOf(':')).toLowerCase()
  if (service !== 'kinesis' && service !== 'kms') return true
  return KNOWN_ACTIONS.some((action) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()))
}

/** Developer guide, "Controlling access": what a resource's own policy may allow. */
export const SHAREABLE_ACTIONS: Readonly<Record<'stream' | 'consumer', readonly string[]>> = {
  stream: ['DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards', 'PutRecord', 'PutRecords'].map((operation) => `kinesis:${operation}`),
  consumer: ['DescribeStreamConsumer', 'SubscribeToShard'].map((operation) => `kinesis:${operation}`),
}
