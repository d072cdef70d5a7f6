/** What can be seen of an application on the KCL beside its leases and workers, which stand in the summary. */
import { US_PER_MS, type Bytes, type SimMs } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import type { World } from '../../state'
import { buffersOf, type BufferDetails } from './connector/details'
import type { Emitted, KclApplication } from './model'
import { parentWaits, type ParentWait } from './parentWaits'

export interface KclDetails {
  kind: 'kcl'
  /** Holder of the lock of KCL 3.x; null: there is none, or the version knows none. */
  leader: string | null
  /** Batches that processRecords threw at, and that were left out. */
  exceptions: number
  /** Newest children first. */
  waits: ParentWait[]
  /** Of the Connector Library. */
  emitted: EmittedDetails | null
  /** Of the Connector Library; null for an application without, which is not deprecated. */
  buffers: BufferDetails[] | null
  /** Of KCL 3.x: what the leader balances by. */
  reports: { workerId: string; load: number; atMs: SimMs }[]
}

/** Newest first. */
export type EmittedDetails = Omit<Emitted, 'objects'> & { objects: { key: string; shardId: string; records: number; bytes: Bytes; atMs: SimMs; overwritten: number }[] }

export function kclDetails(world: World, application: KclApplication): KclDetails {
  const { settings, coordinator, exceptions, emitted } = application
  return {
    kind: 'kcl',
    leader: settings.version === '3.x' ? coordinator.leader : null,
    exceptions,
    waits: parentWaits(world, application),
    emitted: emitted === null ? null : emittedDetails(emitted),
    buffers: buffersOf(world, application),
    reports: Array.from(coordinator.stats, ([workerId, { load, reportedUs }]) => ({ workerId, load, atMs: reportedUs / US_PER_MS })),
  }
}

function emittedDetails({ objects, ...totals }: Emitted): EmittedDetails {
  return { ...totals, objects: objects.map(({ shardIndex, atUs, ...object }) => ({ ...object, shardId: formatShardId(shardIndex), atMs: atUs / US_PER_MS })).reverse() }
}
