import { beforeEach, describe, expect, it } from 'vitest'
import { ensure } from '../../base/assert'
import type { Input, OperationName } from '../../kinesis/api/types'
import type { Answer } from '../../kinesis/exceptions'
import { call } from '../call'
import { SDK_READER_DEFAULTS } from '../consumers/sdk/settings'
import type { CallerName } from '../door/callerName'
import { runUntil } from '../engine'
import { ENDPOINT_POLICY_DEFAULT, FULL_ACCESS } from '../iam/settings'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import { silentSink } from '../sink'
import { copyWorld, restoreWorld, saveWorld } from '../snapshot'
import type { World } from '../state'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { quietWorld } from '../testing/quietWorld'
import { whyBehind } from '../why'
import type { ExperimentSettings, FaultAction } from './settings'

let world: World

beforeEach(() => {
  world = quietWorld({ shardCount: 2 })
  world.account.throttling = false
  act({ type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: null, trafficPercent: 100 } })
})

function act(command: Parameters<typeof submit>[2]): void {
  submit(world, NOWHERE, command, { event: (event) => expect(event.kind).not.toBe('CommandRefused') })
}

function start(action: FaultAction, parameters: Partial<ExperimentSettings['parameters']> = {}, target: Partial<ExperimentSettings['target']> = {}): void {
  const own = action.startsWith('aws:fis:') ? { service: 'kinesis' } : {}
  const share = action.startsWith('aws:network:') ? {} : { percentage: '100' }
  act({ type: 'StartExperiment', action, parameters: { duration: 'PT5M', ...share, ...own, ...parameters }, target: { streamName: 's', shardIds: null, ...target } })
}

function ask<Name extends OperationName>(operation: Name, input: Input<Name>, as: CallerName = 'producer/producer-1') {
  return call(world, { operation, input, as }, silentSink)
}

const DATA = new Uint8Array([1])
const ASK: Record<string, (as?: CallerName) => Answer<unknown>> = {
  PutRecord: (as) => ask('PutRecord', { StreamName: 's', Data: DATA, PartitionKey: 'a' }, as),
  PutRecords: (as) => ask('PutRecords', { StreamName: 's', Records: [{ Data: DATA, PartitionKey: 'a' }] }, as),
  GetShardIterator: (as) => ask('GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'LATEST' }, as),
  GetRecords: (as) => ask('GetRecords', { ShardIterator: iteratorOf() }, as),
  ListShards: (as) => ask('ListShards', { StreamName: 's' }, as),
  DescribeStreamSummary: (as) => ask('DescribeStreamSummary', { StreamName: 's' }, as),
}

function iteratorOf(shardId = '0'): string {
  const answer = call(copyWorldWithoutFaults(), { operation: 'GetShardIterator', input: { StreamName: 's', ShardId: shardId, ShardIteratorType: 'LATEST' } }, silentSink)
  return answer.ok ? ensure(answer.value.ShardIterator, 'iterator') : ''
}

function copyWorldWithoutFaults(): World {
  const copy = copyWorld(world)
  copy.guards.faults.running = []
  return copy
}

/** Operations that fail, each with its exception. */
function struck(as?: CallerName): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ASK).flatMap(([operation, asked]) => {
      const answer = asked(as)
      return answer.ok ? [] : [[operation, answer.refusal.exception]]
    }),
  )
}

const PTE = 'ProvisionedThroughputExceededException'

describe('an action strikes what AWS says, with the exception that AWS says', () => {
  it.each<[FaultAction, object, Record<string, string>]>([
    ['aws:kinesis:stream-provisioned-throughput-exception', {}, { PutRecord: PTE, PutRecords: PTE, GetShardIterator: PTE, GetRecords: PTE }],
    ['aws:kinesis:stream-expired-iterator-exception', {}, { GetRecords: 'ExpiredIteratorException' }],
    ['aws:fis:inject-api-throttle-error', { operations: 'PutRecords, ListShards' }, { PutRecords: 'ThrottlingException', ListShards: 'ThrottlingException' }],
    ['aws:fis:inject-api-internal-error', { operations: 'GetRecords' }, { GetRecords: 'InternalFailure' }],
    ['aws:fis:inject-api-unavailable-error', { operations: 'DescribeStreamSummary,PutRecord' }, { DescribeStreamSummary: 'ServiceUnavailable', PutRecord: 'ServiceUnavailable' }],
    ['aws:network:disrupt-connectivity', { scope: 'all' }, Object.fromEntries(Object.keys(ASK).map((name) => [name, 'SdkClientException']))],
    // Nothing is encrypted.
    ['shardscope:kms:throttling-exception', {}, {}],
  ])('%s', (action, parameters, expected) => {
    start(action, parameters)
    expect(struck()).toEqual(expected)
    runUntil(world, NOWHERE, 300_000_000, silentSink)
    expect(struck()).toEqual({})
  })

  it('and of KMS only where a stream is encrypted', () => {
    expect(ask('StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }).ok).toBe(true)
    runUntil(world, NOWHERE, 10_000_000, silentSink)
    start('shardscope:kms:throttling-exception')
    expect(struck()).toEqual({ PutRecord: 'KMSThrottlingException', PutRecords: 'KMSThrottlingException', GetRecords: 'KMSThrottlingException' })
    act({ type: 'StopExperiment', experimentId: 'EXP000000000000001' })
    start('shardscope:kms:opt-in-required')
    expect(struck()).toMatchObject({ PutRecords: 'KMSOptInRequired' })
  })
})

describe('who is struck', () => {
  it('are roles, not the user, where roles are the target; unless the user is named', () => {
    start('aws:fis:inject-api-internal-error', { operations: 'ListShards' }, { streamName: null })
    expect(struck('you')).toEqual({})
    expect(struck('producer/producer-1')).toEqual({ ListShards: 'InternalFailure' })
    start('aws:fis:inject-api-unavailable-error', { operations: 'ListShards' }, { callers: ['you'] })
    expect(struck('you')).toEqual({ ListShards: 'ServiceUnavailable' })
    expect(struck('producer/producer-1')).toEqual({ ListShards: 'InternalFailure' })
  })

  it('is everybody at the stream, where the stream is the target, and nobody at another one', () => {
    expect(ask('CreateStream', { StreamName: 'other', ShardCount: 1 }).ok).toBe(true)
    runUntil(world, NOWHERE, 5_000_000, silentSink)
    start('aws:kinesis:stream-provisioned-throughput-exception')
    expect(ASK.PutRecord!('you').ok).toBe(false)
    expect(ask('PutRecord', { StreamName: 'other', Data: DATA, PartitionKey: 'a' }).ok).toBe(true)
  })

  it('is whoever goes through the endpoint, or whoever goes the public way', () => {
    act({ type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } })
    act({ type: 'SetIdentity', caller: 'producer/producer-1', identity: { policies: [FULL_ACCESS], path: 'vpcEndpoint' } })
    start('aws:network:disrupt-vpc-endpoint')
    expect([ASK.ListShards!('producer/producer-1').ok, ASK.ListShards!('you').ok]).toEqual([false, true])
    act({ type: 'StopExperiment', experimentId: 'EXP000000000000001' })
    start('aws:network:disrupt-connectivity', { scope: 'all' }, { callers: ['you', 'producer/producer-1'] })
    expect([ASK.ListShards!('producer/producer-1').ok, ASK.ListShards!('you').ok]).toEqual([true, false])
  })

  it('is answered for want of a right before any fault of the service', () => {
    act({ type: 'SetIdentity', caller: 'you', identity: { policies: [], path: 'public' } })
    start('aws:kinesis:stream-provisioned-throughput-exception')
    const answer = ASK.PutRecord!('you')
    expect(answer.ok ? '' : answer.refusal.exception).toBe('AccessDeniedException')
    expect(world.guards.faults.running[0]!.callsMet).toBe(0)
  })
})

describe('one shard at a time', () => {
  const LOWER = '0'
  const UPPER = String(3n << 126n)

  it('refuses the records of a put that belong there, and the reads of it', () => {
    start('aws:kinesis:stream-provisioned-throughput-exception', {}, { shardIds: ['shardId-000000000001'] })
    const put = ask('PutRecords', { StreamName: 's', Records: [LOWER, UPPER, LOWER].map((ExplicitHashKey) => ({ Data: DATA, PartitionKey: 'a', ExplicitHashKey })) })
    expect(put.ok && put.value.Records.map(({ ErrorCode }) => ErrorCode ?? 'stored')).toEqual(['stored', PTE, 'stored'])
    const one = ask('PutRecord', { StreamName: 's', Data: DATA, PartitionKey: 'a', ExplicitHashKey: UPPER })
    expect(one.ok ? '' : one.refusal.exception).toBe(PTE)
    expect(world.streams[0]!.shards.map(({ recordsStored, recordsThrottled }) => [recordsStored, recordsThrottled])).toEqual([[2, 0], [0, 2]])
    expect(ask('GetRecords', { ShardIterator: iteratorOf('0') }).ok).toBe(true)
    expect(ask('GetRecords', { ShardIterator: iteratorOf('1') }).ok).toBe(false)
  })

  it('is told of as the doing of its own experiment, of several at once of the first', () => {
    for (const shardIds of [['0'], ['1'], ['0', '1']]) start('aws:kinesis:stream-provisioned-throughput-exception', {}, { shardIds })
    const told: unknown[] = []
    const Records = [LOWER, UPPER].map((ExplicitHashKey) => ({ Data: DATA, PartitionKey: 'a', ExplicitHashKey }))
    call(world, { operation: 'PutRecords', input: { StreamName: 's', Records } }, {
      event(event) {
        if (event.kind === 'ThrottlingStarted') told.push([event.shardId, event.experimentId])
      },
    })
    expect(told).toEqual([
      ['shardId-000000000000', 'EXP000000000000001'],
      ['shardId-000000000001', 'EXP000000000000002'],
    ])
  })

  it('in a share of the calls: of each put all such records, or none', () => {
    start('aws:kinesis:stream-provisioned-throughput-exception', { percentage: '30' }, { shardIds: ['1'] })
    let refusedPuts = 0
    for (let count = 0; count < 2_000; count++) {
      const put = ask('PutRecords', { StreamName: 's', Records: [UPPER, UPPER, LOWER].map((ExplicitHashKey) => ({ Data: DATA, PartitionKey: 'a', ExplicitHashKey })) })
      const failed = put.ok ? put.value.FailedRecordCount : -1
      expect([0, 2]).toContain(failed)
      if (failed === 2) refusedPuts++
    }
    // Five standard deviations: 5·√(2000·0.3·0.7) = 102.
    expect(Math.abs(refusedPuts - 600)).toBeLessThan(102)
  })
})

describe('chance', () => {
  it.each([1, 25, 50, 99])('strikes %i %% of ten thousand calls, within five standard deviations', (percent) => {
    start('aws:fis:inject-api-internal-error', { percentage: String(percent), operations: 'DescribeStreamSummary' })
    let count = 0
    for (let asked = 0; asked < 10_000; asked++) if (!ASK.DescribeStreamSummary!().ok) count++
    const p = percent / 100
    expect(Math.abs(count - 10_000 * p)).toBeLessThan(5 * Math.sqrt(10_000 * p * (1 - p)))
    expect(world.guards.faults.running[0]).toMatchObject({ callsMet: 10_000, callsFaulted: count })
  })

  it('is the same after a copy and after saved bytes in the middle, and another in the next experiment', () => {
    const draw = () => Array.from({ length: 200 }, () => ASK.DescribeStreamSummary!().ok)
    start('aws:fis:inject-api-internal-error', { percentage: '50', operations: 'DescribeStreamSummary' })
    const first = draw()
    const saved = saveWorld(world)
    const copy = copyWorld(world)
    const onward = draw()
    world = copy
    expect(draw()).toEqual(onward)
    world = restoreWorld(saved)
    expect(draw()).toEqual(onward)
    act({ type: 'StopExperiment', experimentId: 'EXP000000000000001' })
    start('aws:fis:inject-api-internal-error', { percentage: '50', operations: 'DescribeStreamSummary' })
    expect(draw()).not.toEqual(first)
  })
})

describe('who is behind', () => {
  it('is told that an experiment keeps it from its shard, from the one shard that it is aimed at, and only as long as it runs', () => {
    act({ type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'reads' } })
    runUntil(world, NOWHERE, 5_000_000, silentSink)
    start('aws:kinesis:stream-expired-iterator-exception', {}, { shardIds: ['1'] })
    for (const ExplicitHashKey of ['0', String(3n << 126n)]) ask('PutRecord', { StreamName: 's', Data: DATA, PartitionKey: 'a', ExplicitHashKey })
    runUntil(world, NOWHERE, 10_000_000, silentSink)
    const causes = () => whyBehind(world, NOWHERE, { name: 'reads', shardIndex: null }).map(({ kind }) => kind)
    expect(whyBehind(world, NOWHERE, { name: 'reads', shardIndex: null })).toMatchObject([{ kind: 'behind', shardId: 'shardId-000000000001' }, { kind: 'faultInjected', experimentId: 'EXP000000000000001', percent: 100 }])
    expect(whyBehind(world, NOWHERE, { name: 'reads', shardIndex: 0 })).toEqual([{ kind: 'caughtUp' }])
    act({ type: 'StopExperiment', experimentId: 'EXP000000000000001' })
    expect(causes()).not.toContain('faultInjected')
    runUntil(world, NOWHERE, 15_000_000, silentSink)
    expect(causes()).toEqual(['caughtUp'])
  })
})
