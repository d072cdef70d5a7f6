import { describe, expect, it } from 'vitest'
import type { LeaseRow } from '../../engine/summary'
import { leaseRow } from '../testing/rows'
import { LEASE_COLUMNS, orderLeases } from './leaseOrder'

const numbersOf = (leases: LeaseRow[]) => leases.map(({ shardId }) => Number(shardId.slice(-1)))

describe('orderLeases', () => {
  it('orders numbers as numbers, in both directions', () => {
    const leases = [leaseRow(1, { backlogRecords: 9 }), leaseRow(2, { backlogRecords: 100 }), leaseRow(3, { backlogRecords: 20 })]
    expect(numbersOf(orderLeases(leases, { column: 'backlogRecords', direction: 'ascending' }))).toEqual([1, 3, 2])
    expect(numbersOf(orderLeases(leases, { column: 'backlogRecords', direction: 'descending' }))).toEqual([2, 3, 1])
  })

  it('puts leases that nobody owns last, whichever way', () => {
    const leases = [leaseRow(1, { leaseOwner: null }), leaseRow(2), leaseRow(3, { leaseOwner: 'w-2' })]
    expect(numbersOf(orderLeases(leases, { column: 'leaseOwner', direction: 'ascending' }))).toEqual([2, 3, 1])
    expect(numbersOf(orderLeases(leases, { column: 'leaseOwner', direction: 'descending' }))).toEqual([3, 2, 1])
  })

  it('orders sequence numbers of different lengths', () => {
    const leases = [leaseRow(1, { checkpoint: '10' }), leaseRow(2, { checkpoint: '9' })]
    expect(numbersOf(orderLeases(leases, { column: 'checkpoint', direction: 'ascending' }))).toEqual([2, 1])
  })

  it.each(LEASE_COLUMNS)('keeps every row when ordered by %s', (column) => {
    const leases = [leaseRow(2, { millisBehindLatest: null }), leaseRow(1, { waitsForShardIds: ['shardId-000000000000'] }), leaseRow(3)]
    expect(numbersOf(orderLeases(leases, { column, direction: 'descending' })).sort()).toEqual([1, 2, 3])
  })
})
