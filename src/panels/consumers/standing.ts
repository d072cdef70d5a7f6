/** How an application stands: reading, being started, crashed, blocked, or without anybody who renews its leases; and since when. Pure. */
import type { SimEvent } from '../../engine/events'
import type { ApplicationRow, LeaseRow, ShardRow, Summary } from '../../engine/summary'

export type Standing =
  | { kind: 'RUNNING' | 'CRASHED' | 'starting' }
  /** `sinceMs` is null where the event that told of it is forgotten. */
  | { kind: 'blocked'; shardIds: string[]; sinceMs: number | null; by: 'function' | 'destination' | 'job' }
  /** Leases of workers that renew none; the first of them may be taken at `takenFromMs`. */
  | { kind: 'still'; shardIds: string[]; workerIds: string[]; sinceMs: number; takenFromMs: number; failoverMs: number }

type Row = Pick<ApplicationRow, 'name' | 'state' | 'settings' | 'shards' | 'reads' | 'recordsProcessed'>

export function standingOf(application: Row, summary: Pick<Summary, 'atMs' | 'leases'> & { shards: readonly Pick<ShardRow, 'shardId'>[] }, events: readonly SimEvent[]): Standing {
  if (application.state === 'CRASHED') return { kind: 'CRASHED' }
  const blocked = summary.shards.map(({ shardId }) => shardId).filter((_, place) => application.shards.isBlocked[place] === 1)
  if (blocked.length > 0) return { kind: 'blocked', shardIds: blocked, sinceMs: blockedSinceMs(application.name, new Set(blocked), summary.atMs, events), by: BLOCKED_BY[application.settings.kind] ?? 'function' }
  return stillOf(application, summary.leases) ?? { kind: hasAsked(application) ? 'RUNNING' : 'starting' }
}

const BLOCKED_BY: Partial<Record<ApplicationRow['settings']['kind'], 'function' | 'destination' | 'job'>> = { firehose: 'destination', flink: 'job' }

function hasAsked({ reads, recordsProcessed }: Row): boolean {
  return reads.getRecordsCalls + reads.subscribeCalls + recordsProcessed > 0
}

function blockedSinceMs(name: string, shardIds: ReadonlySet<string>, atMs: number, events: readonly SimEvent[]): number | null {
  const since = new Map<string, number>()
  for (const event of events) {
    if (event.kind !== 'ShardBlocked' || event.application !== name || event.at > atMs || !shardIds.has(event.shardId)) continue
    since.set(event.shardId, event.at)
  }
  return since.size === 0 ? null : Math.min(...since.values())
}

function stillOf({ name, settings }: Row, leases: readonly LeaseRow[]): Standing | null {
  if (settings.kind !== 'kcl') return null
  const still = leases.filter(({ application, renewedAtMs, backlogRecords }) => application === name && renewedAtMs !== null && backlogRecords > 0)
  if (still.length === 0) return null
  const sinceMs = Math.min(...still.map(({ renewedAtMs }) => renewedAtMs ?? Infinity))
  return {
    kind: 'still',
    shardIds: still.map(({ shardId }) => shardId),
    workerIds: [...new Set(still.map(({ leaseOwner }) => leaseOwner ?? ''))],
    sinceMs,
    takenFromMs: sinceMs + settings.failoverTimeMs,
    failoverMs: settings.failoverTimeMs,
  }
}
