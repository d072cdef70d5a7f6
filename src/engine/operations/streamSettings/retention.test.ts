import { describe, expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../base/units'
import { RETENTION_UPDATE_US } from '../../../kinesis/limits'
import type { World } from '../../state'
import { get, outcomeOf, streamIn, wait } from '../../testing/caller'
import { quietWorld } from '../../testing/quietWorld'

const IA = 'InvalidArgumentException'
const s = { StreamName: 's' }

function increase(world: World, RetentionPeriodHours: number): string {
  return outcomeOf(world, 'IncreaseStreamRetentionPeriod', { ...s, RetentionPeriodHours })
}

function decrease(world: World, RetentionPeriodHours: number): string {
  return outcomeOf(world, 'DecreaseStreamRetentionPeriod', { ...s, RetentionPeriodHours })
}

function hoursOf(world: World): number {
  return get(world, 'DescribeStreamSummary', s).StreamDescriptionSummary.RetentionPeriodHours
}

function put(world: World, PartitionKey: string): string {
  return get(world, 'PutRecord', { ...s, PartitionKey, Data: Uint8Array.of(1) }).SequenceNumber
}

/** Keys that are readable from the trim horizon of a shard. */
function readable(world: World, ShardId = '0'): string {
  const { ShardIterator = '' } = get(world, 'GetShardIterator', { ...s, ShardId, ShardIteratorType: 'TRIM_HORIZON' })
  const { Records } = get(world, 'GetRecords', { ShardIterator })
  wait(world, US_PER_SECOND)
  return Records.map(({ PartitionKey }) => PartitionKey).join(' ')
}

describe('what a retention period may be', () => {
  it('is between 24 and 8,760 hours, in the words of AWS', () => {
    const world = quietWorld({ shardCount: 1 })
    for (const change of [increase, decrease]) {
      expect(change(world, 23)).toBe(`${IA}: Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.`)
      expect(change(world, -1)).toBe(`${IA}: Minimum allowed retention period is 24 hours. Requested retention period (-1 hours) is too short.`)
      expect(change(world, 8_761)).toBe(`${IA}: Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.`)
    }
    expect(increase(world, 8_760)).toBe('ok')
    wait(world, RETENTION_UPDATE_US)
    expect(hoursOf(world)).toBe(8_760)
  })

  it('only grows by one operation and only shrinks by the other', () => {
    const world = quietWorld({ shardCount: 1 })
    expect(decrease(world, 25)).toBe(
      `${IA}: Requested retention period (25 hours) for stream s can not be longer than existing retention period (24 hours). Use IncreaseRetentionPeriod API.`,
    )
    increase(world, 48)
    wait(world, RETENTION_UPDATE_US)
    expect(increase(world, 47)).toBe(
      `${IA}: Requested retention period (47 hours) for stream s can not be shorter than existing retention period (48 hours). Use DecreaseRetentionPeriod API.`,
    )
    expect(decrease(world, 47)).toBe('ok')
  })

  it('may be the same: nothing happens, as recorded on AWS', () => {
    const world = quietWorld({ shardCount: 1 })
    expect(increase(world, 24)).toBe('ok')
    expect(decrease(world, 24)).toBe('ok')
    expect(increase(world, 25)).toBe('ok')
  })
})

describe('what is readable', () => {
  it('stays longer after an increase', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, 'a')
    increase(world, 72)
    wait(world, 71 * US_PER_HOUR)
    put(world, 'b')
    expect(readable(world)).toBe('a b')
    wait(world, 2 * US_PER_HOUR)
    expect(readable(world)).toBe('b')
  })

  it('does not return once it has expired, not even by a second', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, 'a')
    wait(world, 2 * US_PER_SECOND)
    put(world, 'b')
    wait(world, US_PER_HOUR)
    put(world, 'c')
    // The old period still holds when the change takes effect: `a` is a second past it then, `b` a second short of it.
    wait(world, 23 * US_PER_HOUR - RETENTION_UPDATE_US - US_PER_SECOND)
    increase(world, 100)
    wait(world, 10 * US_PER_HOUR)
    expect(readable(world)).toBe('b c')
    const { ShardIterator = '' } = get(world, 'GetShardIterator', { ...s, ShardId: '0', ShardIteratorType: 'AT_TIMESTAMP', Timestamp: world.epochMs / 1_000 })
    expect(get(world, 'GetRecords', { ShardIterator }).Records.map(({ PartitionKey }) => PartitionKey)).toEqual(['b', 'c'])
  })

  it('does not return through a number either', () => {
    const world = quietWorld({ shardCount: 1 })
    const StartingSequenceNumber = put(world, 'a')
    wait(world, 12 * US_PER_HOUR)
    put(world, 'b')
    wait(world, 13 * US_PER_HOUR)
    increase(world, 8_760)
    wait(world, US_PER_MINUTE)
    const { ShardIterator = '' } = get(world, 'GetShardIterator', { ...s, ShardId: '0', ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber })
    expect(get(world, 'GetRecords', { ShardIterator }).Records.map(({ PartitionKey }) => PartitionKey)).toEqual(['b'])
  })

  it('is lost when the period shrinks, and shrinking and growing does not bring it back', () => {
    const world = quietWorld({ shardCount: 1 })
    increase(world, 48)
    put(world, 'a')
    wait(world, 30 * US_PER_HOUR)
    put(world, 'b')
    expect(readable(world)).toBe('a b')
    decrease(world, 24)
    expect(readable(world)).toBe('a b')
    wait(world, RETENTION_UPDATE_US)
    expect(readable(world)).toBe('b')
    increase(world, 48)
    wait(world, US_PER_MINUTE)
    expect(readable(world)).toBe('b')
    wait(world, 40 * US_PER_HOUR)
    expect(readable(world)).toBe('b')
  })

  it('is counted, not only hidden: what is forgotten leaves the books', () => {
    const world = quietWorld({ shardCount: 1 })
    increase(world, 48)
    put(world, 'a')
    wait(world, 30 * US_PER_HOUR)
    decrease(world, 24)
    wait(world, 2 * US_PER_MINUTE)
    expect(world.memory.recordsHeld).toBe(0)
    expect(world.memory.payloadBytesHeld).toBe(0)
  })
})

describe('closed shards', () => {
  function shards(world: World): string {
    return (get(world, 'ListShards', s).Shards ?? []).map(({ ShardId }) => Number(ShardId.slice(-12))).join(' ')
  }

  function splitAt(world: World, ShardToSplit: string): void {
    get(world, 'SplitShard', { ...s, ShardToSplit, NewStartingHashKey: String(1n << 127n) })
    wait(world, 10 * US_PER_SECOND)
  }

  it('stay listed as long as the period says, and expired ones do not return', () => {
    const world = quietWorld({ shardCount: 1 })
    increase(world, 48)
    wait(world, 10 * US_PER_SECOND)
    splitAt(world, '0')
    wait(world, 30 * US_PER_HOUR)
    expect(shards(world)).toBe('0 1 2')
    decrease(world, 24)
    wait(world, 10 * US_PER_SECOND)
    expect(shards(world)).toBe('1 2')
    increase(world, 48)
    wait(world, 10 * US_PER_SECOND)
    expect(shards(world)).toBe('1 2')
    expect(get(world, 'ListShards', { ...s, ShardFilter: { Type: 'AT_TRIM_HORIZON' } }).Shards).toHaveLength(2)
  })

  it('that would have expired in the second of the increase have expired', () => {
    const world = quietWorld({ shardCount: 1 })
    splitAt(world, '0')
    const closedAtUs = streamIn(world).shards[0]?.closedAtUs ?? 0
    wait(world, closedAtUs + 24 * US_PER_HOUR + 1 - RETENTION_UPDATE_US - world.nowUs)
    increase(world, 48)
    wait(world, 10 * US_PER_SECOND)
    expect(shards(world)).toBe('1 2')
  })
})
