/**
 * The incoming rate of the whole run in bounded memory: how many records the stream had stored at each of at most
 * `POINTS_MAX` instants. A rate is the difference of two, so a fast run loses detail and never truth.
 */
import type { SimMs } from '../../base/units'
import type { Summary } from '../../engine/frame'

const POINTS_MAX = 1_024
const STEP_MIN_MS = 1_000
/** A total that was counted this near to a whole step counts for it. */
const SLACK_MS = 20

export interface RateHistory {
  /** Between two points; doubles when the points run out. */
  readonly stepMs: SimMs
  /** Records stored until instant index · stepMs; NaN where nobody looked. */
  readonly storedAt: Float64Array
}

export interface RatePoint {
  fromMs: SimMs
  toMs: SimMs
  recordsPerSecond: number
}

export function createRateHistory(): RateHistory {
  return { stepMs: STEP_MIN_MS, storedAt: new Float64Array(POINTS_MAX).fill(NaN) }
}

/** Walks back from the total through the last minute's seconds. */
export function withSummary(history: RateHistory, summary: Pick<Summary, 'totals' | 'series'>): RateHistory {
  const { atMs, incomingRecords } = summary.series
  const newestMs = atMs.at(-1) ?? 0
  let next: RateHistory = { stepMs: history.stepMs, storedAt: history.storedAt.slice() }
  while (newestMs / next.stepMs >= POINTS_MAX) next = thinned(next)
  next.storedAt[0] = 0
  let stored = summary.totals.recordsStored
  for (let index = atMs.length - 1; index >= 0; index--) {
    const secondMs = atMs[index] ?? NaN
    const step = Math.round(secondMs / next.stepMs)
    if (step > 0 && Math.abs(secondMs - step * next.stepMs) <= SLACK_MS) next.storedAt[step] = stored
    stored -= incomingRecords[index] ?? 0
  }
  return next
}

/** What was known beyond `afterMs` belongs to a run that did not happen. */
export function withoutAfter(history: RateHistory, afterMs: SimMs): RateHistory {
  const from = Math.min(POINTS_MAX, Math.floor(afterMs / history.stepMs) + 1)
  return { stepMs: history.stepMs, storedAt: history.storedAt.slice().fill(NaN, from) }
}

export function ratesOf(history: RateHistory): RatePoint[] {
  const points: RatePoint[] = []
  let from = -1
  for (let index = 0; index < POINTS_MAX; index++) {
    const stored = history.storedAt[index] ?? NaN
    if (Number.isNaN(stored)) continue
    if (from >= 0) {
      const seconds = ((index - from) * history.stepMs) / 1_000
      const records = Math.max(0, stored - (history.storedAt[from] ?? 0))
      points.push({ fromMs: from * history.stepMs, toMs: index * history.stepMs, recordsPerSecond: records / seconds })
    }
    from = index
  }
  return points
}

function thinned(history: RateHistory): RateHistory {
  const storedAt = new Float64Array(POINTS_MAX).fill(NaN)
  for (let index = 0; index < POINTS_MAX / 2; index++) storedAt[index] = history.storedAt[index * 2] ?? NaN
  return { stepMs: history.stepMs * 2, storedAt }
}
