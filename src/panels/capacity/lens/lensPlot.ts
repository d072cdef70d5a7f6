/** Seconds as they were beside the minutes that CloudWatch makes of them, both as shares of the limit. Pure. */
import { MS_PER_SECOND, SECONDS_PER_MINUTE } from '../../../base/units'
import type { LensMinute, LensView } from '../../../engine/cloudWatch/metricsView'
import { joinRows, type PlotRow } from '../plot/plot'

export const LENS_LOOKS = ['both', 'seconds', 'minutes'] as const
export type LensLook = (typeof LENS_LOOKS)[number]

const MINUTE_MS = SECONDS_PER_MINUTE * MS_PER_SECOND

export function lensRows({ seconds, minutes }: Pick<LensView, 'seconds' | 'minutes'>): PlotRow[] {
  const atMs = (index: number) => seconds.fromMs + index * MS_PER_SECOND
  const throttled = seconds.throttled.flatMap((records, index) => (records > 0 ? [[index, records] as const] : []))
  return joinRows(
    { key: 'second', points: seconds.use.map((use, index) => [atMs(index), use] as const) },
    { key: 'throttled', points: throttled.map(([index, records]) => [atMs(index), records] as const) },
    { key: 'throttledMark', points: throttled.map(([index]) => [atMs(index), seconds.use[index] ?? 0] as const) },
    { key: 'minute', points: minutes.flatMap((minute) => minutePoints(minute, seconds.fromMs)) },
  )
}

/** A step from where its seconds begin to its end; the next minute begins there and says otherwise. */
function minutePoints({ atMs, meanUse }: LensMinute, fromMs: number): (readonly [number, number])[] {
  return [
    [Math.max(atMs, fromMs), meanUse],
    [atMs + MINUTE_MS - 1, meanUse],
  ]
}

/** Room above the limit where nothing goes far beyond it; a shard that was idle takes two seconds at once. */
const SCALES = [
  { yMax: 1.15, yTicks: [0, 0.5, 1] },
  { yMax: 1.5, yTicks: [0, 0.5, 1, 1.5] },
  { yMax: 2.1, yTicks: [0, 1, 2] },
]

/** @returns an axis on which the limit has a name. */
export function lensScale(highest: number): { yMax: number; yTicks: number[] } {
  const whole = Math.ceil(highest)
  return SCALES.find(({ yMax }) => highest <= yMax) ?? { yMax: whole, yTicks: [0, 1, whole] }
}

/** The last minute that shows less than there was; where none does, the last one that is whole. */
export function tellingMinute(minutes: readonly LensMinute[]): LensMinute | null {
  return minutes.findLast(({ hidesThrottling }) => hidesThrottling) ?? minutes.findLast(({ secondsKnown }) => secondsKnown === SECONDS_PER_MINUTE) ?? null
}
