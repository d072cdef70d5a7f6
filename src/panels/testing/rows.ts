/** Rows of a summary for tests: an open shard that nobody has put to, a lease at work at the beginning. */
import type { LeaseRow, ShardRow } from '../../engine/summary'
import { formatShardId } from '../../kinesis/shardId'

export function shardRow(shardIndex: number, change: Partial<ShardRow> = {}): ShardRow {
  return {
    shardId: formatShardId(shardIndex),
    shardIndex,
    state: 'OPEN',
    parentShardId: null,
    adjacentParentShardId: null,
    startingHashKey: '0',
    endingHashKey: '1',
    openedAtMs: 0,
    closedAtMs: null,
    recordsStored: 0,
    recordsThrottled: 0,
    writeBytesPerSecond: 0,
    writeRecordsPerSecond: 0,
    throttledPerSecond: 0,
    faultPercent: 0,
    hottestKey: null,
    hottestKeyPercent: 0,
    ...change,
  }
}

export function leaseRow(shardIndex: number, change: Partial<LeaseRow> = {}): LeaseRow {
  return {
    application: 'orders',
    shardId: formatShardId(shardIndex),
    leaseOwner: 'w-1',
    leaseCounter: 1,
    checkpoint: 'TRIM_HORIZON',
    state: 'PROCESSING',
    waitsForShardIds: [],
    backlogRecords: 0,
    millisBehindLatest: 0,
    renewedAtMs: null,
    ...change,
  }
}
