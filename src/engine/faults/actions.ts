/** The actions: which parameters each takes, which calls it strikes, and what they are answered. */
import { OPERATIONS } from '../../kinesis/api/operations'
import type { OperationName } from '../../kinesis/api/types'
import type { ExceptionName } from '../../kinesis/exceptions'
import { REGION } from '../../kinesis/limits'
import type { FaultAction, FaultParameter } from './settings'

export interface ActionFacts {
  resourceType: 'aws:kinesis:stream' | 'aws:iam:role' | 'aws:ec2:vpc-endpoint' | 'aws:ec2:subnet'
  parameters: readonly FaultParameter[]
  /** That it may strike. */
  operations: readonly OperationName[]
  where: 'network' | 'service'
  exception: ExceptionName
  message: string
  /** 0: no answer. */
  httpStatus: number
  takesShards: boolean
}

export const ALL_OPERATIONS = Object.keys(OPERATIONS) as OperationName[]

/** FIS user guide, "Actions reference". */
const OF_STREAM: Pick<ActionFacts, 'resourceType' | 'parameters' | 'where' | 'httpStatus'> = { resourceType: 'aws:kinesis:stream', parameters: ['duration', 'percentage'], where: 'service', httpStatus: 400 }
const OF_ROLE: Pick<ActionFacts, 'resourceType' | 'parameters' | 'operations' | 'where' | 'takesShards'> = {
  resourceType: 'aws:iam:role',
  parameters: ['duration', 'service', 'percentage', 'operations'],
  operations: ALL_OPERATIONS,
  where: 'service',
  takesShards: false,
}
/** Ours, after what the SDK for Java says of a connection that nothing answers. */
const OF_NETWORK: Pick<ActionFacts, 'operations' | 'where' | 'exception' | 'message' | 'httpStatus' | 'takesShards'> = {
  operations: ALL_OPERATIONS,
  where: 'network',
  exception: 'SdkClientException',
  message: `Unable to execute HTTP request: Connect to kinesis.${REGION}.amazonaws.com:443 failed: connect timed out`,
  httpStatus: 0,
  takesShards: false,
}
/** API: PutRecord, PutRecords and GetRecords are those of which KMS is asked. */
const OF_KMS: Pick<ActionFacts, 'resourceType' | 'parameters' | 'operations' | 'where' | 'httpStatus' | 'takesShards'> = { ...OF_STREAM, operations: ['PutRecord', 'PutRecords', 'GetRecords'], takesShards: false }

/** Exceptions: Kinesis developer guide, "Perform resilience testing with AWS FIS". UNVERIFIED: sentences; those of AWS's common errors and of the API reference are taken. */
export const ACTIONS: Readonly<Record<FaultAction, ActionFacts>> = {
  'aws:kinesis:stream-provisioned-throughput-exception': {
    ...OF_STREAM,
    operations: ['GetRecords', 'GetShardIterator', 'PutRecord', 'PutRecords'],
    exception: 'ProvisionedThroughputExceededException',
    message: 'The request rate for the stream is too high, or the requested data is too large for the available throughput.',
    takesShards: true,
  },
  'aws:kinesis:stream-expired-iterator-exception': {
    ...OF_STREAM,
    operations: ['GetRecords'],
    exception: 'ExpiredIteratorException',
    message: 'The provided iterator exceeds the maximum age allowed.',
    takesShards: true,
  },
  'aws:fis:inject-api-throttle-error': { ...OF_ROLE, exception: 'ThrottlingException', message: 'The request was denied due to request throttling.', httpStatus: 400 },
  'aws:fis:inject-api-internal-error': { ...OF_ROLE, exception: 'InternalFailure', message: 'The request processing has failed because of an unknown error, exception or failure.', httpStatus: 500 },
  'aws:fis:inject-api-unavailable-error': { ...OF_ROLE, exception: 'ServiceUnavailable', message: 'The request has failed due to a temporary failure of the server.', httpStatus: 503 },
  'aws:network:disrupt-connectivity': { ...OF_NETWORK, resourceType: 'aws:ec2:subnet', parameters: ['duration', 'scope'] },
  'aws:network:disrupt-vpc-endpoint': { ...OF_NETWORK, resourceType: 'aws:ec2:vpc-endpoint', parameters: ['duration'] },
  'shardscope:kms:throttling-exception': { ...OF_KMS, exception: 'KMSThrottlingException', message: 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.' },
  'shardscope:kms:opt-in-required': { ...OF_KMS, exception: 'KMSOptInRequired', message: 'The AWS Access Key Id needs a subscription for the service' },
}

export const FAULT_ACTIONS = Object.keys(ACTIONS) as FaultAction[]
