/** A span of time in words, as long as a label can be. */
import type { Scene } from './scene'
import { sayNumber } from './scene'

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS

export function sayDuration({ labels, numbers }: Pick<Scene, 'labels' | 'numbers'>, ageMs: number): string {
  if (ageMs < SECOND_MS) return sayNumber(labels.milliseconds, numbers.format(Math.round(ageMs)))
  if (ageMs < 10 * SECOND_MS) return sayNumber(labels.seconds, numbers.format(Math.round(ageMs / (SECOND_MS / 10)) / 10))
  if (ageMs < 2 * MINUTE_MS) return sayNumber(labels.seconds, numbers.format(Math.round(ageMs / SECOND_MS)))
  if (ageMs < 2 * HOUR_MS) return sayNumber(labels.minutes, numbers.format(Math.round(ageMs / (MINUTE_MS / 10)) / 10))
  return sayNumber(labels.hours, numbers.format(Math.round(ageMs / (HOUR_MS / 10)) / 10))
}
