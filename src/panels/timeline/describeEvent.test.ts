import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import type { SimEvent, SimEventKind } from '../../engine/events'
import type { OperationName } from '../../kinesis/api/types'
import { namespaces as english } from '../../strings/en'
import { namespaces as laterEnglish } from '../../strings/enLaterEvents'
import { namespaces as korean } from '../../strings/ko'
import { namespaces as laterKorean } from '../../strings/koLaterEvents'
import { captionFor } from './captionFor'
import { describeEvent, loadLaterEvents } from './describeEvent'

const ENGLISH = { ...english.events, ...laterEnglish.laterEvents }
const KOREAN = { ...korean.events, ...laterKorean.laterEvents }

const AT_SHARD = { at: 1_000, shardId: 'shardId-000000000003' }
const BY_WORKER = { ...AT_SHARD, application: 'orders', workerId: 'w-2' }
const BY_PRODUCER = { at: 1, producerId: 'producer-1' }
const HALF = { startingHashKey: '0', endingHashKey: '170141183460469231731687303715884105727' }
const OLD = 'shardId-000000000001'
const OTHER = 'shardId-000000000002'
const SEQUENCE = '49590338271490256608559692538361571095921575989136588898'

function accepted(operation: OperationName, input: Readonly<Record<string, unknown>>): Extract<SimEvent, { kind: 'CallAccepted' }> {
  return { at: 1, kind: 'CallAccepted', operation, input, output: null }
}

const SCALING = { at: 1, kind: 'ScalingActivity', streamName: 'orders', from: 2, to: 4, because: 'orders-scale-up', exception: 'LimitExceededException' } as const
const EVERY_KIND: { [Kind in SimEventKind]: Extract<SimEvent, { kind: Kind }>[] } = {
  StreamStatusChanged: (['CREATING', 'ACTIVE', 'UPDATING', 'DELETING'] as const).map((streamStatus) => ({
    at: 0,
    kind: 'StreamStatusChanged',
    streamName: 'clicks',
    streamStatus,
  })),
  StreamDeleted: [{ at: 1, kind: 'StreamDeleted', streamName: 'clicks' }],
  ShardOpened: [
    { ...AT_SHARD, ...HALF, kind: 'ShardOpened', parentShardId: null, adjacentParentShardId: null },
    { ...AT_SHARD, ...HALF, kind: 'ShardOpened', parentShardId: OLD, adjacentParentShardId: null },
    { ...AT_SHARD, ...HALF, kind: 'ShardOpened', parentShardId: OLD, adjacentParentShardId: OTHER },
  ],
  ShardClosed: [{ ...AT_SHARD, kind: 'ShardClosed', endingSequenceNumber: SEQUENCE }],
  ShardExpired: [{ ...AT_SHARD, kind: 'ShardExpired' }],
  OnDemandScaled: [
    { at: 1, kind: 'OnDemandScaled', streamName: 'orders', from: 4, to: 8 },
    { at: 1, kind: 'OnDemandScaled', streamName: 'orders', from: 8, to: 7 },
  ],
  RecordStored: [{ ...AT_SHARD, kind: 'RecordStored', sequenceNumber: SEQUENCE, partitionKey: '/', hashKey: '7', recordId: 'producer-1/7', bytes: 420 }],
  RecordThrottled: [{ ...AT_SHARD, kind: 'RecordThrottled', recordId: 'producer-1/7' }],
  ThrottlingStarted: [
    { ...AT_SHARD, kind: 'ThrottlingStarted', partitionKey: '/images/logo.gif' },
    { ...AT_SHARD, kind: 'ThrottlingStarted', partitionKey: '/images/logo.gif', experimentId: 'EXP000000000000001' },
  ],
  ThrottlingEnded: [
    { ...AT_SHARD, kind: 'ThrottlingEnded', recordsThrottled: 1_234 },
    { ...AT_SHARD, kind: 'ThrottlingEnded', recordsThrottled: 1_234, experimentId: 'EXP000000000000001' },
  ],
  RecordsGivenUp: [
    ...(['attempts', 'buffer', 'size', 'stream', 'expired', 'throttled', 'error', 'crash', 'skipped', 'rotated'] as const).map((reason) => ({ ...BY_PRODUCER, kind: 'RecordsGivenUp' as const, records: 12, reason })),
  ],
  ProducerAdded: (['sdk', 'kpl', 'agent', 'cloudWatchLogs', 'iot', 'flink'] as const).map((producerKind) => ({ ...BY_PRODUCER, kind: 'ProducerAdded', producerKind })),
  ProducerRemoved: [{ ...BY_PRODUCER, kind: 'ProducerRemoved' }],
  ProducerCrashed: [{ ...BY_PRODUCER, kind: 'ProducerCrashed', recordsLost: 12 }],
  ProducerRestarted: [{ ...BY_PRODUCER, kind: 'ProducerRestarted' }],
  JobFailed: (['entries', 'timeout', 'request', 'stream'] as const).map((failure) => ({ ...BY_PRODUCER, kind: 'JobFailed', failure })),
  NetworkChanged: [{ at: 1, kind: 'NetworkChanged', network: { requestLossPercent: 1, responseLossPercent: 2, delayMsMax: 30 } }],
  PartitionChanged: [true, false].map((isPartitioned) => ({ ...BY_PRODUCER, kind: 'PartitionChanged', isPartitioned })),
  RequestLost: (['request', 'response'] as const).map((lose) => ({ ...BY_PRODUCER, kind: 'RequestLost', requestNumber: 7, lose, records: 48 })),
  RequestDelayed: (['request', 'response'] as const).flatMap((way) => [true, false].map((outlastsTimeout) => ({ ...BY_PRODUCER, kind: 'RequestDelayed' as const, requestNumber: 7, way, delayMs: 5_000, records: 48, outlastsTimeout }))),
  DuplicateStored: [{ ...AT_SHARD, kind: 'DuplicateStored', producerId: 'producer-1', recordId: 'producer-1/7' }],
  SourceEnded: [{ at: 1, kind: 'SourceEnded', producerId: 'producer-1' }],
  RecordProcessed: [{ ...BY_WORKER, kind: 'RecordProcessed', sequenceNumber: SEQUENCE, recordId: 'producer-1/7' }],
  RecordLeftOut: (['duplicate', 'discarded', 'unread'] as const).map((reason) => ({ ...BY_WORKER, kind: 'RecordLeftOut', sequenceNumber: SEQUENCE, recordId: 'producer-1/7', reason })),
  ApplicationAdded: (['kcl', 'sdk', 'lambda', 'firehose', 'flink'] as const).map((applicationKind) => ({ at: 1, kind: 'ApplicationAdded', application: 'orders', applicationKind })),
  ApplicationRemoved: [{ at: 1, kind: 'ApplicationRemoved', application: 'orders' }],
  ApplicationCrashed: [{ at: 1, kind: 'ApplicationCrashed', application: 'orders' }],
  ApplicationRestarted: [{ at: 1, kind: 'ApplicationRestarted', application: 'orders' }],
  ApplicationFailed: (['stream', 'outputStream', 'denied'] as const).map((failure) => ({ at: 1, kind: 'ApplicationFailed', application: 'orders', failure })),
  JobCheckpointed: [{ at: 1, kind: 'JobCheckpointed', application: 'orders', checkpoint: 3, keys: 120 }],
  ObjectWritten: ([['records', false], ['processing-failed', false], ['records', true]] as const).map(([objectKind, isAgain]) => ({ at: 1, application: 'orders', kind: 'ObjectWritten', key: '2026/01/05/09/orders-1', objectKind, records: 12, isAgain })),
  DeliveryFailed: [{ at: 1, application: 'orders', kind: 'DeliveryFailed', records: 12 }],
  TransformationFailed: [{ ...AT_SHARD, application: 'orders', kind: 'TransformationFailed', records: 12, attempts: 4 }],
  CheckFailed: (
    [
      ['orderPerKey', 'overtaken'],
      ['parentsFirst', 'childFirst'],
      ['atLeastOnce', 'skipped'],
      ['atLeastOnce', 'latest'],
      ['atLeastOnce', 'givenUp'],
      ['nothingExpired', 'expired'],
    ] as const
  ).map(([check, reason]) => ({ ...AT_SHARD, application: 'orders', kind: 'CheckFailed', check, reason, sequenceNumber: SEQUENCE, records: 12 })),
  InvocationFailed: [{ ...AT_SHARD, kind: 'InvocationFailed', application: 'orders', records: 100, attempt: 3 }],
  ShardBlocked: [
    ...[100, 0].map((records) => ({ ...AT_SHARD, kind: 'ShardBlocked' as const, application: 'orders', sequenceNumber: SEQUENCE, records, retries: 2, blockedBy: 'function' as const })),
    ...(['destination', 'job'] as const).map((blockedBy) => ({ ...AT_SHARD, kind: 'ShardBlocked' as const, application: 'orders', sequenceNumber: SEQUENCE, records: 100, retries: 2, blockedBy })),
  ],
  ShardUnblocked: [
    ...(['ok', 'givenUp', 'expired'] as const).map((by) => ({ ...AT_SHARD, kind: 'ShardUnblocked' as const, application: 'orders', by, blockedBy: 'function' as const })),
    ...(['ok', 'givenUp'] as const).map((by) => ({ ...AT_SHARD, kind: 'ShardUnblocked' as const, application: 'orders', by, blockedBy: 'destination' as const })),
    { ...AT_SHARD, kind: 'ShardUnblocked' as const, application: 'orders', by: 'ok' as const, blockedBy: 'job' as const },
  ],
  RecordsToDestination: (['sqs', 's3'] as const).map((destination) => ({ ...AT_SHARD, kind: 'RecordsToDestination', application: 'orders', destination, records: 7, condition: 'RetryAttemptsExhausted' })),
  LeaseCreated: [{ ...BY_WORKER, kind: 'LeaseCreated' }],
  LeaseTaken: [
    { ...BY_WORKER, kind: 'LeaseTaken', from: null, how: 'unowned' },
    { ...BY_WORKER, kind: 'LeaseTaken', from: 'w-1', how: 'expired' },
    { ...BY_WORKER, kind: 'LeaseTaken', from: 'w-1', how: 'stolen' },
  ],
  LeaseLost: [{ ...BY_WORKER, kind: 'LeaseLost' }],
  LeaseDeleted: [{ ...AT_SHARD, kind: 'LeaseDeleted', application: 'orders' }],
  Checkpointed: [
    { ...BY_WORKER, kind: 'Checkpointed', sequenceNumber: SEQUENCE },
    { ...BY_WORKER, kind: 'Checkpointed', sequenceNumber: 'SHARD_END' },
  ],
  ParentAwaited: [
    { ...BY_WORKER, kind: 'ParentAwaited', parentShardIds: [OLD] },
    { ...BY_WORKER, kind: 'ParentAwaited', parentShardIds: [OLD, OTHER] },
  ],
  ShardConsumerStarted: [{ ...BY_WORKER, kind: 'ShardConsumerStarted' }],
  ShardEnded: [{ ...BY_WORKER, kind: 'ShardEnded' }],
  WorkerStarted: [{ at: 1, kind: 'WorkerStarted', application: 'orders', workerId: 'w-2' }],
  WorkerStopped: [{ at: 1, kind: 'WorkerStopped', application: 'orders', workerId: 'w-2' }],
  WorkerCrashed: [{ at: 1, kind: 'WorkerCrashed', application: 'orders', workerId: 'w-2' }],
  WorkerPaused: [{ at: 1, kind: 'WorkerPaused', application: 'orders', workerId: 'w-2', forMs: 30_000 }],
  LeaderElected: [{ at: 1, kind: 'LeaderElected', application: 'orders', workerId: 'w-2' }],
  LeaseHandedOver: [{ ...BY_WORKER, kind: 'LeaseHandedOver', to: 'w-3' }],
  CheckpointRefused: [{ ...BY_WORKER, kind: 'CheckpointRefused' }],
  ProcessRecordsFailed: [{ ...BY_WORKER, kind: 'ProcessRecordsFailed', records: 12 }],
  ShardEndForgotten: [{ ...BY_WORKER, kind: 'ShardEndForgotten' }],
  EmitFailed: [{ ...BY_WORKER, kind: 'EmitFailed', records: 12 }],
  ReadThrottled: [
    { ...BY_WORKER, kind: 'ReadThrottled' },
    { ...BY_WORKER, kind: 'ReadThrottled', experimentId: 'EXP000000000000001' },
  ],
  CallRefused: [{ at: 1, kind: 'CallRefused', operation: 'SplitShard', input: { ShardToSplit: OLD }, exception: 'ResourceInUseException', message: 'Stream clicks is UPDATING.' }],
  CallAccepted: [
    accepted('UpdateShardCount', { StreamName: 'clicks', TargetShardCount: 4 }),
    accepted('SplitShard', { StreamName: 'clicks', ShardToSplit: OLD }),
    accepted('MergeShards', { StreamName: 'clicks', ShardToMerge: OLD, AdjacentShardToMerge: OTHER }),
    accepted('CreateStream', { StreamName: 'clicks', ShardCount: 2 }),
    accepted('DeleteStream', { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks' }),
    accepted('IncreaseStreamRetentionPeriod', { StreamName: 'clicks', RetentionPeriodHours: 48 }),
    accepted('DecreaseStreamRetentionPeriod', { StreamName: 'clicks', RetentionPeriodHours: 24 }),
    accepted('UpdateStreamMode', { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
    accepted('StartStreamEncryption', { StreamName: 'clicks' }),
    accepted('StopStreamEncryption', { StreamName: 'clicks' }),
    accepted('RegisterStreamConsumer', { ConsumerName: 'fraud', StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks' }),
    accepted('DeregisterStreamConsumer', { ConsumerARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks/consumer/fraud:1' }),
    accepted('ListStreams', {}),
  ],
  CommandRefused: [{ at: 1, kind: 'CommandRefused', command: 'SetWorkload', reason: { key: 'noSource', values: { source: 'clicks.csv' } } }],
  AlarmStateChanged: [{ at: 1, kind: 'AlarmStateChanged', alarmName: 'orders-scale-up', from: 'OK', to: 'ALARM', reason: 'Threshold Crossed' }],
  ScalingActivity: [
    ...(['accepted', 'refused', 'cooldown', 'bounds', 'noStep'] as const).map((outcome) => ({ ...SCALING, outcome })),
    { ...SCALING, from: 0, to: 0, outcome: 'refused' },
  ],
  IdentityChanged: [
    { at: 1, kind: 'IdentityChanged', caller: 'you', policyNames: ['ReadOnly', 'DenyPuts'], path: 'public' },
    { at: 1, kind: 'IdentityChanged', caller: 'you', policyNames: [], path: 'vpcEndpoint' },
    { at: 1, kind: 'IdentityChanged', caller: 'producer/producer-2', policyNames: null, path: 'public' },
    { at: 1, kind: 'IdentityChanged', caller: 'application/counts', policyNames: ['All'], path: 'http' },
  ],
  VpcEndpointChanged: [true, false].map((isThere) => ({ at: 1, kind: 'VpcEndpointChanged', isThere })),
  KmsKeyChanged: (['Disabled', null] as const).map((keyState) => ({ at: 1, kind: 'KmsKeyChanged', aliasName: 'alias/orders', keyState })),
  KmsFaultChanged: (['KMSThrottlingException', null] as const).map((fault) => ({ at: 1, kind: 'KmsFaultChanged', fault })),
  TrailChanged: [{ at: 1, kind: 'TrailChanged', dataEvents: true }, { at: 1, kind: 'TrailChanged', dataEvents: true, streamName: 'orders' }, { at: 1, kind: 'TrailChanged', dataEvents: false }],
  ExperimentStarted: [
    { at: 1, kind: 'ExperimentStarted', experimentId: 'EXP000000000000001', action: 'aws:fis:inject-api-internal-error', shardIds: null, endsMs: 300_001 },
    { at: 1, kind: 'ExperimentStarted', experimentId: 'EXP000000000000002', action: 'aws:kinesis:stream-expired-iterator-exception', streamName: 'orders', shardIds: null, endsMs: 300_001 },
    { at: 1, kind: 'ExperimentStarted', experimentId: 'EXP000000000000003', action: 'aws:kinesis:stream-provisioned-throughput-exception', streamName: 'orders', shardIds: ['shardId-000000000001'], endsMs: 300_001 },
  ],
  ExperimentEnded: (['completed', 'stopped'] as const).map((status) => ({ at: 1, kind: 'ExperimentEnded', experimentId: 'EXP000000000000001', action: 'aws:fis:inject-api-internal-error', status, callsMet: 1_000, callsFaulted: 251 })),
  CallsFaulted: [0, 17].map((callsRetried) => ({ at: 1, kind: 'CallsFaulted', experimentId: 'EXP000000000000001', action: 'aws:kinesis:stream-provisioned-throughput-exception', caller: 'producer/producer-2', operation: 'PutRecords', exception: 'ProvisionedThroughputExceededException', callsMet: 40, callsFaulted: 21, callsRetried })),
  CallsDenied: [{ at: 1, kind: 'CallsDenied', caller: 'producer/producer-2', operation: 'PutRecords', exception: 'SdkClientException', calls: 12 }, { at: 1, kind: 'CallsDenied', caller: 'producer/producer-2', operation: 'PutRecords', exception: 'AccessDeniedException', calls: 12 }],
  RecordsSummarised: [{ at: 1, kind: 'RecordsSummarised', records: 1_000_000 }],
}
const EVENTS: SimEvent[] = Object.values(EVERY_KIND).flat()

const placeholdersOf = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map((match) => match[1]).sort()

const beforeItCame = describeEvent(EVERY_KIND.KmsKeyChanged[0]!)
await i18next.init({ lng: 'en', resources: { en: { events: ENGLISH }, ko: { events: KOREAN } }, defaultNS: 'events', interpolation: { escapeValue: false } })
await loadLaterEvents()

describe('sentences of events', () => {
  it.each(EVENTS.map((event) => ({ event, ...describeEvent(event)! })))('$key: both languages name every value', ({ key, values }) => {
    const named = [...new Set(placeholdersOf(ENGLISH[key]))]
    expect([...new Set(placeholdersOf(KOREAN[key]))]).toEqual(named)
    expect(Object.keys(values)).toEqual(expect.arrayContaining(named))
  })

  it('use every string there is, and each language has the same ones', () => {
    // One is said of many events: `panels/page/captions.ts`.
    const used = new Set([...EVENTS.map((event) => describeEvent(event)!.key), 'recordsGivenUpAgainAndAgain'])
    expect([...used].sort()).toEqual(Object.keys(ENGLISH).sort())
    expect(Object.keys(KOREAN).sort()).toEqual(Object.keys(ENGLISH).sort())
  })

  it('are of no event before what says it has come', () => {
    expect(beforeItCame).toBeNull()
  })

  it('read as sentences, numbers in the manner of the language', () => {
    const say = (event: SimEvent, lng: string) => {
      const { key, values } = describeEvent(event)!
      return (i18next.getFixedT(lng, 'events') as unknown as (key: string, values: object) => string)(key, values)
    }
    const [throttled] = EVERY_KIND.ThrottlingStarted
    const [quiet] = EVERY_KIND.ThrottlingEnded
    expect(say(throttled!, 'en')).toContain('Shard …003 is full: it takes 1 MB/s or 1,000 records/s')
    expect(say(quiet!, 'en')).toBe('Shard …003 keeps up again, after 1,234 refused attempts.')
    expect(say(quiet!, 'ko')).toBe('…003 샤드에 다시 여유가 생겼습니다. 그동안 쓰기 시도를 1,234번 거부했습니다.')
    expect(say(EVERY_KIND.ShardOpened[1]!, 'en')).toContain('50% of the hash keys')
  })
})

describe('captions', () => {
  it('stay silent about single records and about what opened with the stream', () => {
    for (const kind of ['RecordStored', 'RecordThrottled', 'RecordProcessed', 'RecordLeftOut'] as const) expect(captionFor(EVERY_KIND[kind][0]!)).toBeNull()
    expect(captionFor(EVERY_KIND.ShardOpened[0]!)).toBeNull()
  })

  it('tell one story for a burst: the two children of a split, a hundred full shards', () => {
    const [left, right] = [captionFor(EVERY_KIND.ShardOpened[1]!), captionFor({ ...EVERY_KIND.ShardOpened[1]!, shardId: OTHER })]
    expect(left?.burstKey).toBe(right?.burstKey)
    const full = Array.from({ length: 100 }, (_, index) => captionFor({ ...EVERY_KIND.ThrottlingStarted[0]!, shardId: `shardId-${index}` }))
    expect(new Set(full.map((caption) => caption?.burstKey)).size).toBe(1)
  })
})
