/**
 * An application that knows a record by an id of its own: it looks each one up among those that it has met lately, and drops
 * what is there. The set is one for all workers and outlives them, as a table beside them would; work and entry are one act.
 */
import { US_PER_MS, type SimUs } from '../../../base/units'
import type { RefusalReason } from '../../refusalReasons'
import { refuseUnlessWhole } from '../../settingBounds'
import type { Deduplication } from '../commonSettings'
import type { Application } from '../application'
import { createSeenIds, forgetBefore, forgetBeyond, oldestSeenUs } from './seenIds'

const DEDUPLICATION_IDS_MAX = 1_000_000
/** The longest retention of a stream: nothing older comes again. */
const DEDUPLICATION_WINDOW_MS_MAX = 365 * 86_400_000
const DEDUPLICATION_WORK_US_MAX = 60_000_000
/** Ours: a UUID as text, its instant, and its entry in a hash set. */
const BYTES_PER_ID = 100

/** Smaller bounds forget at once; without de-duplication everything is forgotten. */
export function setDeduplication(application: Application, deduplication: Deduplication | null, nowUs: SimUs): void {
  application.settings.deduplication = deduplication === null ? null : clamped(deduplication)
  if (deduplication === null) application.seenIds = createSeenIds()
  forgetOld(application, nowUs)
}

/** They are brought within their bounds; what is no number cannot be. */
export function problemOfDeduplication(deduplication: Deduplication | null): RefusalReason | null {
  if (deduplication === null) return null
  const { idsMax, windowMs, workUs } = clamped(deduplication)
  return (
    refuseUnlessWhole('deduplication.idsMax', idsMax, { min: 1, max: DEDUPLICATION_IDS_MAX }) ??
    refuseUnlessWhole('deduplication.windowMs', windowMs, { min: 1, max: DEDUPLICATION_WINDOW_MS_MAX }) ??
    refuseUnlessWhole('deduplication.workUs', workUs, { min: 0, max: DEDUPLICATION_WORK_US_MAX })
  )
}

function clamped({ idsMax, windowMs, workUs }: Deduplication): Deduplication {
  return {
    idsMax: whole(idsMax, 1, DEDUPLICATION_IDS_MAX),
    windowMs: whole(windowMs, 1, DEDUPLICATION_WINDOW_MS_MAX),
    workUs: whole(workUs, 0, DEDUPLICATION_WORK_US_MAX),
  }
}

function whole(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, Math.floor(value)))
}

/** What is over its age; and over the number, where that has become smaller. */
export function forgetOld({ settings: { deduplication }, seenIds }: Application, nowUs: SimUs): void {
  if (deduplication === null) return
  forgetBefore(seenIds, nowUs - deduplication.windowMs * US_PER_MS)
  forgetBeyond(seenIds, deduplication.idsMax)
}

export interface DeduplicationUse extends Deduplication {
  idsHeld: number
  bytesHeld: number
  /** Age of the oldest id; null: there is none. */
  oldestMs: number | null
}

/** As of the last look-up: what is over its age goes at the next one. */
export function deduplicationUse({ settings: { deduplication }, seenIds }: Application, nowUs: SimUs): DeduplicationUse | null {
  if (deduplication === null) return null
  const oldestUs = oldestSeenUs(seenIds)
  return { ...deduplication, idsHeld: seenIds.held, bytesHeld: seenIds.held * BYTES_PER_ID, oldestMs: oldestUs === null ? null : (nowUs - oldestUs) / US_PER_MS }
}
