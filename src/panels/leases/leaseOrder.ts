/** The lease table's columns, and its rows in the order of one of them. */
import type { LeaseRow } from '../../engine/summary'

export const LEASE_COLUMNS = ['leaseKey', 'leaseOwner', 'checkpoint', 'state', 'millisBehindLatest', 'backlogRecords', 'waitsFor', 'leaseCounter'] as const
export type LeaseColumn = (typeof LEASE_COLUMNS)[number]

export interface LeaseOrder {
  column: LeaseColumn
  direction: 'ascending' | 'descending'
}

/** Rows without a value come last in both directions; equals stay in order of shard and application. */
export function orderLeases(leases: readonly LeaseRow[], { column, direction }: LeaseOrder): LeaseRow[] {
  const sign = direction === 'ascending' ? 1 : -1
  return [...leases].sort((left, right) => {
    const [one, other] = [sortValueOf(left, column), sortValueOf(right, column)]
    if (one === null || other === null) return one === other ? compareLeases(left, right) : one === null ? 1 : -1
    return sign * compareValues(one, other) || compareLeases(left, right)
  })
}

function sortValueOf(lease: LeaseRow, column: LeaseColumn): string | number | null {
  switch (column) {
    case 'leaseKey':
      return lease.shardId
    case 'checkpoint':
      return lease.checkpoint.padStart(SEQUENCE_DIGITS_MAX, '0')
    case 'waitsFor':
      return lease.waitsForShardIds[0] ?? null
    case 'leaseOwner':
    case 'state':
    case 'millisBehindLatest':
    case 'backlogRecords':
    case 'leaseCounter':
      return lease[column]
  }
}

/** Sequence numbers are decimal text: equal lengths make text order number order. */
const SEQUENCE_DIGITS_MAX = 56

function compareLeases(left: LeaseRow, right: LeaseRow): number {
  return compareValues(left.shardId, right.shardId) || compareValues(left.application, right.application)
}

function compareValues(left: string | number, right: string | number): number {
  return left < right ? -1 : left > right ? 1 : 0
}
