/**
 * The incoming rate of the whole run in bounded memory: how many records the stream had stored at each of at most
 * `POINTS_MAX` instants. A rate is the difference of two, so a fast run loses detail and never truth.
 */
import type { SimMs } from '../../base/units'
import type { Summary } from '../../engine/summary'

const POINTS_MAX = 1_024
const STEP_MIN_MS = 1_000
const SERIES_SECOND_MS = 1_000
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

/** Goes on counting from the newest instant that is known; the stream's total is only the beginning after a gap. */
export function withSummary(history: RateHistory, summary: Pick<Summary, 'totals' | 'series'>): RateHistory {
  const { atMs, incomingRecords } = summary.series
  const newestMs = atMs.at(-1) ?? 0
  let next: RateHistory = { stepMs: history.stepMs, storedAt: history.storedAt.slice() }
  while (newestMs / next.stepMs >= POINTS_MAX) next = thinned(next)
  next.storedAt[0] = 0
  const { from, stored: storedBefore } = anchorOf(next, summary)
  let stored = storedBefore
  for (let index = from; index < atMs.length; index++) {
    stored += incomingRecords[index] ?? 0
    const step = stepAt(next, atMs[index] ?? NaN)
    if (step !== null) next.storedAt[step] = stored
  }
  return next
}

/** The first second that is not yet counted, and how many records were stored before it. */
function anchorOf(history: RateHistory, { totals, series }: Pick<Summary, 'totals' | 'series'>): { from: number; stored: number } {
  let later = 0
  for (let index = series.atMs.length - 1; index >= -1; index--) {
    const instantMs = index === -1 ? (series.atMs[0] ?? NaN) - SERIES_SECOND_MS : (series.atMs[index] ?? NaN)
    const step = stepAt(history, instantMs)
    const stored = step === null ? NaN : (history.storedAt[step] ?? NaN)
    if (!Number.isNaN(stored)) return { from: index + 1, stored }
    later += series.incomingRecords[index] ?? 0
  }
  return { from: 0, stored: Math.max(0, totals.recordsStored - later) }
}

function stepAt(history: RateHistory, instantMs: SimMs): number | null {
  const step = Math.round(instantMs / history.stepMs)
  return step >= 0 && step < POINTS_MAX && Math.abs(instantMs - step * history.stepMs) <= SLACK_MS ? step : null
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
