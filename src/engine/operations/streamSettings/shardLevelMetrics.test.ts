import { expect, it } from 'vitest'
import type { ApiShape } from '../../../kinesis/api/types'
import { MONITORING_UPDATE_US } from '../../../kinesis/limits'
import { streamArn } from '../../naming'
import type { World } from '../../state'
import { get, outcomeOf, streamIn, wait } from '../../testing/caller'
import { quietWorld } from '../../testing/quietWorld'

type MetricsName = ApiShape<'MetricsName'>

const SEVEN: MetricsName[] = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
]

function change(world: World, operation: 'EnableEnhancedMonitoring' | 'DisableEnhancedMonitoring', ...ShardLevelMetrics: MetricsName[]): MetricsName[][] {
  const { StreamName, StreamARN, CurrentShardLevelMetrics = [], DesiredShardLevelMetrics = [] } = get(world, operation, { StreamName: 's', ShardLevelMetrics })
  expect([StreamName, StreamARN]).toEqual(['s', streamArn('s')])
  expect(described(world)).toEqual(CurrentShardLevelMetrics)
  wait(world, MONITORING_UPDATE_US)
  expect(described(world)).toEqual(DesiredShardLevelMetrics)
  return [CurrentShardLevelMetrics, DesiredShardLevelMetrics]
}

function described(world: World): MetricsName[] | undefined {
  return get(world, 'DescribeStreamSummary', { StreamName: 's' }).StreamDescriptionSummary.EnhancedMonitoring[0]?.ShardLevelMetrics
}

it('adds to what is on and takes from it, and says both', () => {
  const world = quietWorld({ shardCount: 1 })
  expect(change(world, 'EnableEnhancedMonitoring', 'OutgoingRecords', 'IncomingBytes')).toEqual([[], ['IncomingBytes', 'OutgoingRecords']])
  expect(change(world, 'EnableEnhancedMonitoring', 'IncomingBytes', 'OutgoingBytes')).toEqual([
    ['IncomingBytes', 'OutgoingRecords'],
    ['IncomingBytes', 'OutgoingBytes', 'OutgoingRecords'],
  ])
  expect(change(world, 'DisableEnhancedMonitoring', 'IncomingBytes', 'IteratorAgeMilliseconds')).toEqual([
    ['IncomingBytes', 'OutgoingBytes', 'OutgoingRecords'],
    ['OutgoingBytes', 'OutgoingRecords'],
  ])
})

it('ALL is the seven, never itself', () => {
  const world = quietWorld({ shardCount: 1 })
  expect(change(world, 'EnableEnhancedMonitoring', 'IncomingBytes', 'ALL')).toEqual([[], SEVEN])
  expect(change(world, 'DisableEnhancedMonitoring', 'ALL')).toEqual([SEVEN, []])
})

it('a set that is there already changes nothing', () => {
  const world = quietWorld({ shardCount: 1 })
  change(world, 'EnableEnhancedMonitoring', 'ALL')
  get(world, 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: SEVEN })
  expect(streamIn(world).streamStatus).toBe('ACTIVE')
  change(world, 'DisableEnhancedMonitoring', 'OutgoingBytes')
  get(world, 'DisableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['OutgoingBytes', 'OutgoingBytes'] })
  expect(streamIn(world).streamStatus).toBe('ACTIVE')
})

it('what is answered is a copy', () => {
  const world = quietWorld({ shardCount: 1 })
  change(world, 'EnableEnhancedMonitoring', 'ALL')
  get(world, 'DisableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['ALL'] }).CurrentShardLevelMetrics?.splice(0)
  expect(described(world)).toEqual(SEVEN)
})

it('unknown names and empty lists fail by their shape', () => {
  const world = quietWorld({ shardCount: 1 })
  const unknown = ['Latency'] as unknown as MetricsName[]
  expect(outcomeOf(world, 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: unknown })).toMatch(/^ValidationException: .*'shardLevelMetrics'/)
  expect(outcomeOf(world, 'DisableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: [] })).toMatch(/^ValidationException: /)
})
