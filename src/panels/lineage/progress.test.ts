import { describe, expect, it } from 'vitest'
import { LAMBDA_DEFAULTS } from '../../engine/consumers/lambda/settings'
import { createReadMeter } from '../../engine/consumers/readMeter'
import { KCL_DEFAULTS } from '../../engine/consumers/kcl/settings'
import { createTally } from '../../engine/consumers/reading/tally'
import { WATERLINE_ENDED, WATERLINE_NO_LEASE, WATERLINE_PROCESSING, WATERLINE_WAITING } from '../../engine/frame'
import type { ApplicationRow, CheckRow, LatencyRow, LeaseRow, ShardRow } from '../../engine/summary'
import { formatShardId } from '../../kinesis/shardId'
import { leaseRow, shardRow } from '../testing/rows'
import { progressOf } from './progress'

const shard = (shardIndex: number, state: ShardRow['state'], parents: number[] = []) =>
  shardRow(shardIndex, { state, parentShardId: parents[0] === undefined ? null : formatShardId(parents[0]), adjacentParentShardId: parents[1] === undefined ? null : formatShardId(parents[1]) })
const KEPT: CheckRow = { records: 0, first: null }
const NOT_READ: LatencyRow = { records: 0, meanMs: null, boundsMs: [], counts: new Float64Array(0) }
const orders: ApplicationRow = {
  ...createTally(),
  name: 'orders',
  workerCount: 1,
  recordsProcessed: 0,
  recordsProcessedAgain: 0,
  recordsInvokedAgain: null,
  processedPerSecond: 0,
  iteratorAgeMs: 0,
  backlogRecords: 0,
  shards: { state: new Uint8Array(0), isBlocked: new Uint8Array(0), backlogRecords: new Float64Array(0) },
  deaggregation: 'wholeInRange',
  deduplication: null,
  applicationIndex: 0,
  state: 'RUNNING',
  settings: { ...KCL_DEFAULTS, name: 'orders', workerCount: 1, workUs: 1 },
  reads: createReadMeter(),
  readsPerSecond: createReadMeter(),
  checks: { orderPerKey: KEPT, parentsFirst: KEPT, atLeastOnce: KEPT, nothingExpired: KEPT },
  latency: { polling: NOT_READ, fanOut: NOT_READ },
}
const words = (shards: ShardRow[], leases: LeaseRow[]) =>
  [...progressOf({ applications: [orders], shards, leases }).values()].map((rows) => rows.map((row) => row.progress).join())

describe('progressOf', () => {
  it('lets children wait before the application has found them', () => {
    const shards = [shard(0, 'CLOSED'), shard(1, 'CLOSED', [0]), shard(2, 'OPEN', [0]), shard(3, 'OPEN', [1])]
    expect(words(shards, [leaseRow(0)])).toEqual(['processing', 'waiting', 'waiting', 'waiting'])
  })

  it('tells a shard whose lease was deleted from one that was never leased', () => {
    const shards = [shard(0, 'CLOSED'), shard(1, 'CLOSED', [0]), shard(2, 'OPEN', [1]), shard(3, 'OPEN')]
    expect(words(shards, [leaseRow(2)])).toEqual(['ended', 'ended', 'processing', 'noLease'])
  })

  it('waits for both parents of a merge', () => {
    const shards = [shard(0, 'CLOSED'), shard(1, 'CLOSED'), shard(2, 'OPEN', [0, 1])]
    const leases = [leaseRow(0, { checkpoint: 'SHARD_END', state: 'SHUTDOWN_COMPLETE' }), leaseRow(1), leaseRow(2, { waitsForShardIds: [formatShardId(1)], state: 'WAITING_ON_PARENT_SHARDS' })]
    expect(words(shards, leases)).toEqual(['ended', 'processing', 'waiting'])
  })

  it('takes the words of a kind without leases from what the engine sees', () => {
    const shards = [shard(0, 'CLOSED'), shard(1, 'OPEN', [0]), shard(2, 'OPEN'), shard(3, 'OPEN'), shard(4, 'CLOSED')]
    const states = [WATERLINE_PROCESSING, WATERLINE_WAITING, WATERLINE_NO_LEASE, WATERLINE_PROCESSING, WATERLINE_ENDED]
    const alerts: ApplicationRow = {
      ...orders,
      settings: { ...LAMBDA_DEFAULTS, name: 'alerts' },
      shards: { state: Uint8Array.from(states), isBlocked: Uint8Array.of(0, 0, 0, 1, 0), backlogRecords: new Float64Array(5) },
    }
    const words = [...progressOf({ applications: [alerts], shards, leases: [leaseRow(2)] }).values()].map(([row]) => row!.progress)
    expect(words).toEqual(['processing', 'waiting', 'notBegun', 'blocked', 'ended'])
  })

  it('shows that nobody owns a lease after a crash', () => {
    expect(words([shard(0, 'OPEN')], [leaseRow(0, { leaseOwner: null, state: 'UNOWNED' })])).toEqual(['unowned'])
  })
})
