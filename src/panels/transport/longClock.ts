/** The virtual clock where it may run for days, in one line: days apart, and no thousandths where nobody could read them. */
import type { SimMs } from '../../base/units'
import { clockText } from '../../strings/formats'

const DAY_MS = 86_400_000

/** From this speed on a second passes with each frame. */
export const WHOLE_SECONDS_SPEED = 1_000

export function longClock(atMs: SimMs, isFast: boolean): { days: number; clock: string } {
  const whole = Math.max(0, Math.round(atMs))
  const days = Math.floor(whole / DAY_MS)
  const text = clockText(whole % DAY_MS)
  // `18:40:05`: with days before it, also in the first hour of one.
  const hours = days > 0 && whole % DAY_MS < DAY_MS / 24 ? `0:${text}` : text
  return { days, clock: isFast ? hours.slice(0, -'.000'.length) : hours }
}
