/** How far an application has come in one shard: which records it is done with, in whatever order it got there. */
import type { SimUs } from '../../base/units'

export interface ShardProgress {
  /** Where it began: it owes nothing before. */
  owedFrom: number
  /** Ordinals that it is done with: pairs of a first one and one past the last, apart and in order. */
  done: number[]
  /** What is before and not done is in its hands, where retention cannot take it; a crash empties them. */
  handedTo: number
  /** When it first began to read the shard; null: not yet. */
  begunUs: SimUs | null
  /** No ancestor of the shard has records left for it, and none will. */
  ancestorsDone: boolean
  /** `ended`: at the end of the closed shard, with all done. For the KCL its leases tell. */
  phase: 'none' | 'waiting' | 'reading' | 'ended'
}

export function createProgress(owedFrom: number): ShardProgress {
  return { owedFrom, done: [], handedTo: 0, begunUs: null, ancestorsDone: false, phase: 'none' }
}

/** The first ordinal that is still owed. */
export function firstMissing({ owedFrom, done }: ShardProgress): number {
  let first = owedFrom
  for (let at = 0; at < done.length && done[at] <= first; at += 2) first = Math.max(first, done[at + 1])
  return first
}

/** @returns how many of ordinals from … to−1 were not done before. */
export function addDone({ done }: ShardProgress, from: number, to: number): number {
  if (to <= from) return 0
  const last = done.length - 1
  // Nearly always: the next ones.
  if (last > 0 && from === done[last]) {
    done[last] = to
    return to - from
  }
  let at = 0
  while (at < done.length && done[at + 1] < from) at += 2
  let end = at
  let start = from
  let stop = to
  let known = 0
  for (; end < done.length && done[end] <= to; end += 2) {
    known += Math.max(0, Math.min(done[end + 1], to) - Math.max(done[end], from))
    start = Math.min(start, done[end])
    stop = Math.max(stop, done[end + 1])
  }
  done.splice(at, end - at, start, stop)
  return to - from - known
}

/** Calls `visit` for each stretch that is owed and not done before `end`, in order: a first one, and one past the last. */
export function forEachGap({ owedFrom, done }: ShardProgress, end: number, visit: (from: number, to: number) => void): void {
  let from = owedFrom
  for (let at = 0; at < done.length && from < end; at += 2) {
    if (done[at] > from) visit(from, Math.min(done[at], end))
    from = Math.max(from, done[at + 1])
  }
  if (from < end) visit(from, end)
}

/** How many of ordinals from … to−1 are done. */
export function countDone({ done }: ShardProgress, from: number, to: number): number {
  let count = 0
  for (let at = 0; at < done.length && done[at] < to; at += 2) count += Math.max(0, Math.min(done[at + 1], to) - Math.max(done[at], from))
  return count
}

/** Stretches among ordinals from … to−1 that are owed and not done, as pairs. */
export function missingWithin(progress: ShardProgress, from: number, to: number): number[] {
  const missing: number[] = []
  forEachGap(progress, to, (gapFrom, gapTo) => {
    if (gapTo > from) missing.push(Math.max(gapFrom, from), gapTo)
  })
  return missing
}
