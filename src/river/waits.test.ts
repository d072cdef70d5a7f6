import { describe, expect, it } from 'vitest'
import { WATERLINE_ENDED, WATERLINE_NO_LEASE, WATERLINE_PROCESSING, WATERLINE_WAITING } from '../engine/frame'
import type { ApplicationRow, ShardRow } from '../engine/summary'
import { formatShardId } from '../kinesis/shardId'
import { waitsIn } from './waits'

function shard(shardIndex: number, parents: readonly number[] = []): ShardRow {
  const [parent, adjacentParent] = parents.map(formatShardId)
  return {
    shardId: formatShardId(shardIndex), shardIndex, state: 'OPEN', parentShardId: parent ?? null, adjacentParentShardId: adjacentParent ?? null,
    startingHashKey: '0', endingHashKey: '1', openedAtMs: 0, closedAtMs: null, recordsStored: 7, recordsThrottled: 0,
    writeBytesPerSecond: 0, writeRecordsPerSecond: 0, throttledPerSecond: 0, faultPercent: 0, hottestKey: null, hottestKeyPercent: 0,
  }
}

/** State and backlog of each shard. */
function states(...of: readonly (readonly [number, number])[]): Pick<ApplicationRow, 'shards'> {
  return { shards: { state: Uint8Array.from(of, ([state]) => state), isBlocked: new Uint8Array(of.length), backlogRecords: Float64Array.from(of, ([, records]) => records) } }
}

describe('waitsIn', () => {
  it('knows a child that the application does not know yet, and its children', () => {
    const shards = [shard(0), shard(1, [0]), shard(2, [1])]
    expect(waitsIn({ shards }, states([WATERLINE_PROCESSING, 30], [WATERLINE_WAITING, 7], [WATERLINE_WAITING, 2]))).toEqual([
      { shardIndex: 1, parentIndexes: [0], recordsLeft: 30 },
      { shardIndex: 2, parentIndexes: [1], recordsLeft: 7 },
    ])
  })

  it('names only the parents of a merge that are not finished', () => {
    const shards = [shard(0), shard(1), shard(2, [0, 1])]
    expect(waitsIn({ shards }, states([WATERLINE_ENDED, 0], [WATERLINE_PROCESSING, 12], [WATERLINE_WAITING, 0]))).toEqual([{ shardIndex: 2, parentIndexes: [1], recordsLeft: 12 }])
  })

  it('is over when the parents are finished, whatever the application calls the child', () => {
    const shards = [shard(0), shard(1), shard(2, [0, 1])]
    for (const state of [WATERLINE_PROCESSING, WATERLINE_NO_LEASE, WATERLINE_WAITING, WATERLINE_ENDED]) {
      expect(waitsIn({ shards }, states([WATERLINE_ENDED, 0], [WATERLINE_ENDED, 0], [state, 5]))).toEqual([])
    }
  })

  it('finds parents by their ids, not by their places', () => {
    const shards = [shard(4), shard(9, [7]), shard(7)]
    expect(waitsIn({ shards }, states([WATERLINE_PROCESSING, 1], [WATERLINE_WAITING, 2], [WATERLINE_PROCESSING, 3]))).toEqual([{ shardIndex: 9, parentIndexes: [7], recordsLeft: 3 }])
  })
})
