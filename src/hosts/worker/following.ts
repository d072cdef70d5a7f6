/** Follows one record beside the run, a burst at a time, and goes on where it was when it is asked again. */
import { goOnFollowing, isOf, journeyOf, startFollow, type Follow } from '../../engine/follow/follow'
import type { Journey } from '../../engine/follow/journey'
import { parseRecordId } from '../../engine/recordId'
import type { Timeline } from '../../engine/timeline'

/** Work in one burst: see `COST_PER_REPORT_MAX`. Longer than a report may take, as nothing waits for it to be drawn. */
const COST_PER_BURST_MAX = 100_000

/** @returns null for text that names no record. */
export function journeyAfter(holder: { follow: Follow | null }, timeline: Timeline, recordId: string): Journey | null {
  const identity = parseRecordId(recordId)
  if (identity === null) return null
  if (holder.follow?.identity !== identity || !isOf(holder.follow, timeline)) holder.follow = startFollow(timeline, identity)
  holder.follow.recording = timeline.recording
  holder.follow.untilUs = timeline.world.nowUs
  goOnFollowing(holder.follow, COST_PER_BURST_MAX)
  return journeyOf(holder.follow)
}
