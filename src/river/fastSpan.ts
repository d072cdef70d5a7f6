/** How far the river looks back at speeds at which a frame covers minutes: over hours, so that retention is in the picture. Pure. */
import { RETENTION_HOURS_DEFAULT } from '../kinesis/limits'

const HOUR_MS = 3_600_000
/** A little more than retention, so that its end is in the picture. */
const BEYOND_RETENTION = 1.05
/** Of a longer retention the week that passes in a minute. */
const FAST_SPAN_MAX_MS = 7 * 24 * HOUR_MS * BEYOND_RETENTION

/** What was in view before, and what the speed made of it; null while it is slow. */
export type KeptSpan = { ageSpanMs: number; wideMs: number } | null

export function longestSpanMs(retentionPeriodHours: number = RETENTION_HOURS_DEFAULT): number {
  return retentionPeriodHours * HOUR_MS * BEYOND_RETENTION
}

export function fastSpanMs(ageSpanMsMax: number): number {
  return Math.min(ageSpanMsMax, FAST_SPAN_MAX_MS)
}

/** At a change of speed or retention. Who zooms by hand keeps what they chose. @returns also what is in view then. */
export function spanAtSpeed(kept: KeptSpan, { isFast, wideMs, ageSpanMs }: { isFast: boolean; wideMs: number; ageSpanMs: number }): { kept: KeptSpan; ageSpanMs: number } {
  const isOurs = kept !== null && ageSpanMs === kept.wideMs
  if (!isFast) return { kept: null, ageSpanMs: isOurs ? kept.ageSpanMs : ageSpanMs }
  if (kept !== null && !isOurs) return { kept, ageSpanMs }
  return { kept: { ageSpanMs: kept?.ageSpanMs ?? ageSpanMs, wideMs }, ageSpanMs: wideMs }
}
