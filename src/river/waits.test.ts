import { describe, expect, it } from 'vitest'
import type { LeaseRow, ShardRow } from '../engine/frame'
import { formatShardId } from '../kinesis/shardId'
import { waitsIn } from './waits'

function shard(shardIndex: number, parents: readonly number[] = []): ShardRow {
  const [parent, adjacentParent] = parents.map(formatShardId)
  return {
    shardId: formatShardId(shardIndex), shardIndex, state: 'OPEN', parentShardId: parent ?? null, adjacentParentShardId: adjacentParent ?? null,
    startingHashKey: '0', endingHashKey: '1', openedAtMs: 0, closedAtMs: null, recordsStored: 7, recordsThrottled: 0,
    writeBytesPerSecond: 0, writeRecordsPerSecond: 0, throttledPerSecond: 0, hottestKey: null, hottestKeyPercent: 0,
  }
}

function lease(shardIndex: number, checkpoint: string, backlogRecords = 0): LeaseRow {
  return {
    application: 'orders', shardId: formatShardId(shardIndex), leaseOwner: 'w-1', leaseCounter: 1, checkpoint,
    state: 'PROCESSING', waitsForShardIds: [], backlogRecords, millisBehindLatest: 0,
  }
}

describe('waitsIn', () => {
  it('knows a child that has no lease yet, and its children', () => {
    const shards = [shard(0), shard(1, [0]), shard(2, [1])]
    expect(waitsIn({ shards, leases: [lease(0, 'TRIM_HORIZON', 30)] }, 'orders')).toEqual([
      { shardIndex: 1, parentIndexes: [0], recordsLeft: 30 },
      { shardIndex: 2, parentIndexes: [1], recordsLeft: 7 },
    ])
  })

  it('names only the parents of a merge that are not finished', () => {
    const shards = [shard(0), shard(1), shard(2, [0, 1])]
    expect(waitsIn({ shards, leases: [lease(0, 'SHARD_END'), lease(1, '4957', 12)] }, 'orders')).toEqual([{ shardIndex: 2, parentIndexes: [1], recordsLeft: 12 }])
  })

  it('is over when the parents are at SHARD_END, or finished and forgotten', () => {
    const shards = [shard(0), shard(1), shard(2, [0, 1])]
    expect(waitsIn({ shards, leases: [lease(0, 'SHARD_END'), lease(2, 'TRIM_HORIZON')] }, 'orders')).toEqual([])
  })

  it('minds only the leases of its own application', () => {
    expect(waitsIn({ shards: [shard(0), shard(1, [0])], leases: [lease(0, 'TRIM_HORIZON', 30)] }, 'fraud')).toEqual([])
  })
})
