/** Request units that a lease table takes from DynamoDB on-demand: what the KCL really writes and scans. */
import { LEASE_ITEM_BYTES, TABLE_READ_UNIT_BYTES } from '../../kinesis/billing'
import type { World } from '../state'
import { applicationUsage } from './noteUsage'

interface LeaseHolder {
  applicationIndex: number
  leases: ReadonlyMap<number, unknown>
}

/** An item is smaller than the 1 KB of one unit; what fails its condition costs as much. */
export function noteTableWrites(world: World, application: LeaseHolder, writes = 1): void {
  applicationUsage(world, application).tableWrites += writes
}

/** Eventually consistent, as the KCL's are: half a unit for each 4 KB begun. */
export function noteTableScan(world: World, application: LeaseHolder): void {
  const bytes = Math.max(1, application.leases.size * LEASE_ITEM_BYTES)
  applicationUsage(world, application).tableReads += Math.ceil(bytes / TABLE_READ_UNIT_BYTES) / 2
}
