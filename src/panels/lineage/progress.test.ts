import { describe, expect, it } from 'vitest'
import { createTally } from '../../engine/consumers/kcl/tally'
import type { LeaseRow, ShardRow } from '../../engine/frame'
import { formatShardId } from '../../kinesis/shardId'
import { progressOf } from './progress'

const shard = (shardIndex: number, state: ShardRow['state'], parents: number[] = []): ShardRow => ({
  shardId: formatShardId(shardIndex),
  shardIndex,
  state,
  parentShardId: parents[0] === undefined ? null : formatShardId(parents[0]),
  adjacentParentShardId: parents[1] === undefined ? null : formatShardId(parents[1]),
  startingHashKey: '0',
  endingHashKey: '1',
  openedAtMs: 0,
  closedAtMs: null,
  recordsStored: 0,
  recordsThrottled: 0,
  writeBytesPerSecond: 0,
  writeRecordsPerSecond: 0,
  throttledPerSecond: 0,
  hottestKey: null,
  hottestKeyPercent: 0,
})
const lease = (shardIndex: number, change: Partial<LeaseRow> = {}): LeaseRow => ({
  application: 'orders',
  shardId: formatShardId(shardIndex),
  leaseOwner: 'w-1',
  leaseCounter: 1,
  checkpoint: 'TRIM_HORIZON',
  state: 'PROCESSING',
  waitsForShardIds: [],
  backlogRecords: 0,
  millisBehindLatest: 0,
  ...change,
})
const orders = {
  ...createTally(),
  name: 'orders',
  workerCount: 1,
  workUs: 1,
  recordsProcessed: 0,
  recordsProcessedAgain: 0,
  processedPerSecond: 0,
  iteratorAgeMs: 0,
  deaggregation: true,
  deduplication: null,
}
const words = (shards: ShardRow[], leases: LeaseRow[]) =>
  [...progressOf({ applications: [orders], shards, leases }).values()].map((rows) => rows.map((row) => row.progress).join())

describe('progressOf', () => {
  it('lets children wait before the application has found them', () => {
    const shards = [shard(0, 'CLOSED'), shard(1, 'CLOSED', [0]), shard(2, 'OPEN', [0]), shard(3, 'OPEN', [1])]
    expect(words(shards, [lease(0)])).toEqual(['processing', 'waiting', 'waiting', 'waiting'])
  })

  it('tells a shard whose lease was deleted from one that was never leased', () => {
    const shards = [shard(0, 'CLOSED'), shard(1, 'CLOSED', [0]), shard(2, 'OPEN', [1]), shard(3, 'OPEN')]
    expect(words(shards, [lease(2)])).toEqual(['ended', 'ended', 'processing', 'noLease'])
  })

  it('waits for both parents of a merge', () => {
    const shards = [shard(0, 'CLOSED'), shard(1, 'CLOSED'), shard(2, 'OPEN', [0, 1])]
    const leases = [lease(0, { checkpoint: 'SHARD_END', state: 'SHUTDOWN_COMPLETE' }), lease(1), lease(2, { waitsForShardIds: [formatShardId(1)], state: 'WAITING_ON_PARENT_SHARDS' })]
    expect(words(shards, leases)).toEqual(['ended', 'processing', 'waiting'])
  })

  it('shows that nobody owns a lease after a crash', () => {
    expect(words([shard(0, 'OPEN')], [lease(0, { leaseOwner: null, state: 'UNOWNED' })])).toEqual(['unowned'])
  })
})
