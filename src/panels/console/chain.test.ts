import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../kinesis/api/operations'
import type { OperationName, ShapeName } from '../../kinesis/api/types'
import { nextUses, shapeAt } from './chain'
import type { Json, JsonObject, Path } from './draft'
import { draftRemarks, inputShapeOf, shapeOf, withValue } from './draft'

const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders'

function usesAt(path: Path, answered: { operation: OperationName; input: JsonObject; output: Json }) {
  const shape = shapeAt(OPERATIONS[answered.operation].output, path)
  return shape === null ? [] : nextUses(shape, path, answered)
}

describe('from an answer to the next call', () => {
  it('an iterator goes to GetRecords, and the next one too', () => {
    const first = { operation: 'GetShardIterator', input: { StreamName: 'orders', ShardId: 's' }, output: { ShardIterator: 'AAA' } } as const
    expect(usesAt(['ShardIterator'], first)).toEqual([{ operation: 'GetRecords', path: ['ShardIterator'], together: {} }])
    const next = { operation: 'GetRecords', input: {}, output: { Records: [], NextShardIterator: 'BBB' } } as const
    expect(usesAt(['NextShardIterator'], { ...next, output: { NextShardIterator: 'BBB' } })).toMatchObject([{ operation: 'GetRecords' }])
  })

  it('a shard goes where its stream goes, by the name or ARN that was asked with', () => {
    const listed = { operation: 'ListShards', input: { StreamARN: ARN }, output: { Shards: [{ ShardId: 'shardId-000000000007' }] } } as const
    const uses = usesAt(['Shards', 0, 'ShardId'], listed as never)
    expect(uses.map(({ operation, path }) => `${operation}.${path.join('.')}`)).toEqual(expect.arrayContaining(['GetShardIterator.ShardId', 'SplitShard.ShardToSplit', 'MergeShards.AdjacentShardToMerge']))
    expect(uses.find(({ operation }) => operation === 'SplitShard')?.together).toEqual({ StreamARN: ARN })
    expect(uses.find(({ operation }) => operation === 'SubscribeToShard')?.together).toEqual({})
  })

  it('a sequence number takes its shard along and begins after itself', () => {
    const put = { operation: 'PutRecord', input: { StreamName: 'orders' }, output: { ShardId: 'shardId-1', SequenceNumber: '49' } } as const
    expect(usesAt(['SequenceNumber'], put)[0]).toEqual({ operation: 'GetShardIterator', path: ['StartingSequenceNumber'], together: { StreamName: 'orders', ShardId: 'shardId-1', ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' } })
    const many: { operation: OperationName; input: JsonObject; output: Json } = {
      operation: 'PutRecords',
      input: { StreamName: 'orders' },
      output: { Records: [{ ShardId: 'shardId-1', SequenceNumber: '1' }, { ShardId: 'shardId-2', SequenceNumber: '2' }] },
    }
    expect(usesAt(['Records', 1, 'SequenceNumber'], many)[0]?.together).toMatchObject({ ShardId: 'shardId-2' })
    const [, subscribe] = usesAt(['SequenceNumber'], put)
    expect(withValue(subscribe!.together, subscribe!.path, '49')).toMatchObject({ StartingPosition: { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: '49' } })
  })

  it('a token continues the same list, and names no stream beside itself', () => {
    const listed = { operation: 'ListShards', input: { StreamName: 'orders', MaxResults: 2 }, output: { NextToken: 'T' } } as const
    expect(usesAt(['NextToken'], listed)).toEqual([{ operation: 'ListShards', path: ['NextToken'], together: { MaxResults: 2 } }])
    const consumers = { operation: 'ListStreamConsumers', input: { StreamARN: ARN }, output: { NextToken: 'T' } } as const
    expect(usesAt(['NextToken'], consumers)[0]?.together).toEqual({ StreamARN: ARN })
  })

  it('leads only to members that the operation has', () => {
    const shapes: ShapeName[] = ['ShardIterator', 'ShardId', 'SequenceNumber', 'StreamARN', 'ConsumerARN', 'ConsumerName', 'StreamName', 'HashKey', 'PartitionKey', 'TagKey']
    for (const shape of shapes) {
      const uses = nextUses(shape, ['x'], { operation: 'ListShards', input: { StreamName: 'orders' }, output: { x: 'value' } })
      expect(uses.length, shape).toBeGreaterThan(0)
      for (const { operation, path, together } of uses) {
        expect(draftRemarks(OPERATIONS[operation].input, withValue(together, path, 'value')), `${shape} → ${operation}`).toEqual([])
        expect(Object.keys(inputShapeOf(operation).members ?? {})).toContain(path[0])
      }
    }
  })

  it('knows the shape of every value that an operation answers', () => {
    expect(shapeAt('ListShardsOutput', ['Shards', 3, 'HashKeyRange', 'StartingHashKey'])).toBe('HashKey')
    expect(shapeAt('ListShardsOutput', ['Nothing', 'more'])).toBeNull()
    expect(shapeAt(null, ['a'])).toBeNull()
    expect(shapeOf('HashKey').type).toBe('string')
  })
})
