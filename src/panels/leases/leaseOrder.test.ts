import { describe, expect, it } from 'vitest'
import type { LeaseRow } from '../../engine/summary'
import { LEASE_COLUMNS, orderLeases } from './leaseOrder'

const lease = (shardNumber: number, change: Partial<LeaseRow> = {}): LeaseRow => ({
  application: 'orders',
  shardId: `shardId-00000000000${shardNumber}`,
  leaseOwner: 'w-1',
  leaseCounter: 1,
  checkpoint: 'TRIM_HORIZON',
  state: 'PROCESSING',
  waitsForShardIds: [],
  backlogRecords: 0,
  millisBehindLatest: 0,
  ...change,
})
const numbersOf = (leases: LeaseRow[]) => leases.map(({ shardId }) => Number(shardId.slice(-1)))

describe('orderLeases', () => {
  it('orders numbers as numbers, in both directions', () => {
    const leases = [lease(1, { backlogRecords: 9 }), lease(2, { backlogRecords: 100 }), lease(3, { backlogRecords: 20 })]
    expect(numbersOf(orderLeases(leases, { column: 'backlogRecords', direction: 'ascending' }))).toEqual([1, 3, 2])
    expect(numbersOf(orderLeases(leases, { column: 'backlogRecords', direction: 'descending' }))).toEqual([2, 3, 1])
  })

  it('puts leases that nobody owns last, whichever way', () => {
    const leases = [lease(1, { leaseOwner: null }), lease(2), lease(3, { leaseOwner: 'w-2' })]
    expect(numbersOf(orderLeases(leases, { column: 'leaseOwner', direction: 'ascending' }))).toEqual([2, 3, 1])
    expect(numbersOf(orderLeases(leases, { column: 'leaseOwner', direction: 'descending' }))).toEqual([3, 2, 1])
  })

  it('orders sequence numbers of different lengths', () => {
    const leases = [lease(1, { checkpoint: '10' }), lease(2, { checkpoint: '9' })]
    expect(numbersOf(orderLeases(leases, { column: 'checkpoint', direction: 'ascending' }))).toEqual([2, 1])
  })

  it.each(LEASE_COLUMNS)('keeps every row when ordered by %s', (column) => {
    const leases = [lease(2, { millisBehindLatest: null }), lease(1, { waitsForShardIds: ['shardId-000000000000'] }), lease(3)]
    expect(numbersOf(orderLeases(leases, { column, direction: 'descending' })).sort()).toEqual([1, 2, 3])
  })
})
