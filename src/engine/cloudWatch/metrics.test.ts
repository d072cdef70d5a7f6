import { describe, expect, it } from 'vitest'
import { encode } from '../../base/plainData'
import { ask, get, streamIn, wait } from '../testing/caller'
import { EPOCH_MS, quietWorld } from '../testing/quietWorld'
import { kclRun } from '../consumers/kcl/testing/kclRun'
import { kplRun } from '../testing/kplRun'
import { FULL_ACCESS } from '../iam/settings'
import { silentSink } from '../sink'
import { copyWorld } from '../snapshot'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import type { World } from '../state'
import type { Dimension, MetricStat } from './alarmSettings'
import { findMetric, listMetrics } from './findMetric'
import { metricSeries } from './metricSeries'
import { metricsViewOf } from './metricsViewOf'
import { OF_APPLICATION, OF_APPLICATION_SHARD } from './metricIndex'
import { bytesOfMinutes } from './minutes'
import { sumIn } from './testing/totals'

const SECOND = 1_000_000
const MINUTE = 60 * SECOND
const Data = new Uint8Array(90)

function series(world: World, MetricName: string, statistic: MetricStat['Statistic'], change: { Namespace?: string; Dimensions?: Dimension[]; periodSeconds?: number } = {}) {
  const { Namespace = 'AWS/Kinesis', Dimensions = [{ Name: 'StreamName', Value: 's' }], periodSeconds = 60 } = change
  const { atMs, values } = metricSeries(world, { source: { MetricStat: { Namespace, MetricName, Dimensions, Statistic: statistic! } }, periodSeconds, fromMs: null })
  return atMs.map((at, place) => [at / 60_000, values[place]])
}

/** Keys of which each hashes to a shard of its own would do as well: here one shard takes all. */
function put(world: World, keys: readonly string[]) {
  return get(world, 'PutRecords', { StreamName: 's', Records: keys.map((PartitionKey) => ({ PartitionKey, Data })) })
}

function readOnce(world: World) {
  const { ShardIterator } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' })
  return get(world, 'GetRecords', { ShardIterator: ShardIterator ?? '' })
}

/** Facts §9, and the two deprecated names. */
const OF_STREAM = `
  IncomingBytes Bytes, GetRecords.Bytes Bytes, PutRecord.Bytes Bytes, PutRecords.Bytes Bytes, IncomingRecords Count, GetRecords.Records Count,
  PutRecords.TotalRecords Count, PutRecords.SuccessfulRecords Count, PutRecords.FailedRecords Count, PutRecords.ThrottledRecords Count,
  PutRecords.Records Count deprecated, GetRecords.IteratorAgeMilliseconds Milliseconds, GetRecords.IteratorAge None deprecated, GetRecords.Success Count,
  PutRecord.Success Count, PutRecords.Success Count, ReadProvisionedThroughputExceeded Count, WriteProvisionedThroughputExceeded Count
`
const OF_CONSUMER = `
  SubscribeToShardEvent.Bytes Bytes, SubscribeToShardEvent.Records Count, SubscribeToShardEvent.MillisBehindLatest Milliseconds, SubscribeToShardEvent.Success Count,
  SubscribeToShard.Success Count, SubscribeToShard.RateExceeded Count
`
const OF_SHARD = `
  IncomingBytes Bytes, OutgoingBytes Bytes, IncomingRecords Count, OutgoingRecords Count, ReadProvisionedThroughputExceeded Count,
  WriteProvisionedThroughputExceeded Count, IteratorAgeMilliseconds Milliseconds
`
function rows(text: string): string[] {
  return text.split(',').map((row) => row.trim()).sort()
}

describe('metrics of AWS/Kinesis', () => {
  it('have the names, units and dimensions of the developer guide', () => {
    const world = quietWorld({ shardCount: 1 })
    get(world, 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['ALL'] })
    wait(world, 5 * SECOND)
    const StreamARN = get(world, 'DescribeStreamSummary', { StreamName: 's' }).StreamDescriptionSummary.StreamARN
    const { Consumer } = get(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: 'fast' })
    wait(world, 6 * SECOND)
    put(world, ['a', 'b'])
    get(world, 'PutRecord', { StreamName: 's', PartitionKey: 'a', Data })
    readOnce(world)
    const subscribe = () => ask(world, 'SubscribeToShard', { ConsumerARN: Consumer.ConsumerARN, ShardId: '0', StartingPosition: { Type: 'TRIM_HORIZON' } })
    expect([subscribe().ok, subscribe().ok]).toEqual([true, false])
    wait(world, MINUTE)
    const listed = listMetrics(world)
    const shown = (names: string) => listed.filter(({ Dimensions }) => Dimensions.map(({ Name }) => Name).join() === names).map(({ MetricName, unit, isDeprecated }) => `${MetricName} ${unit}${isDeprecated ? ' deprecated' : ''}`).sort()
    expect(shown('StreamName')).toEqual(rows(OF_STREAM))
    expect(shown('StreamName,ConsumerName')).toEqual(rows(OF_CONSUMER))
    expect(shown('StreamName,ShardId')).toEqual(rows(OF_SHARD))
    expect(listed.every(({ Namespace }) => Namespace === 'AWS/Kinesis')).toBe(true)
  })

  it('count each operation as one sample, by minutes of the wall clock', () => {
    const world = quietWorld({ shardCount: 1 })
    expect(EPOCH_MS % 60_000).toBe(0)
    put(world, ['a', 'b', 'c'])
    wait(world, 30 * SECOND)
    put(world, ['a'])
    wait(world, 30 * SECOND)
    // The first instant of a minute belongs to it.
    put(world, ['a', 'b'])
    expect(series(world, 'IncomingRecords', 'Sum')).toEqual([[0, 4]])
    wait(world, MINUTE)
    expect(series(world, 'IncomingRecords', 'Sum')).toEqual([[0, 4], [1, 2]])
    expect(series(world, 'IncomingRecords', 'SampleCount')).toEqual([[0, 2], [1, 1]])
    expect(series(world, 'IncomingRecords', 'Minimum')).toEqual([[0, 1], [1, 2]])
    expect(series(world, 'IncomingRecords', 'Maximum')).toEqual([[0, 3], [1, 2]])
    expect(series(world, 'IncomingBytes', 'Average')).toEqual([[0, 182], [1, 182]])
    expect(series(world, 'IncomingRecords', 'Sum', { periodSeconds: 300 })).toEqual([[0, 6]])
    expect(series(world, 'PutRecord.Success', 'Sum')).toEqual([])
  })

  it('tell refused records, and what a PutRecord that is refused was', () => {
    const world = quietWorld({ shardCount: 1 })
    const keys = Array.from({ length: 400 }, () => 'a')
    for (let batch = 0; batch < 3; batch++) put(world, keys)
    expect(ask(world, 'PutRecord', { StreamName: 's', PartitionKey: 'a', Data }).ok).toBe(false)
    wait(world, MINUTE)
    const { recordsStored, recordsThrottled } = streamIn(world).shards[0]!
    expect(series(world, 'WriteProvisionedThroughputExceeded', 'Sum')).toEqual([[0, recordsThrottled]])
    expect(series(world, 'WriteProvisionedThroughputExceeded', 'Minimum')).toEqual([[0, 0]])
    expect(series(world, 'PutRecords.ThrottledRecords', 'Sum')).toEqual([[0, recordsThrottled - 1]])
    expect(series(world, 'PutRecords.TotalRecords', 'Sum')).toEqual([[0, 1_200]])
    expect(series(world, 'PutRecords.Records', 'Sum')).toEqual([[0, recordsStored]])
    expect(series(world, 'PutRecords.Success', 'Average')).toEqual([[0, 1]])
    expect(series(world, 'PutRecord.Success', 'Average')).toEqual([[0, 0]])
    expect(series(world, 'PutRecord.Bytes', 'Sum')).toEqual([])
  })

  it('tell the age of the last record read: 0 for whoever has read all', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, ['a', 'b', 'c'])
    wait(world, 10 * SECOND)
    const { ShardIterator = '' } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' })
    const { NextShardIterator = '' } = get(world, 'GetRecords', { ShardIterator, Limit: 2 })
    wait(world, MINUTE)
    get(world, 'GetRecords', { ShardIterator: NextShardIterator, Limit: 2 })
    wait(world, MINUTE)
    expect(series(world, 'GetRecords.IteratorAgeMilliseconds', 'Maximum')).toEqual([[0, 10_000], [1, 0]])
    expect(series(world, 'GetRecords.Records', 'Sum')).toEqual([[0, 2], [1, 1]])
    expect(series(world, 'ReadProvisionedThroughputExceeded', 'Average')).toEqual([[0, 0], [1, 0]])
  })

  it('tell reads that were refused for their rate, and other failures without', () => {
    const world = quietWorld({ shardCount: 1 })
    const { ShardIterator = '' } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' })
    for (let call = 0; call < 7; call++) ask(world, 'GetRecords', { ShardIterator })
    wait(world, 6 * MINUTE)
    expect(ask(world, 'GetRecords', { ShardIterator }).ok).toBe(false)
    wait(world, MINUTE)
    expect(series(world, 'ReadProvisionedThroughputExceeded', 'Sum')).toEqual([[0, 2], [6, 0]])
    expect(series(world, 'GetRecords.Success', 'Sum')).toEqual([[0, 5], [6, 0]])
  })

  it('of shards are those that are switched on, and stay when they are switched off', () => {
    const world = quietWorld({ shardCount: 2 })
    put(world, ['a'])
    get(world, 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['IncomingRecords'] })
    wait(world, MINUTE)
    put(world, ['a', 'b', 'c', 'd', 'e'])
    get(world, 'DisableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['ALL'] })
    wait(world, MINUTE)
    put(world, ['a', 'b', 'c', 'd', 'e'])
    wait(world, MINUTE)
    const ofShards = listMetrics(world).filter(({ level }) => level === 'shard')
    expect(ofShards.map(({ MetricName, Dimensions }) => [MetricName, Dimensions[1]!.Value])).toEqual([['IncomingRecords', 'shardId-000000000000'], ['IncomingRecords', 'shardId-000000000001']])
    const sums = ofShards.map(({ Dimensions }) => series(world, 'IncomingRecords', 'Sum', { Dimensions }))
    expect(sums.map((points) => points.map(([minute]) => minute))).toEqual([[1], [1]])
    expect(sums.flat().reduce((total, [, sum = 0]) => total + sum, 0)).toBe(5)
  })

  it('outlive their stream, and are those of the next one of its name', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, ['a'])
    get(world, 'DeleteStream', { StreamName: 's' })
    wait(world, MINUTE)
    get(world, 'CreateStream', { StreamName: 's', ShardCount: 1 })
    wait(world, 10 * SECOND)
    put(world, ['a', 'b'])
    wait(world, MINUTE)
    expect(series(world, 'IncomingRecords', 'Sum')).toEqual([[0, 1], [1, 2]])
    expect(metricsViewOf(world, { series: [], lens: { streamName: 's', shardId: null } }).lens?.seconds.records.reduce((sum, records) => sum + records, 0)).toBe(2)
    wait(world, 25 * 60 * MINUTE)
    expect(listMetrics(world)).toEqual([])
    expect(world.cloudWatch.streams.size).toBe(0)
  })

  it('show what is turned away at the door, and nothing of what never reached it', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, ['a'])
    const experiment = { type: 'StartExperiment', action: 'aws:kinesis:stream-provisioned-throughput-exception', parameters: { duration: 'PT1M', percentage: '100' }, target: { streamName: 's', shardIds: null } } as const
    submit(world, NOWHERE, experiment, silentSink)
    const Records = ['a', 'b', 'c'].map((PartitionKey) => ({ PartitionKey, Data }))
    expect(ask(world, 'PutRecords', { StreamName: 's', Records }).ok).toBe(false)
    expect(ask(world, 'PutRecord', { StreamName: 's', PartitionKey: 'a', Data }).ok).toBe(false)
    wait(world, 2 * MINUTE)
    submit(world, NOWHERE, { type: 'SetIdentity', caller: 'you', identity: { policies: [FULL_ACCESS], path: 'http' } }, silentSink)
    expect(ask(world, 'PutRecords', { StreamName: 's', Records }).ok).toBe(false)
    wait(world, MINUTE)
    expect(series(world, 'WriteProvisionedThroughputExceeded', 'Sum')).toEqual([[0, 4]])
    expect(series(world, 'PutRecords.Success', 'SampleCount')).toEqual([[0, 2]])
    expect(series(world, 'PutRecords.Success', 'Sum')).toEqual([[0, 1]])
    expect(series(world, 'IncomingRecords', 'Sum')).toEqual([[0, 1]])
  })

  it('want all dimensions named', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, ['a'])
    wait(world, MINUTE)
    const found = (Dimensions: Dimension[]) => findMetric(world, { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions }) !== null
    expect(found([{ Name: 'StreamName', Value: 's' }])).toBe(true)
    expect(found([])).toBe(false)
    expect(found([{ Name: 'StreamName', Value: 'S' }])).toBe(false)
    expect(found([{ Name: 'StreamName', Value: 's' }, { Name: 'ShardId', Value: 'shardId-000000000000' }])).toBe(false)
  })

  it('cost a copy of the world little, after a day too', () => {
    const world = quietWorld({ shardCount: 4 })
    get(world, 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['ALL'] })
    for (let minute = 0; minute < 26 * 60; minute++) {
      put(world, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
      get(world, 'PutRecord', { StreamName: 's', PartitionKey: 'a', Data })
      readOnce(world)
      wait(world, MINUTE)
    }
    expect(bytesOfMinutes(world.cloudWatch)).toBeLessThan(60_000)
    const blocks = world.cloudWatch.streams.get('s')!.all.series[0]!
    const copied = copyWorld(world).cloudWatch.streams.get('s')!.all.series[0]!
    expect(copied.slice(0, -1).every((block, at) => block === blocks[at])).toBe(true)
    expect(copied.at(-1)).not.toBe(blocks.at(-1))
    expect(series(world, 'IncomingRecords', 'Sum')).toHaveLength(24 * 60)
    expect(encode(world.cloudWatch).byteLength).toBeLessThan(1_500_000)
  })
})

function namesIn(world: World): string[] {
  const listed = listMetrics(world).filter(({ Namespace }) => Namespace === 'app')
  return listed.map(({ MetricName, Dimensions }) => `${Dimensions.map(({ Value }) => Value).join(' ')} ${MetricName}`)
}

describe('metrics of clients', () => {
  it('of the KCL stand in the namespace of the application', () => {
    const run = kclRun({ seed: 4, shardCount: 2, ratePerSecond: 200, workerCount: 2 }).until(180)
    const { world } = run.timeline
    expect(namesIn(world)).toEqual([
      'ApplicationTracker MillisBehindLatest',
      'RenewAllLeases CurrentLeases',
      'RenewAllLeases LostLeases',
      ...['NumWorkers', 'TotalLeases', 'ExpiredLeases', 'NeededLeases', 'LeasesToTake', 'TakenLeases', 'UntakenLeases', 'LeaseSpillover', 'VeryOldLeases'].map((name) => `TakeLeases ${name}`),
      ...['shardId-000000000000', 'shardId-000000000001'].flatMap((shardId) =>
        ['RecordsProcessed', 'DataBytesProcessed', 'MillisBehindLatest', 'RecordProcessor.processRecords.Time', 'KinesisDataFetcher.getRecords.Success', 'KinesisDataFetcher.getRecords.Time'].map((name) => `ProcessTask ${shardId} ${name}`),
      ),
    ])
    const of = (Operation: string, MetricName: string, statistic: MetricStat['Statistic']) => series(world, MetricName, statistic, { Namespace: 'app', Dimensions: [{ Name: 'Operation', Value: Operation }] })
    const { all, shards } = world.cloudWatch.applications.get('app')!
    const processed = Array.from(shards.values(), (set) => sumIn(set, OF_APPLICATION_SHARD['ProcessTask/RecordsProcessed'])).reduce((sum, each) => sum + each, 0)
    expect(processed).toBe(world.meters.applications[0]!.processedBefore)
    expect(sumIn(all, OF_APPLICATION['TakeLeases/TakenLeases'])).toBe(run.told('LeaseTaken').length)
    expect(of('TakeLeases', 'NumWorkers', 'Maximum').at(-1)).toEqual([2, 2])
    expect(of('RenewAllLeases', 'CurrentLeases', 'Average').at(-1)).toEqual([2, 1])
    // The second worker steals from the first.
    expect(of('RenewAllLeases', 'LostLeases', 'Sum').map(([, lost]) => lost)).toEqual([1, 0, 0])
  })

  it('of the KCL 3.x have the leader count workers and leases', () => {
    const { world } = kclRun({ seed: 4, shardCount: 2, ratePerSecond: 200, workerCount: 2, version: '3.x' }).until(180).timeline
    const names = namesIn(world)
    expect(names.filter((name) => name.startsWith('TakeLeases'))).toEqual([])
    expect(names).toContain('LeaseAssignmentManager NumWorkers')
    const of = (MetricName: string) => series(world, MetricName, 'Maximum', { Namespace: 'app', Dimensions: [{ Name: 'Operation', Value: 'LeaseAssignmentManager' }] }).at(-1)
    expect([of('NumWorkers'), of('TotalLeases'), of('ExpiredLeases'), of('NumOfLeasesReassignment')]).toEqual([[2, 2], [2, 2], [2, 0], [2, 0]])
  })

  it('of the KPL are those that it has uploaded', () => {
    const run = kplRun({ seed: 2, traffic: { ratePerSecond: 100 } })
    run.goTo(200_000)
    const { world } = run.timeline
    const Dimensions = [{ Name: 'StreamName', Value: 's' }]
    const points = series(world, 'UserRecordsPut', 'Sum', { Namespace: 'KinesisProducerLibrary', Dimensions })
    expect(points.length).toBeGreaterThanOrEqual(2)
    const stored = run.timeline.world.producers[0]!.books.recordsAcknowledged
    const uploaded = points.reduce((sum, [, value = 0]) => sum + value, 0)
    expect(uploaded).toBeGreaterThan(0)
    expect(uploaded).toBeLessThanOrEqual(stored)
    expect(listMetrics(world).some(({ level, Dimensions: named }) => level === 'kpl' && named.some(({ Name }) => Name === 'ShardId'))).toBe(true)
  })
})
