/** What came of the cures that were tried: refusals a second before the click, and now. Pure. */
import type { CureName } from './cures'

export interface Trial {
  cure: CureName
  /** When it was clicked. */
  atMs: number
  before: number
  /** The last reading before the next cure was tried; null while this is the last one. */
  after: number | null
}

/** Refusals of the whole stream a second, at an instant. */
export interface Reading {
  atMs: number
  refused: number
}

/** More than before is no work of the cure: what was refused meanwhile is sent again and again. */
export type Effect = 'measuring' | 'ended' | 'less' | 'asBefore'

/** Readings are means of so many seconds. */
const READING_MS = 10_000
/** What a reshard takes, and its children's first seconds. */
const SETTLING_MS = 5_000
const TRIALS_MAX = 4
const ENDED_SHARE = 0.02
const LESS_SHARE = 0.7

export function withTrial(trials: readonly Trial[], tried: { cure: CureName; atMs: number; refusedNow: number }): Trial[] {
  const { cure, atMs, refusedNow } = tried
  const earlier = trials.map((trial) => (trial.after === null ? { ...trial, after: refusedNow } : trial))
  return [...earlier, { cure, atMs, before: refusedNow, after: null }].slice(-TRIALS_MAX)
}

/** Who travels back before a click has not clicked. */
export function trialsUntil(trials: readonly Trial[], atMs: number): readonly Trial[] {
  return trials.every((trial) => trial.atMs <= atMs) ? trials : trials.filter((trial) => trial.atMs <= atMs)
}

export function effectOf({ atMs, before, after }: Trial, now: Reading): { effect: Effect; after: number } {
  const reading = after ?? now.refused
  if (after === null && now.atMs < atMs + READING_MS + SETTLING_MS) return { effect: 'measuring', after: reading }
  if (reading <= before * ENDED_SHARE) return { effect: 'ended', after: reading }
  return { effect: reading < before * LESS_SHARE ? 'less' : 'asBefore', after: reading }
}
