/** How far back a stream reaches, on an axis of time that begins at now: where an age lies on it, and which ages have a name there. Pure. */

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_HOURS = 24

/** Periods that the slider goes through, in hours. */
export const RETENTION_STOPS = [1, 2, 3, 7, 14, 30, 90, 180, 365].map((days) => days * DAY_HOURS)

/** @returns 0 for what is a second old or less, 1 for what is as old as `hours`, and more for what is older; the axis is logarithmic. */
export function shareOfReach(ageMs: number, hours: number): number {
  return ageMs <= SECOND_MS ? 0 : Math.log(ageMs / SECOND_MS) / Math.log((hours * HOUR_MS) / SECOND_MS)
}

/** Besides both ends. */
const NAMED_AGES_MS = [60_000, HOUR_MS, DAY_HOURS * HOUR_MS, 30 * DAY_HOURS * HOUR_MS]
/** Nearer to the end than this there is no room for a name. */
const NAMED_SHARE_MAX = 0.84

export function namedAges(hours: number): number[] {
  return NAMED_AGES_MS.filter((ageMs) => shareOfReach(ageMs, hours) <= NAMED_SHARE_MAX)
}

/** Above this share of retention, a reader is about to lose records. */
const NEAR_LOSS_SHARE = 0.8

export type Danger = 'lost' | 'near' | 'none'

export function dangerOf({ recordsExpiredUnread, oldestUnreadAgeMs }: { recordsExpiredUnread: number; oldestUnreadAgeMs: number }, hours: number): Danger {
  if (recordsExpiredUnread > 0) return 'lost'
  return isNearLoss({ oldestUnreadAgeMs }, hours) ? 'near' : 'none'
}

export function isNearLoss({ oldestUnreadAgeMs }: { oldestUnreadAgeMs: number }, hours: number): boolean {
  return oldestUnreadAgeMs >= NEAR_LOSS_SHARE * hours * HOUR_MS
}
