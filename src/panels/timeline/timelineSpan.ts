/** How long a stretch the timeline shows: it grows in steps, so that marks do not creep while the run plays. */
import type { SimMs } from '../../base/units'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const STEPS_MS: readonly SimMs[] = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE_MS).concat([2, 3, 6, 12, 24].map((hours) => hours * HOUR_MS))
const DAY_MS = 24 * HOUR_MS

/** Room is left ahead of the newest instant, so that there is somewhere to go. */
const HEADROOM = 1.05

export function timelineSpanMs(furthestMs: SimMs): SimMs {
  const wanted = furthestMs * HEADROOM
  return STEPS_MS.find((step) => step >= wanted) ?? Math.ceil(wanted / DAY_MS) * DAY_MS
}

const TICK_STEPS_MS: readonly SimMs[] = [10, 30].map((seconds) => seconds * SECOND_MS).concat(STEPS_MS)

/** Whole instants to print below the timeline, at most one each `gapPx`. */
export function clockTicks({ untilMs, widthPx, gapPx }: { untilMs: SimMs; widthPx: number; gapPx: number }): SimMs[] {
  const room = Math.max(1, Math.floor(widthPx / gapPx))
  const step = TICK_STEPS_MS.find((candidate) => untilMs / candidate <= room) ?? untilMs
  return Array.from({ length: Math.floor(untilMs / step) + 1 }, (_, index) => index * step)
}
