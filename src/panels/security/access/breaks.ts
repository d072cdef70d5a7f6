/** Ways to take a caller's access away, as they happen to people. Pure. */
import type { CallerName } from '../../../engine/door/callerName'
import type { IdentitySettings } from '../../../engine/iam/settings'
import { CONSUMER_ACTIONS, consumerStatements, consumersToo, documentOf, freeName, keyStatement, PRODUCER_ACTIONS } from './templates'

const OF_PRODUCERS = ['putTaken', 'putDenied', 'otherStream', 'noTls'] as const
const OF_APPLICATIONS = ['getTaken', 'getDenied', 'otherStream', 'noTls'] as const
export type BreakName = (typeof OF_PRODUCERS)[number] | (typeof OF_APPLICATIONS)[number]

export function breaksOf(caller: CallerName): readonly BreakName[] {
  return caller.startsWith('application/') ? OF_APPLICATIONS : OF_PRODUCERS
}

const PUTS = ['kinesis:PutRecord', 'kinesis:PutRecords']
const READS = ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:SubscribeToShard']

export function broken(name: BreakName, { caller, identity, streamArn }: { caller: CallerName; identity: IdentitySettings; streamArn: string }): IdentitySettings {
  const { policies } = identity
  switch (name) {
    case 'putTaken':
      return { ...identity, policies: [{ policyName: 'Producer', document: documentOf({ Sid: 'Write', Effect: 'Allow', Action: without(PRODUCER_ACTIONS, PUTS), Resource: streamArn }, keyStatement('kms:GenerateDataKey')) }] }
    case 'getTaken':
      return { ...identity, policies: [{ policyName: 'Consumer', document: documentOf(...consumerStatements(streamArn, without(CONSUMER_ACTIONS, ['kinesis:GetRecords', 'kinesis:SubscribeToShard'])), keyStatement('kms:Decrypt')) }] }
    case 'putDenied':
      return { ...identity, policies: [...policies, { policyName: freeName('DenyWrites', policies), document: documentOf({ Sid: 'NoWrites', Effect: 'Deny', Action: PUTS, Resource: streamArn }) }] }
    case 'getDenied':
      return { ...identity, policies: [...policies, { policyName: freeName('DenyReads', policies), document: documentOf({ Sid: 'NoReads', Effect: 'Deny', Action: READS, Resource: consumersToo(streamArn) }) }] }
    case 'otherStream':
      return { ...identity, policies: [misspelt(caller, `${streamArn}-`)] }
    case 'noTls':
      return { ...identity, path: 'http' }
  }
}

/** All that it needs, of a stream that is not there. */
function misspelt(caller: CallerName, streamArn: string) {
  if (caller.startsWith('application/')) return { policyName: 'Consumer', document: documentOf(...consumerStatements(streamArn), keyStatement('kms:Decrypt')) }
  return { policyName: 'Producer', document: documentOf({ Sid: 'Write', Effect: 'Allow', Action: PRODUCER_ACTIONS, Resource: streamArn }, keyStatement('kms:GenerateDataKey')) }
}

function without(actions: readonly string[], taken: readonly string[]): string[] {
  return actions.filter((action) => !taken.includes(action))
}
