/** Requests and answers that wait on their way because a person has delayed them: how far each has come. Pure. */
import type { SimMs } from '../base/units'
import type { DelayColumns } from '../engine/frame'
import { valueAt } from './column'
import type { RequestName } from './riverView'

export interface Delay extends RequestName {
  isAnswer: boolean
  /** When it would have arrived, and when it will. */
  fromMs: SimMs
  untilMs: SimMs
}

/** Of the way: where it waits. */
export const WAITS_AT = 0.5

/** Those of a frame take the place of what was known of the same ones; others stay as long as they are in the picture. */
export function keepDelays(known: readonly Delay[], columns: DelayColumns): Delay[] {
  const now = Array.from(columns.producerIndex, (producerIndex, at): Delay => ({
    producerIndex,
    requestNumber: valueAt(columns.requestNumber, at),
    isAnswer: valueAt(columns.isAnswer, at) === 1,
    fromMs: valueAt(columns.fromMs, at),
    untilMs: valueAt(columns.untilMs, at),
  }))
  return [...known.filter((delay) => findDelay(now, delay) === undefined), ...now]
}

export function findDelay(delays: readonly Delay[], { producerIndex, requestNumber, isAnswer }: Pick<Delay, 'producerIndex' | 'requestNumber' | 'isAnswer'>): Delay | undefined {
  return delays.find((delay) => delay.requestNumber === requestNumber && delay.producerIndex === producerIndex && delay.isAnswer === isAnswer)
}

/**
 * A request leaves `delayMs` before the instant at which it would have arrived, an answer at that instant; both wait half-way.
 * @returns the part of its way that it has come; null: before it sets out, and from when it goes on, among flights and losses.
 */
export function progressOf({ fromMs, untilMs, isAnswer }: Delay, { shownAtMs, delayMs }: { shownAtMs: SimMs; delayMs: number }): number | null {
  const shiftMs = isAnswer ? delayMs : 0
  const sinceMs = shownAtMs - (fromMs + shiftMs - delayMs)
  if (sinceMs < 0 || shownAtMs > untilMs + shiftMs - delayMs * (1 - WAITS_AT)) return null
  return delayMs === 0 ? WAITS_AT : Math.min(WAITS_AT, sinceMs / delayMs)
}
