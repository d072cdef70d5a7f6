import { describe, expect, it } from 'vitest'
import type { ListedMetric } from '../../../engine/cloudWatch/metricsView'
import { chosenStatistic, firstChoice, groupMetrics, metricKey, metricLabel, sourceOf, unitOfStatistic } from './metricChoice'

function metric(level: ListedMetric['level'], MetricName: string, dimensions: Record<string, string>, Namespace = 'AWS/Kinesis'): ListedMetric {
  return { level, MetricName, Namespace, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })), unit: 'Count', statistics: ['Average', 'Sum'], isDeprecated: false, measured: null }
}

const LISTED = [
  metric('stream', 'IncomingBytes', { StreamName: 'orders' }),
  metric('stream', 'IncomingRecords', { StreamName: 'orders' }),
  metric('stream', 'IncomingRecords', { StreamName: 'results' }),
  metric('consumer', 'SubscribeToShard.Success', { StreamName: 'orders', ConsumerName: 'fast' }),
  metric('shard', 'IncomingRecords', { StreamName: 'orders', ShardId: 'shardId-000000000001' }),
  metric('kpl', 'UserRecordsPut', { StreamName: 'orders', ShardId: 'shardId-000000000001' }, 'KinesisProducerLibrary'),
  metric('kcl', 'MillisBehindLatest', { Operation: 'ProcessTask', ShardId: 'shardId-000000000001' }, 'reader'),
]

describe('choosing a metric', () => {
  it('offers those of the stream, of its consumers and shards, and of who puts and reads', () => {
    expect(groupMetrics(LISTED, 'orders').map(({ level, name, metrics }) => [level, name, metrics.map(({ MetricName }) => MetricName)])).toEqual([
      ['stream', 'orders', ['IncomingBytes', 'IncomingRecords']],
      ['consumer', 'fast', ['SubscribeToShard.Success']],
      ['shard', 'shardId-000000000001', ['IncomingRecords']],
      ['kpl', 'KinesisProducerLibrary', ['UserRecordsPut']],
      ['kcl', 'reader', ['MillisBehindLatest']],
    ])
  })

  it('tells apart what has one name, and says no more than that', () => {
    expect(LISTED.map(metricLabel)).toEqual([
      'IncomingBytes',
      'IncomingRecords',
      'IncomingRecords',
      'SubscribeToShard.Success',
      'IncomingRecords',
      'UserRecordsPut (…001)',
      'MillisBehindLatest (ProcessTask, …001)',
    ])
    expect(new Set(LISTED.map(metricKey)).size).toBe(LISTED.length)
  })

  it('asks for what was chosen, with a statistic that the metric has', () => {
    expect(sourceOf(firstChoice('orders'))).toEqual({ MetricStat: { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: [{ Name: 'StreamName', Value: 'orders' }], Statistic: 'Sum' } })
    expect([chosenStatistic('Sum', { statistics: ['Average', 'Sum'] }), chosenStatistic('Maximum', { statistics: ['Average', 'Sum'] })]).toEqual(['Sum', 'Average'])
    expect([unitOfStatistic('Bytes', 'SampleCount'), unitOfStatistic('Bytes', 'Sum')]).toEqual(['Count', 'Bytes'])
  })
})
