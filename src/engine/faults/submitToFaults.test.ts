import { beforeEach, describe, expect, it } from 'vitest'
import { US_PER_MINUTE } from '../../base/units'
import { call } from '../call'
import { runUntil } from '../engine'
import type { SimEvent } from '../events'
import type { RefusalReason } from '../refusalReasons'
import type { Sink } from '../sink'
import { saveWorld } from '../snapshot'
import type { World } from '../state'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { quietWorld } from '../testing/quietWorld'
import { faultsViewOf } from './faultsViewOf'

const THROUGHPUT = 'aws:kinesis:stream-provisioned-throughput-exception'
const INTERNAL = 'aws:fis:inject-api-internal-error'
const FIS = { duration: 'PT5M', percentage: '25', service: 'kinesis', operations: 'GetRecords' }
const WHOLE = { streamName: 's', shardIds: null }

let world: World
let events: SimEvent[]
const sink: Sink = { event: (event) => events.push(event) }

beforeEach(() => {
  world = quietWorld({ shardCount: 2 })
  events = []
})

function start(changed: object): void {
  submit(world, NOWHERE, { type: 'StartExperiment', action: THROUGHPUT, parameters: { duration: 'PT5M', percentage: '50' }, target: WHOLE, ...changed }, sink)
}

function refusals(): unknown[] {
  return events.flatMap((event) => (event.kind === 'CommandRefused' ? [event.reason] : []))
}

describe('an experiment', () => {
  it.each<[object, RefusalReason]>([
    [{ action: 'aws:ec2:stop-instances' }, { key: 'faultAction', values: { value: 'aws:ec2:stop-instances' } }],
    [{ action: 'aws:kinesis:stream-expired-iterator-exceptio' }, { key: 'faultActionNear', values: { value: 'aws:kinesis:stream-expired-iterator-exceptio', nearest: 'aws:kinesis:stream-expired-iterator-exception' } }],
    [{ action: 'constructor' }, { key: 'faultAction', values: { value: 'constructor' } }],
    [{ action: '' }, { key: 'faultAction', values: { value: '' } }],
    [{ parameters: { percentage: '50' } }, { key: 'faultParameterMissing', values: { parameter: 'duration', action: THROUGHPUT } }],
    [{ parameters: { duration: 'PT5M' } }, { key: 'faultParameterMissing', values: { parameter: 'percentage', action: THROUGHPUT } }],
    [{ parameters: { duration: 'PT5M', percentage: '' } }, { key: 'faultParameterMissing', values: { parameter: 'percentage', action: THROUGHPUT } }],
    [{ parameters: { duration: 'PT5M', percentage: '50', operations: 'GetRecords' } }, { key: 'faultParameterUnknown', values: { parameter: 'operations', action: THROUGHPUT } }],
    ...['PT59S', 'PT12H1S', 'P1D', '5m', 'PT'].map((duration): [object, RefusalReason] => [{ parameters: { duration, percentage: '50' } }, { key: 'faultDuration', values: { value: duration, min: 'PT1M', max: 'PT12H' } }]),
    ...['0', '101', '-5', '1.5', '1e2', ' 50', '50%', '9999'].map((percentage): [object, RefusalReason] => [{ parameters: { duration: 'PT5M', percentage } }, { key: 'faultPercentage', values: { value: percentage, min: 1, max: 100 } }]),
    [{ action: INTERNAL, parameters: { duration: 'PT5M', percentage: '50', service: 'kinesis' } }, { key: 'faultParameterMissing', values: { parameter: 'operations', action: INTERNAL } }],
    [{ action: INTERNAL, parameters: { ...FIS, service: 'ec2' } }, { key: 'faultService', values: { value: 'ec2' } }],
    [{ action: INTERNAL, parameters: { ...FIS, operations: 'GetRecords,PutRecordz' } }, { key: 'faultOperationNear', values: { value: 'PutRecordz', nearest: 'PutRecords' } }],
    [{ action: INTERNAL, parameters: { ...FIS, operations: 'RunInstances' } }, { key: 'faultOperation', values: { value: 'RunInstances' } }],
    [{ action: INTERNAL, parameters: { ...FIS, operations: ',' } }, { key: 'faultOperation', values: { value: '' } }],
    [{ action: INTERNAL, parameters: FIS, target: { ...WHOLE, shardIds: ['0'] } }, { key: 'faultShardsAction', values: { action: INTERNAL } }],
    [{ action: 'aws:network:disrupt-connectivity', parameters: { duration: 'PT5M', scope: 'dynamodb' } }, { key: 'faultScope', values: { value: 'dynamodb' } }],
    [{ action: 'aws:network:disrupt-vpc-endpoint', parameters: { duration: 'PT5M' } }, { key: 'faultNoEndpoint', values: {} }],
    [{ target: { streamName: 'other', shardIds: null } }, { key: 'noStreamNamed', values: { stream: 'other' } }],
    [{ target: { streamName: 's', shardIds: [] } }, { key: 'faultShardsNone', values: {} }],
    [{ target: { streamName: 's', shardIds: ['shardId-000000000002'] } }, { key: 'faultShard', values: { shard: 'shardId-000000000002', stream: 's' } }],
    [{ target: { streamName: 's', shardIds: ['nonsense'] } }, { key: 'faultShard', values: { shard: 'nonsense', stream: 's' } }],
    [{ target: { streamName: null, shardIds: ['0'] } }, { key: 'faultShardsStream', values: {} }],
    [{ target: { ...WHOLE, callers: [] } }, { key: 'faultCallersNone', values: {} }],
    [{ target: { ...WHOLE, callers: ['you', 'application/nobody'] } }, { key: 'faultCaller', values: { caller: 'application/nobody' } }],
  ])('that is asked for with %j is not begun, and says why', (changed, reason) => {
    const bytes = saveWorld({ ...world, commandsApplied: 0 })
    start(changed)
    expect(refusals()).toEqual([reason])
    expect(new Uint8Array(saveWorld({ ...world, commandsApplied: 0 }))).toEqual(new Uint8Array(bytes))
  })

  it('ends by itself to the microsecond, is told of, and strikes nobody between its end and the news', () => {
    start({ parameters: { duration: 'PT1M', percentage: '100' } })
    expect(events).toEqual([{ at: 0, kind: 'ExperimentStarted', experimentId: 'EXP000000000000001', action: THROUGHPUT, streamName: 's', shardIds: null, endsMs: 60_000 }])
    runUntil(world, NOWHERE, US_PER_MINUTE - 1, sink)
    expect(faultsViewOf(world)).toMatchObject({ running: [{ experimentId: 'EXP000000000000001', leftMs: 0.001 }], ended: [] })
    runUntil(world, NOWHERE, US_PER_MINUTE + 2_000_000, sink)
    expect(events.slice(1)).toEqual([{ at: 60_000, kind: 'ExperimentEnded', experimentId: 'EXP000000000000001', action: THROUGHPUT, status: 'completed', callsMet: 0, callsFaulted: 0 }])
    expect(faultsViewOf(world)).toMatchObject({ running: [], ended: [{ status: 'completed', endedMs: 60_000 }] })
  })

  it('tells what each client got in its first second, then every half minute, and the rest with its end', () => {
    world.account.throttling = false
    start({ parameters: { duration: 'PT1M', percentage: '100' } })
    const put = () => call(world, { operation: 'PutRecord', input: { StreamName: 's', Data: new Uint8Array([1]), PartitionKey: 'a' }, as: 'producer/other' }, sink)
    const told = () => events.flatMap((event) => (event.kind === 'CallsFaulted' ? [[event.at, event.caller, event.operation, event.exception, event.callsFaulted, event.callsMet]] : []))
    const line = (atMs: number, calls: number) => [atMs, 'producer/other', 'PutRecord', 'ProvisionedThroughputExceededException', calls, calls]
    runUntil(world, NOWHERE, 500_000, sink)
    put()
    put()
    runUntil(world, NOWHERE, 1_700_000, sink)
    expect(told()).toEqual([line(1_600, 2)])
    for (let second = 2; second < 40; second++) {
      runUntil(world, NOWHERE, second * 1_000_000, sink)
      put()
    }
    expect(told()).toEqual([line(1_600, 2), line(31_600, 30)])
    runUntil(world, NOWHERE, US_PER_MINUTE + 2_000_000, sink)
    expect(told().slice(2)).toEqual([line(60_000, 8)])
    expect(events.at(-1)).toMatchObject({ kind: 'ExperimentEnded', callsMet: 40, callsFaulted: 40 })
  })

  it('tells of nobody whose calls all came through', () => {
    start({ target: { ...WHOLE, shardIds: ['1'] } })
    for (let count = 0; count < 50; count++) call(world, { operation: 'PutRecord', input: { StreamName: 's', Data: new Uint8Array([1]), PartitionKey: 'a', ExplicitHashKey: '0' } }, sink)
    runUntil(world, NOWHERE, 5 * US_PER_MINUTE, sink)
    // Their only records belong to the other shard.
    expect(world.streams[0]!.shards[0]!.recordsStored).toBe(50)
    expect(events.at(-1)).toMatchObject({ kind: 'ExperimentEnded', callsMet: 0, callsFaulted: 0 })
    expect(events.filter(({ kind }) => kind === 'CallsFaulted')).toEqual([])
  })

  it('can be stopped, once', () => {
    start({})
    runUntil(world, NOWHERE, 1_500_000, sink)
    const stop = { type: 'StopExperiment', experimentId: 'EXP000000000000001' } as const
    submit(world, NOWHERE, stop, sink)
    submit(world, NOWHERE, stop, sink)
    expect(events.slice(1)).toEqual([
      { at: 1_500, kind: 'ExperimentEnded', experimentId: 'EXP000000000000001', action: THROUGHPUT, status: 'stopped', callsMet: 0, callsFaulted: 0 },
      { at: 1_500, kind: 'CommandRefused', command: 'StopExperiment', reason: { key: 'noExperiment', values: { experiment: 'EXP000000000000001' } } },
    ])
  })

  it('is one of five at most; the last twenty that are over stay', () => {
    for (let count = 0; count < 6; count++) start({})
    expect(refusals()).toEqual([{ key: 'experimentsMax', values: { max: 5 } }])
    for (let number = 1; number <= 30; number++) {
      submit(world, NOWHERE, { type: 'StopExperiment', experimentId: `EXP${String(number).padStart(15, '0')}` }, sink)
      start({})
    }
    const { running, ended } = faultsViewOf(world)
    expect(running.map(({ experimentId }) => Number(experimentId.slice(3)))).toEqual([35, 34, 33, 32, 31])
    expect(ended.map(({ experimentId }) => Number(experimentId.slice(3)))).toEqual(Array.from({ length: 20 }, (_, at) => 30 - at))
  })
})
