/** Policies to begin with, as IAM takes them. Pure. */
import type { PolicySettings } from '../../../engine/iam/settings'

export interface Statement {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Principal?: unknown
  Action: string | string[]
  Resource: string | string[]
  Condition?: Record<string, Record<string, string>>
}

export const TEMPLATES = ['fullAccess', 'readOnly', 'producer', 'consumer', 'denyStream', 'onlyEndpoint', 'onlyTls'] as const
export type TemplateName = (typeof TEMPLATES)[number]

/** What a policy is written for. */
export interface TemplateSubject {
  streamArn: string
  vpcEndpointId: string
}

export function documentOf(...Statement: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)
}

/** What producers call: the KPL lists shards, the SDK describes nothing. */
export const PRODUCER_ACTIONS = ['kinesis:PutRecord', 'kinesis:PutRecords', 'kinesis:ListShards', 'kinesis:DescribeStreamSummary']
/** What readers of shards call, by polling and by enhanced fan-out. */
export const CONSUMER_ACTIONS = [
  ...['ListShards', 'DescribeStream', 'DescribeStreamSummary', 'GetShardIterator', 'GetRecords'],
  ...['RegisterStreamConsumer', 'DescribeStreamConsumer', 'ListStreamConsumers', 'SubscribeToShard'],
].map((operation) => `kinesis:${operation}`)

/** Of a stream and of those who read it by name. */
export function consumersToo(streamArn: string): string[] {
  return [streamArn, `${streamArn}/consumer/*`]
}

export function templateOf(name: TemplateName, { streamArn, vpcEndpointId }: TemplateSubject): PolicySettings {
  switch (name) {
    case 'fullAccess':
      return { policyName: 'AmazonKinesisFullAccess', document: documentOf({ Effect: 'Allow', Action: 'kinesis:*', Resource: '*' }) }
    case 'readOnly':
      return { policyName: 'AmazonKinesisReadOnlyAccess', document: documentOf({ Effect: 'Allow', Action: ['kinesis:Get*', 'kinesis:List*', 'kinesis:Describe*'], Resource: '*' }) }
    case 'producer':
      return { policyName: 'Producer', document: documentOf({ Sid: 'Write', Effect: 'Allow', Action: PRODUCER_ACTIONS, Resource: streamArn }, keyStatement('kms:GenerateDataKey')) }
    case 'consumer':
      return { policyName: 'Consumer', document: documentOf(...consumerStatements(streamArn), keyStatement('kms:Decrypt'), ...KCL_STATEMENTS) }
    case 'denyStream':
      return { policyName: 'DenyStream', document: documentOf({ Sid: 'NotThisStream', Effect: 'Deny', Action: 'kinesis:*', Resource: consumersToo(streamArn) }) }
    case 'onlyEndpoint':
      return { policyName: 'OnlyThroughEndpoint', document: documentOf({ Sid: 'OnlyThroughEndpoint', Effect: 'Deny', Action: 'kinesis:*', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceVpce': vpcEndpointId } } }) }
    case 'onlyTls':
      return { policyName: 'OnlyWithTls', document: documentOf({ Sid: 'OnlyWithTls', Effect: 'Deny', Action: 'kinesis:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }) }
  }
}

export function consumerStatements(streamArn: string, actions: readonly string[] = CONSUMER_ACTIONS): Statement[] {
  return [{ Sid: 'Read', Effect: 'Allow', Action: [...actions], Resource: consumersToo(streamArn) }]
}

/** For a stream that is encrypted with a key of one's own. */
export function keyStatement(action: string): Statement {
  return { Sid: 'Key', Effect: 'Allow', Action: action, Resource: '*', Condition: { StringLike: { 'kms:ViaService': 'kinesis.*.amazonaws.com' } } }
}

/** Lease table and metrics of the KCL: nothing here asks DynamoDB or CloudWatch, AWS does. */
const KCL_STATEMENTS: Statement[] = [
  {
    Sid: 'LeaseTable',
    Effect: 'Allow',
    Action: ['CreateTable', 'DescribeTable', 'UpdateTable', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Scan', 'Query'].map((operation) => `dynamodb:${operation}`),
    Resource: '*',
  },
  { Sid: 'Metrics', Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*' },
]

/** A resource's own policy: another account may write and read. */
export function sharedWith(kind: 'stream' | 'consumer', arn: string, accountId: string): string {
  const operations = kind === 'stream' ? ['DescribeStreamSummary', 'ListShards', 'GetShardIterator', 'GetRecords', 'PutRecord', 'PutRecords'] : ['DescribeStreamConsumer', 'SubscribeToShard']
  return documentOf({
    Sid: 'Shared',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: operations.map((operation) => `kinesis:${operation}`),
    Resource: arn,
  })
}

/** A name that none of them has. */
export function freeName(name: string, policies: readonly PolicySettings[]): string {
  const isTaken = (wanted: string) => policies.some(({ policyName }) => policyName === wanted)
  if (!isTaken(name)) return name
  let number = 2
  while (isTaken(`${name}-${number}`)) number++
  return `${name}-${number}`
}
