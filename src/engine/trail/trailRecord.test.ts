import { beforeEach, describe, expect, it } from 'vitest'
import type { Input, OperationName } from '../../kinesis/api/types'
import { call } from '../call'
import { FIREHOSE_DEFAULTS } from '../consumers/firehose/settings'
import type { CallerName, CallOrigin } from '../door/callerName'
import { runUntil } from '../engine'
import { ENDPOINT_POLICY_DEFAULT, FULL_ACCESS } from '../iam/settings'
import { KPL_DEFAULTS } from '../producers/kpl/settings'
import { silentSink } from '../sink'
import type { World } from '../state'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { quietWorld } from '../testing/quietWorld'
import { trailRecordOf, type TrailRecord } from './trailRecord'
import { trailViewOf } from './trailViewOf'

const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
/** Of records that CloudTrail delivered on 2026-09-19 (event version 1.11). */
const FIELDS_RECORDED = [
  'eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress', 'userAgent', 'requestParameters', 'responseElements', 'requestID', 'eventID',
  'readOnly', 'resources', 'eventType', 'managementEvent', 'recipientAccountId', 'eventCategory', 'tlsDetails',
]

let world: World

beforeEach(() => {
  world = quietWorld({ shardCount: 2 })
  act({ type: 'SetTrail', dataEvents: true })
})

function act(command: Parameters<typeof submit>[2]): void {
  submit(world, NOWHERE, command, { event: (event) => expect(event.kind).not.toBe('CommandRefused') })
}

function recorded<Name extends OperationName>(operation: Name, input: Input<Name>, { as, origin }: { as?: CallerName; origin?: CallOrigin } = {}): TrailRecord {
  const { entriesMade } = world.guards.trail
  call(world, { operation, input, ...(as === undefined ? {} : { as }), ...(origin === undefined ? {} : { origin }) }, silentSink)
  expect(world.guards.trail.entriesMade).toBe(entriesMade + 1)
  return newest()
}

function newest(of?: OperationName): TrailRecord {
  const { management, data } = world.guards.trail
  const entries = [...management.entries, ...data.entries].filter(({ operation }) => of === undefined || operation === of)
  return trailRecordOf(world, entries.sort((left, right) => right.number - left.number)[0]!)
}

const DATA = { Data: new Uint8Array([1, 2]), PartitionKey: 'secret' }
const named = { type: 'AWS::Kinesis::Stream', ARN: 'arn:aws:kinesis:us-east-1:s:stream/null' }
const known = { accountId: '123456789012', type: 'AWS::Kinesis::Stream', ARN }

describe('a record', () => {
  it('has the fields of recorded ones, in their order', () => {
    const record = recorded('DescribeStreamSummary', { StreamARN: ARN })
    expect(Object.keys(record)).toEqual(FIELDS_RECORDED)
    expect(record).toEqual({
      eventVersion: '1.11',
      userIdentity: { type: 'IAMUser', principalId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string, arn: 'arn:aws:iam::123456789012:user/you', accountId: '123456789012', accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{17}$/) as string, userName: 'you' },
      eventTime: '2026-01-05T09:00:00Z',
      eventSource: 'kinesis.amazonaws.com',
      eventName: 'DescribeStreamSummary',
      awsRegion: 'us-east-1',
      sourceIPAddress: expect.stringMatching(/^203\.0\.113\.\d+$/) as string,
      userAgent: 'console.amazonaws.com',
      requestParameters: { streamARN: ARN },
      responseElements: null,
      requestID: expect.stringMatching(UUID) as string,
      eventID: expect.stringMatching(UUID) as string,
      readOnly: true,
      resources: [known],
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '123456789012',
      eventCategory: 'Management',
      tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 'kinesis.us-east-1.amazonaws.com' },
    })
  })

  it('has an error in front of its parameters', () => {
    const record = recorded('DescribeStream', { StreamName: 'none' })
    expect(Object.keys(record)).toEqual([...FIELDS_RECORDED.slice(0, 8), 'errorCode', 'errorMessage', ...FIELDS_RECORDED.slice(8)])
    expect(record).toMatchObject({ errorCode: 'ResourceNotFoundException', errorMessage: 'Stream none under account 123456789012 not found.', requestParameters: { streamName: 'none' } })
  })

  /** The six of the developer guide, then what was recorded in 2026. */
  it.each<[OperationName, object, object | null]>([
    ['CreateStream', { ShardCount: 1, StreamName: 'GoodStream' }, { shardCount: 1, streamName: 'GoodStream' }],
    ['DescribeStream', { StreamName: 's' }, { streamName: 's' }],
    ['ListStreams', { Limit: 10 }, { limit: 10 }],
    ['DeleteStream', { StreamName: 's' }, { streamName: 's' }],
    ['SplitShard', { ShardToSplit: 'shardId-000000000000', StreamName: 's', NewStartingHashKey: '11111111' }, { shardToSplit: 'shardId-000000000000', streamName: 's', newStartingHashKey: '11111111' }],
    ['MergeShards', { StreamName: 's', AdjacentShardToMerge: '1', ShardToMerge: '0' }, { streamName: 's', adjacentShardToMerge: '1', shardToMerge: '0' }],
    ['UpdateStreamMode', { StreamARN: ARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }, { streamARN: ARN, streamModeDetails: { streamMode: 'ON_DEMAND' } }],
    ['AddTagsToStream', { StreamARN: ARN, Tags: { Team: 'blue', lower: 'x' } }, { streamARN: ARN, tags: { Team: 'blue', lower: 'x' } }],
    ['EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['ALL'] }, { streamName: 's', shardLevelMetrics: ['ALL'] }],
    ['ListShards', { StreamName: 's', ShardFilter: { Type: 'FROM_TIMESTAMP', Timestamp: 1_767_603_599 } }, { streamName: 's', shardFilter: { type: 'FROM_TIMESTAMP', timestamp: 'Jan 5, 2026, 8:59:59 AM' } }],
    ['DescribeLimits', {}, null],
    ['DescribeAccountSettings', {}, null],
    ['PutRecord', { StreamName: 's', ...DATA, ExplicitHashKey: '0' }, { streamARN: ARN }],
    ['PutRecords', { StreamName: 's', Records: [DATA] }, { streamARN: ARN }],
    ['PutRecords', { StreamARN: ARN, Records: [DATA], DryRun: true }, { streamARN: ARN, dryRun: true }],
    ['PutRecord', { StreamName: 'none', ...DATA }, { streamARN: 'arn:aws:kinesis:us-east-1:null:stream/null' }],
    ['GetShardIterator', { StreamARN: ARN, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' }, { streamARN: ARN, shardId: 'shardId-000000000000', shardIteratorType: 'TRIM_HORIZON' }],
  ])('of %s %j has the parameters %j', (operation, input, parameters) => {
    const record = recorded(operation, input as Input<OperationName>)
    expect(record.requestParameters).toEqual(parameters)
    expect(JSON.stringify(record)).not.toMatch(/secret|"data":|partitionKey/)
  })

  it.each<[OperationName, object, object[] | undefined]>([
    ['DescribeStreamSummary', { StreamARN: ARN }, [known]],
    ['DescribeStreamSummary', { StreamName: 's' }, [named]],
    ['DescribeStreamSummary', { StreamARN: ARN, StreamName: 's' }, [known]],
    ['PutRecords', { StreamName: 's', Records: [DATA] }, [named, known]],
    ['PutRecords', { StreamARN: ARN, Records: [DATA] }, [known]],
    ['PutRecord', { StreamName: 'none', ...DATA }, [{ ...named, ARN: 'arn:aws:kinesis:us-east-1:none:stream/null' }, { ...named, ARN: 'arn:aws:kinesis:us-east-1:null:stream/null' }]],
    ['DescribeStreamConsumer', { StreamARN: ARN, ConsumerName: 'reader' }, [{ accountId: '123456789012', type: 'AWS::Kinesis::StreamConsumer', ARN: `${ARN}/consumer/reader` }]],
    ['ListStreams', {}, undefined],
  ])('of %s %j names its resources', (operation, input, resources) => {
    call(world, { operation: 'RegisterStreamConsumer', input: { StreamARN: ARN, ConsumerName: 'reader' } }, silentSink)
    expect(recorded(operation, input as Input<OperationName>).resources).toEqual(resources)
  })

  it('has the answer of four operations only', () => {
    expect(recorded('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'reader' }).responseElements).toEqual({
      consumer: { consumerName: 'reader', consumerARN: `${ARN}/consumer/reader:1767603600`, consumerStatus: 'CREATING', consumerCreationTimestamp: 'Jan 5, 2026, 9:00:00 AM' },
    })
    expect(recorded('UpdateShardCount', { StreamName: 's', TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' }).responseElements).toEqual({ streamName: 's', currentShardCount: 2, targetShardCount: 4, streamARN: ARN })
    expect(recorded('ListShards', { StreamName: 's' }).responseElements).toBeNull()
    expect(recorded('GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'LATEST' }).responseElements).toBeNull()
  })

  it.each<[OperationName, object, boolean, boolean]>([
    ['CreateStream', { StreamName: 'x', ShardCount: 1 }, true, false],
    ['ListShards', { StreamName: 's' }, true, true],
    ['GetResourcePolicy', { ResourceARN: ARN }, true, true],
    ['PutRecords', { StreamName: 's', Records: [DATA] }, false, true],
    ['GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'LATEST' }, false, true],
  ])('of %s is of its category', (operation, input, managementEvent, readOnly) => {
    expect(recorded(operation, input as Input<OperationName>)).toMatchObject({ managementEvent, readOnly, eventCategory: managementEvent ? 'Management' : 'Data' })
  })

  it('of a call without the right tells nothing of what was asked', () => {
    act({ type: 'SetIdentity', caller: 'you', identity: { policies: [], path: 'public' } })
    expect(recorded('DeleteStream', { StreamARN: ARN })).toMatchObject({
      errorCode: 'AccessDenied',
      errorMessage: `User: arn:aws:iam::123456789012:user/you is not authorized to perform: kinesis:DeleteStream on resource: ${ARN} because no identity-based policy allows the kinesis:DeleteStream action`,
      requestParameters: null,
      responseElements: null,
      resources: [known],
    })
    expect(recorded('PutRecords', { StreamName: 's', Records: [DATA] })).toMatchObject({ errorCode: 'AccessDenied', requestParameters: null, resources: [named] })
  })

  it('of a call that misses the API’s constraints has what it can hold', () => {
    const record = recorded('CreateStream', { StreamName: 'with space', ShardCount: 0 })
    expect(record).toMatchObject({ errorCode: 'ValidationException', requestParameters: { streamName: 'with space', shardCount: 0 } })
    const long = recorded('CreateStream', { StreamName: 'x'.repeat(10_000_000), ShardCount: 1 })
    expect(long.requestParameters).toEqual({ shardCount: 1 })
    const deep = recorded('AddTagsToStream', { StreamName: 's', Tags: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key-${at}`, 'v'.repeat(300)])) })
    expect(deep).toMatchObject({ errorCode: 'ValidationException', requestParameters: null })
  })
})

describe('who called', () => {
  it('is a session of a role, with who issued it', () => {
    act({ type: 'AddProducer', producer: { settings: KPL_DEFAULTS, workload: null, trafficPercent: 0 } })
    const { userIdentity, userAgent, sourceIPAddress } = recorded('ListShards', { StreamName: 's' }, { as: 'producer/producer-1' })
    expect(userIdentity).toEqual({
      type: 'AssumedRole',
      principalId: expect.stringMatching(/^AROA[A-Z2-7]{17}:producer-1$/) as string,
      arn: 'arn:aws:sts::123456789012:assumed-role/producer-1-role/producer-1',
      accountId: '123456789012',
      accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{17}$/) as string,
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as string, arn: 'arn:aws:iam::123456789012:role/producer-1-role', accountId: '123456789012', userName: 'producer-1-role' },
        attributes: { creationDate: '2026-01-05T09:00:00Z', mfaAuthenticated: 'false' },
      },
    })
    expect(userAgent).toMatch(/^KinesisProducerLibrary\/1\.0\.7 \| /)
    expect(sourceIPAddress).toMatch(/^198\.51\.100\.\d+$/)
  })

  it('came the way that it had then, from the account that it had then', () => {
    act({ type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } })
    act({ type: 'SetIdentity', caller: 'you', identity: { policies: [FULL_ACCESS], path: 'vpcEndpoint', accountId: '210987654321' } })
    recorded('ListShards', { StreamARN: ARN })
    act({ type: 'SetVpcEndpoint', endpoint: null })
    act({ type: 'SetIdentity', caller: 'you', identity: null })
    expect(newest('ListShards')).toMatchObject({ vpcEndpointId: 'vpce-0a1b2c3d4e5f60718', userIdentity: { arn: 'arn:aws:iam::210987654321:user/you', accountId: '210987654321' }, recipientAccountId: '123456789012', sourceIPAddress: expect.stringMatching(/^10\.0\.1\./) as string })
    expect(recorded('ListShards', { StreamARN: ARN })).not.toHaveProperty('vpcEndpointId')
  })

  it('is what a client outside says of itself, with the request id of its answer', () => {
    const origin = { userAgent: 'aws-cli/2.36.28', sourceIp: '127.0.0.1', requestId: 'd0e578a6-ab1a-1384-b3cd-0d8b748127f9' }
    expect(recorded('ListShards', { StreamName: 's' }, { origin })).toMatchObject({ userAgent: 'aws-cli/2.36.28', sourceIPAddress: '127.0.0.1', requestID: 'd0e578a6-ab1a-1384-b3cd-0d8b748127f9' })
  })

  it('is a service of AWS where one calls', () => {
    act({ type: 'AddApplication', settings: { ...FIREHOSE_DEFAULTS, name: 'delivery' } })
    const listed = recorded('ListShards', { StreamName: 's' }, { as: 'application/delivery' })
    expect([listed.sourceIPAddress, listed.userAgent, listed.userIdentity.invokedBy]).toEqual(['firehose.amazonaws.com', 'firehose.amazonaws.com', 'firehose.amazonaws.com'])
  })
})

it('all ids differ, and are the same in another run of that seed', () => {
  for (let count = 0; count < 50; count++) recorded('ListShards', { StreamName: 's' })
  const ids = trailViewOf(world, {}, 0).rows.map(({ eventId }) => eventId)
  expect(new Set(ids).size).toBe(50)
  const again = quietWorld({ shardCount: 2 })
  for (let count = 0; count < 50; count++) call(again, { operation: 'ListShards', input: { StreamName: 's' } }, silentSink)
  expect(trailViewOf(again, {}, 0).rows.map(({ eventId }) => eventId)).toEqual(ids)
  runUntil(world, NOWHERE, 1_000_000, silentSink)
  expect(trailViewOf(world, {}, 0).rows.map(({ eventId }) => eventId)).toEqual(ids)
})
