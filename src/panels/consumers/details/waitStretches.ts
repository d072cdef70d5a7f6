/** The wait of a child for its parents, cut at the stations that it passed. Pure. */
import type { ParentWait } from '../../../engine/consumers/kcl/parentWaits'

export const STRETCHES = ['backlog', 'shardEnd', 'lease', 'look'] as const
export type Stretch = (typeof STRETCHES)[number]

export interface WaitStretches {
  stretches: { stretch: Stretch; ms: number }[]
  totalMs: number
  isOver: boolean
}

/** A lease that was taken while the parents still had records costs no time of its own: the child looks at them when they are done. */
export function stretchesOf({ closedAtMs, drainedAtMs, endedAtMs, leasedAtMs, startedAtMs }: ParentWait, nowMs: number): WaitStretches {
  if (closedAtMs === null) return { stretches: [], totalMs: 0, isOver: false }
  const stations = [drainedAtMs, endedAtMs, leasedAtMs, startedAtMs]
  const untilMs = startedAtMs ?? nowMs
  let fromMs = closedAtMs
  const stretches: WaitStretches['stretches'] = []
  for (const [place, stretch] of STRETCHES.entries()) {
    const stationMs = stations[place] ?? null
    const toMs = Math.min(untilMs, Math.max(fromMs, stationMs ?? untilMs))
    if (toMs > fromMs) stretches.push({ stretch, ms: toMs - fromMs })
    fromMs = toMs
    if (stationMs === null) break
  }
  return { stretches, totalMs: Math.max(0, untilMs - closedAtMs), isOver: startedAtMs !== null }
}
