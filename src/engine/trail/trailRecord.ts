/**
 * One record of CloudTrail in full, with the fields and in the order of records that were delivered on AWS in 2026-09
 * (event version 1.11), down to what is odd in them. Of other services it has what their user guides show.
 */
import { OPERATIONS } from '../../kinesis/api/operations'
import type { OperationName } from '../../kinesis/api/types'
import { ACCOUNT_ID, REGION, VPC_ENDPOINT_ID } from '../../kinesis/limits'
import { md5OfText } from '../../kinesis/md5'
import { epochMsOf } from '../naming'
import { formatShardIterator } from '../shardIterator'
import type { World } from '../state'
import { isoText } from '../utcText'
import { clientOf } from './clientOf'
import { elementOf } from './elements'
import { isDataCall, type OtherService, type TrailEntry } from './model'
import { userIdentityOf } from './userIdentity'

export interface TrailRecord {
  eventVersion: '1.11'
  userIdentity: Readonly<Record<string, unknown>>
  eventTime: string
  eventSource: 'kinesis.amazonaws.com' | OtherService
  eventName: string
  awsRegion: string
  sourceIPAddress: string
  userAgent: string
  errorCode?: string
  errorMessage?: string
  requestParameters: Readonly<Record<string, unknown>> | null
  responseElements: unknown
  requestID: string
  eventID: string
  readOnly: boolean
  resources?: EventResource[]
  eventType: 'AwsApiCall'
  managementEvent: boolean
  recipientAccountId: string
  vpcEndpointId?: string
  vpcEndpointAccountId?: string
  eventCategory: 'Management' | 'Data'
  tlsDetails: { tlsVersion: string; cipherSuite: string; clientProvidedHostHeader: string }
}

export interface EventResource {
  accountId?: string
  type: 'AWS::Kinesis::Stream' | 'AWS::Kinesis::StreamConsumer' | 'AWS::KMS::Key'
  ARN: string
}

export function trailRecordOf(world: World, entry: TrailEntry): TrailRecord {
  const { operation, service, caller, atUs, sourceIp, exception, message, path, origin, accountId, number } = entry
  const client = clientOf(world, caller)
  const isData = isDataCall(operation)
  const resources = resourcesOf(entry)
  return {
    eventVersion: '1.11',
    userIdentity: userIdentityOf(world, { caller, accountId, service: client.service }),
    eventTime: `${isoText(epochMsOf(world, atUs)).slice(0, 19)}Z`,
    eventSource: service ?? 'kinesis.amazonaws.com',
    eventName: operation,
    awsRegion: REGION,
    sourceIPAddress: origin?.sourceIp ?? client.service ?? sourceIp,
    userAgent: origin?.userAgent ?? client.userAgent,
    ...(exception === null ? {} : { errorCode: errorCodeOf(exception), errorMessage: message ?? '' }),
    requestParameters: requestParametersOf(entry),
    responseElements: responseElementsOf(entry),
    requestID: origin?.requestId ?? uuidOf(world, 'request', number),
    eventID: eventIdOf(world, number),
    readOnly: isReadOnly(operation),
    ...(resources.length === 0 ? {} : { resources }),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: ACCOUNT_ID,
    ...(path === 'vpcEndpoint' ? { vpcEndpointId: VPC_ENDPOINT_ID, vpcEndpointAccountId: accountId } : {}),
    eventCategory: isData ? 'Data' : 'Management',
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: hostOf(service) },
  }
}

/** The same: every data event says so, a put too. */
export function isReadOnly(operation: TrailEntry['operation']): boolean {
  return isDataCall(operation) || /^(Describe|List|Get)/.test(operation)
}

/** As the trail writes it: for want of a right without the `Exception`. */
export function errorCodeOf(exception: string): string {
  return exception === 'AccessDeniedException' ? 'AccessDenied' : exception
}

/** IAM is one for all Regions. */
function hostOf(service: TrailEntry['service']): string {
  return service === 'iam.amazonaws.com' ? service : `${(service ?? 'kinesis.amazonaws.com').replace('.amazonaws.com', '')}.${REGION}.amazonaws.com`
}

function inputOf({ input, read }: TrailEntry): Readonly<Record<string, unknown>> | null {
  const named = input === null ? null : (JSON.parse(input) as Readonly<Record<string, unknown>>)
  return read === null ? named : { ShardIterator: formatShardIterator(read.iterator), Limit: read.limit, ...named }
}

/** Null where the caller had no right, and of operations about the account alone; of puts the stream's ARN, however it was named. */
function requestParametersOf(entry: TrailEntry): TrailRecord['requestParameters'] {
  const { exception, resource } = entry
  const input = inputOf(entry)
  const operation = kinesisOperation(entry)
  if (operation === null) return input
  if (input === null || exception === 'AccessDeniedException' || operation === 'DescribeLimits' || operation === 'DescribeAccountSettings') return null
  const parameters = elementOf(OPERATIONS[operation].input, input) as Record<string, unknown>
  if (operation !== 'PutRecord' && operation !== 'PutRecords') return parameters
  delete parameters.streamName
  return { ...parameters, streamARN: exception === 'ResourceNotFoundException' ? UNRESOLVED : resource }
}

/** Null: one of another service. */
function kinesisOperation({ operation }: TrailEntry): OperationName | null {
  return operation in OPERATIONS ? (operation as OperationName) : null
}

function responseElementsOf(entry: TrailEntry): unknown {
  const { output } = entry
  const operation = kinesisOperation(entry)
  if (operation === null) return output === null ? null : (JSON.parse(output) as unknown)
  const { output: shape } = OPERATIONS[operation]
  return output === null || shape === null ? null : elementOf(shape, JSON.parse(output))
}

/** Of a call that names its stream by name alone the name stands where the account belongs; a data event that was carried out has both. */
function resourcesOf(entry: TrailEntry): EventResource[] {
  const { resource, exception, operation } = entry
  if (resource.startsWith('arn:aws:kms:')) return [{ accountId: ACCOUNT_ID, type: 'AWS::KMS::Key', ARN: resource }]
  if (!resource.startsWith('arn:aws:kinesis:')) return []
  const input = inputOf(entry)
  const type = resource.includes('/consumer/') ? 'AWS::Kinesis::StreamConsumer' : 'AWS::Kinesis::Stream'
  const known: EventResource = { accountId: ACCOUNT_ID, type, ARN: typeof input?.ConsumerName === 'string' ? withoutSecond(resource) : resource }
  const isPut = operation === 'PutRecord' || operation === 'PutRecords'
  const missing: EventResource[] = isPut && exception === 'ResourceNotFoundException' ? [{ type, ARN: UNRESOLVED }] : []
  if (type === 'AWS::Kinesis::StreamConsumer' || typeof input?.StreamName !== 'string' || typeof input.StreamARN === 'string') return [known, ...missing]
  const named: EventResource = { type, ARN: `arn:aws:kinesis:${REGION}:${input.StreamName}:stream/null` }
  return isDataCall(operation) && exception !== 'AccessDeniedException' && missing.length === 0 ? [named, known] : [named, ...missing]
}

const UNRESOLVED = `arn:aws:kinesis:${REGION}:null:stream/null`

/** A consumer that is named by its name, not by its ARN, stands there without the second of its registration. */
function withoutSecond(arn: string): string {
  return arn.replace(/(\/consumer\/[^/:]+):\d+$/, '$1')
}

export function eventIdOf(world: World, number: number): string {
  return uuidOf(world, 'event', number)
}

/** Version 4 by its form, the same in every run. */
function uuidOf({ seed }: World, what: string, number: number): string {
  const words = new Uint32Array(4)
  md5OfText(`${what} ${number} of ${seed}`, words, 0)
  words[1] = (words[1] & 0xffff0fff) | 0x4000
  words[2] = (words[2] & 0x3fffffff) | 0x80000000
  const hex = Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
