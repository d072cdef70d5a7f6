import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../kinesis/api/operations'
import type { OperationName } from '../../kinesis/api/types'
import { call } from '../call'
import type { Command } from '../commands'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { SDK_READER_DEFAULTS } from '../consumers/sdk/settings'
import type { CallerName } from '../door/callerName'
import { runUntil } from '../engine'
import type { SimEvent } from '../events'
import { KPL_DEFAULTS } from '../producers/kpl/settings'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import { silentSink } from '../sink'
import { copyWorld, restoreWorld, saveWorld } from '../snapshot'
import type { World } from '../state'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { parseShardIterator } from '../shardIterator'
import { quietWorld } from '../testing/quietWorld'
import { isDataCall, TRAIL_ENTRIES_MAX } from './model'
import type { TrailRecord } from './trailRecord'
import { trailViewOf } from './trailViewOf'

const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s'
const DATA_OPERATIONS = ['GetRecords', 'GetShardIterator', 'PutRecord', 'PutRecords', 'SubscribeToShard']

function act(world: World, command: Command): SimEvent[] {
  const events: SimEvent[] = []
  submit(world, NOWHERE, command, { event: (event) => events.push(event) })
  return events
}

function describeStream(world: World, times = 1): void {
  for (let count = 0; count < times; count++) call(world, { operation: 'DescribeStreamSummary', input: { StreamName: 's' } }, silentSink)
}

function put(world: World, times = 1, StreamName = 's'): void {
  for (let count = 0; count < times; count++) call(world, { operation: 'PutRecord', input: { StreamName, Data: new Uint8Array([1]), PartitionKey: 'a' } }, silentSink)
}

it('of all operations five are data calls', () => {
  expect(Object.keys(OPERATIONS).filter((name) => isDataCall(name as OperationName))).toEqual(DATA_OPERATIONS)
})

const someInput = fc.oneof(
  fc.constantFrom({}, { StreamName: 's' }, { StreamARN: ARN }, { ResourceARN: ARN }, { StreamName: 'none' }, { StreamName: 's', Tags: { a: 'b' } }, { StreamARN: ARN, ConsumerName: 'reader' }, { StreamName: 'new', ShardCount: 1 }),
  fc.record(
    {
      StreamName: fc.string(),
      StreamARN: fc.string(),
      ConsumerARN: fc.string(),
      ShardIterator: fc.string(),
      NextToken: fc.string(),
      ShardCount: fc.integer(),
      Limit: fc.integer(),
      Tags: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
      Records: fc.array(fc.record({ Data: fc.uint8Array({ maxLength: 4 }), PartitionKey: fc.string() }), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
)
const someCall = fc.record({ operation: fc.constantFrom(...(Object.keys(OPERATIONS) as OperationName[])), input: someInput, as: fc.constantFrom<CallerName>('you', 'producer/producer-1', 'application/app'), waitUs: fc.nat(2_000_000) })

const someAct = fc.oneof(someCall, fc.constantFrom('data on', 'data off', 'no rights', 'rights', 'no TLS'))

it('each call that reaches the service is in the trail once, in order; data calls only while they are wanted', () => {
  fc.assert(fc.property(fc.array(someAct, { maxLength: 60 }), checkTrail), { numRuns: 150 })
})

type SomeAct = typeof someAct extends fc.Arbitrary<infer Act> ? Act : never

function checkTrail(acts: readonly SomeAct[]): void {
  const world = quietWorld({ shardCount: 2 })
  const expected: string[] = []
  let isOn = false
  let isHttp = false
  for (const what of acts) {
    if (typeof what === 'string') {
      if (what.startsWith('data')) {
        isOn = what === 'data on'
        act(world, { type: 'SetTrail', dataEvents: isOn })
      } else {
        isHttp = what === 'no TLS'
        act(world, { type: 'SetIdentity', caller: 'you', identity: what === 'rights' ? null : { policies: [], path: isHttp ? 'http' : 'public' } })
      }
      continue
    }
    const { operation, input, as, waitUs } = what
    runUntil(world, NOWHERE, world.nowUs + waitUs, silentSink)
    const answer = call(world, { operation, input: input, as }, silentSink)
    const reached = answer.ok || answer.refusal.exception !== 'SdkClientException'
    expect(reached || (isHttp && as === 'you')).toBe(true)
    if (reached && (isOn || !DATA_OPERATIONS.includes(operation))) expected.push(`${as} ${operation} ${answer.ok ? null : answer.refusal.exception} ${answer.ok ? null : answer.refusal.message}`)
  }
  const { management, data } = world.guards.trail
  const all = [...management.entries, ...data.entries].sort((left, right) => left.number - right.number)
  expect(all.map(({ number }) => number)).toEqual(all.map((_, at) => at + 1))
  // Changes of identities are calls of IAM.
  const kept = all.filter(({ service }) => service === null)
  expect(kept.map(({ caller, operation, exception, message }) => `${caller} ${operation} ${exception} ${message}`)).toEqual(expected)
  const rows = trailViewOf(world, {}, 0).rows
  expect(rows).toHaveLength(Math.min(50, all.length))
  for (const { recordJson } of rows) expect(JSON.parse(recordJson)).toMatchObject({ eventVersion: '1.11' })
  expect(new Uint8Array(saveWorld(restoreWorld(saveWorld(world))))).toEqual(new Uint8Array(saveWorld(world)))
}

describe('what is kept', () => {
  it('is the newest of either category: a flood of data events drives no management event out', () => {
    const world = quietWorld({ shardCount: 1 })
    describeStream(world, 3)
    act(world, { type: 'SetTrail', dataEvents: true })
    put(world, TRAIL_ENTRIES_MAX + 5)
    describeStream(world)
    const view = trailViewOf(world, {}, 0)
    expect(view).toMatchObject({ managementEvents: 4, dataEventsRecorded: TRAIL_ENTRIES_MAX + 5, forgotten: 5, matching: TRAIL_ENTRIES_MAX + 4, operations: ['DescribeStreamSummary', 'PutRecord'], callers: ['you'] })
    expect(view.rows[0]).toMatchObject({ operation: 'DescribeStreamSummary', number: TRAIL_ENTRIES_MAX + 9 })
    expect(view.rows[1]).toMatchObject({ operation: 'PutRecord', number: TRAIL_ENTRIES_MAX + 8 })
    const last = trailViewOf(world, { category: 'Data' }, 39).rows.at(-1)
    expect(last).toMatchObject({ number: 9 })
    describeStream(world, 0)
    const copy = copyWorld(world)
    put(world, 1)
    expect(copy.guards.trail.data.made).toBe(TRAIL_ENTRIES_MAX + 5)
    expect(trailViewOf(copy, {}, 0)).toEqual(view)
  })

  it('are data events of the named stream only', () => {
    const world = quietWorld({ shardCount: 1 })
    call(world, { operation: 'CreateStream', input: { StreamName: 'other', ShardCount: 1 } }, silentSink)
    runUntil(world, NOWHERE, 5_000_000, silentSink)
    expect(act(world, { type: 'SetTrail', dataEvents: true, streamName: 'other' })).toEqual([{ at: 5_000, kind: 'TrailChanged', dataEvents: true, streamName: 'other' }])
    put(world)
    put(world, 2, 'other')
    expect(trailViewOf(world, {}, 0)).toMatchObject({ dataEventsRecorded: 2, dataEvents: { isOn: true, streamName: 'other' } })
    expect(act(world, { type: 'SetTrail', dataEvents: true, streamName: 'none' })).toEqual([{ at: 5_000, kind: 'CommandRefused', command: 'SetTrail', reason: { key: 'noStreamNamed', values: { stream: 'none' } } }])
    expect(act(world, { type: 'SetTrail', dataEvents: false })).toEqual([{ at: 5_000, kind: 'TrailChanged', dataEvents: false }])
    put(world, 1, 'other')
    expect(trailViewOf(world, {}, 0).dataEventsRecorded).toBe(2)
  })
})

describe('the view', () => {
  it('finds by operation, caller, errors, category and text, without regard to case, and pages the rest', () => {
    const world = quietWorld({ shardCount: 1 })
    describeStream(world, 60)
    call(world, { operation: 'DescribeStream', input: { StreamName: 'Lost' }, as: 'application/app' }, silentSink)
    call(world, { operation: 'CreateStream', input: { StreamName: 'fresh', ShardCount: 1, Tags: { Team: 'Blue' } } }, silentSink)
    const count = (filter: Parameters<typeof trailViewOf>[1]) => trailViewOf(world, filter, 0).matching
    expect(count({})).toBe(62)
    expect(count({ operation: 'DescribeStreamSummary' })).toBe(60)
    expect(count({ caller: 'application/app' })).toBe(1)
    // 20 a second, and no more.
    expect(count({ errorsOnly: true })).toBe(41)
    expect(count({ errorsOnly: true, caller: 'you' })).toBe(40)
    expect(count({ category: 'Data' })).toBe(0)
    expect(count({ text: 'STREAM LOST UNDER' })).toBe(1)
    expect(count({ text: '"team":"blue"' })).toBe(1)
    expect(count({ text: 'nowhere to be found' })).toBe(0)
    expect(trailViewOf(world, {}, 0).rows.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, at) => 62 - at))
    expect(trailViewOf(world, {}, 1).rows.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, at) => 12 - at))
    for (const wild of [2, 1e9, -1, 0.5]) expect(trailViewOf(world, {}, wild).page).toBe(wild > 1 ? 1 : 0)
  })

  it('tells what is on its way: a record arrives five minutes after its call', () => {
    const world = quietWorld({ shardCount: 1 })
    runUntil(world, NOWHERE, 1_500_000, silentSink)
    describeStream(world)
    expect(trailViewOf(world, {}, 0).rows).toMatchObject([{ atMs: 1_500, isDelivered: false, deliveredMs: 301_500 }])
    expect(trailViewOf(world, { deliveredOnly: true }, 0).matching).toBe(0)
    runUntil(world, NOWHERE, 301_499_999, silentSink)
    expect(trailViewOf(world, { deliveredOnly: true }, 0).matching).toBe(0)
    runUntil(world, NOWHERE, 301_500_000, silentSink)
    expect(trailViewOf(world, { deliveredOnly: true }, 0).rows).toMatchObject([{ isDelivered: true }])
  })
})

it('the world’s own clients leave their calls too, and each data call while they are wanted', () => {
  const world = quietWorld({ shardCount: 1 })
  const steady = { kind: 'synthetic', ratePerSecond: 20, recordBytes: 10, keys: { kind: 'uniform', keyCount: 5 } } as const
  act(world, { type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: steady, trafficPercent: 100 } })
  act(world, { type: 'AddProducer', producer: { settings: KPL_DEFAULTS, workload: steady, trafficPercent: 100 } })
  act(world, { type: 'AddApplication', settings: { ...KCL_DEFAULTS, name: 'counts', workerCount: 1, workUs: 1 } })
  act(world, { type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'fan', retrieval: 'fanOut' } })
  runUntil(world, NOWHERE, 30_000_000, silentSink)
  const quiet = trailViewOf(world, {}, 0)
  expect(quiet.dataEventsRecorded).toBe(0)
  expect(new Set(quiet.callers)).toEqual(new Set(['producer/producer-2', 'application/counts', 'application/fan']))
  expect(quiet.operations).toEqual(['ListShards', 'RegisterStreamConsumer'])
  const reads = () => world.applications.reduce((sum, { reads: { getRecordsCalls, subscribeCalls } }) => sum + getRecordsCalls + subscribeCalls, 0)
  const puts = () => world.producers.reduce((sum, { meter }) => sum + meter.calls, 0)
  const before = reads() + puts()
  act(world, { type: 'SetTrail', dataEvents: true })
  runUntil(world, NOWHERE, 60_000_000, silentSink)
  const { data } = world.guards.trail
  const iterators = data.entries.filter(({ operation }) => operation === 'GetShardIterator').length
  // Requests are counted as they set out.
  expect(Math.abs(data.made - iterators - (reads() + puts() - before))).toBeLessThanOrEqual(4)
  const newest = (operation: OperationName, caller: CallerName) => JSON.parse(trailViewOf(world, { operation, caller }, 0).rows[0]!.recordJson) as TrailRecord
  // GetRecords names no stream: its iterator does, which is good for whoever gives it to the API.
  const { requestParameters, resources } = newest('GetRecords', 'application/counts')
  expect(requestParameters).toEqual({ shardIterator: expect.any(String) as string, limit: KCL_DEFAULTS.maxRecords })
  expect(parseShardIterator(requestParameters?.shardIterator as string)).toMatchObject({ streamName: 's', shardIndex: 0 })
  expect(resources).toEqual([{ accountId: '123456789012', type: 'AWS::Kinesis::Stream', ARN }])
  expect(newest('PutRecords', 'producer/producer-1').requestParameters).toEqual({ streamARN: ARN })
  expect(newest('ListShards', 'producer/producer-2').requestParameters).toMatchObject({ streamName: 's', shardFilter: { type: 'AT_LATEST' } })
})

it('clients of another account name the stream by its ARN, as they must', () => {
  const world = quietWorld({ shardCount: 1 })
  act(world, { type: 'AddApplication', settings: { ...KCL_DEFAULTS, name: 'theirs', workerCount: 1, workUs: 1 } })
  const caller: CallerName = 'application/theirs'
  act(world, { type: 'SetIdentity', caller, identity: { policies: [{ policyName: 'All', document: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' }], path: 'public', accountId: '210987654321' } })
  const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: '210987654321' }, Action: ['kinesis:ListShards', 'kinesis:GetShardIterator', 'kinesis:GetRecords'], Resource: ARN } })
  expect(call(world, { operation: 'PutResourcePolicy', input: { ResourceARN: ARN, Policy } }, silentSink).ok).toBe(true)
  act(world, { type: 'SetTrail', dataEvents: true })
  runUntil(world, NOWHERE, 60_000_000, silentSink)
  for (const operation of ['ListShards', 'GetShardIterator', 'GetRecords'] as const) {
    const record = JSON.parse(trailViewOf(world, { operation, caller }, 0).rows[0]!.recordJson) as TrailRecord
    expect(record, operation).not.toHaveProperty('errorCode')
    expect(record.requestParameters, operation).toMatchObject({ streamARN: ARN })
    expect(record.requestParameters, operation).not.toHaveProperty('streamName')
  }
})
