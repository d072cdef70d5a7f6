/** The last time that shards of an application stood still because a worker had crashed, from the events that told of it. Pure. */
import type { SimEvent } from '../../engine/events'

/** What is longer ago explains nothing that is seen. */
export const TOLD_WITHIN_MS = 180_000

export interface PastStandstill {
  workerId: string
  shardIds: string[]
  fromMs: number
  /** Another worker took the last of its leases. */
  untilMs: number
}

export function lastStandstill(events: readonly SimEvent[], { application, shardId, atMs }: { application: string; shardId: string | null; atMs: number }): PastStandstill | null {
  const crashedAt = new Map<string, number>()
  let last: PastStandstill | null = null
  for (const event of events) {
    if (event.at > atMs) break
    if (event.kind === 'WorkerCrashed' && event.application === application) crashedAt.set(event.workerId, event.at)
    if (event.kind !== 'LeaseTaken' || event.application !== application || event.from === null) continue
    if (shardId !== null && event.shardId !== shardId) continue
    const fromMs = crashedAt.get(event.from)
    if (fromMs === undefined) continue
    const earlier: readonly string[] = last?.workerId === event.from && last.fromMs === fromMs ? last.shardIds : []
    last = { workerId: event.from, shardIds: [...earlier, event.shardId], fromMs, untilMs: event.at }
  }
  return last === null || atMs - last.untilMs > TOLD_WITHIN_MS ? null : { ...last, shardIds: [...new Set(last.shardIds)] }
}
