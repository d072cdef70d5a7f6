/** Which sentences stand beside the river now: the newest notable things, one for each burst of the same kind. */
import type { SimEvent } from '../../engine/events'
import { captionFor } from '../timeline/describeEvent'
import type { Caption } from '../timeline/describeEvent'

export interface TimedCaption extends Caption {
  atMs: number
}

/** Long enough to read a sentence twice, in real time. */
export const CAPTION_REAL_MS = 8_000
/** Even when time runs slowly, a caption stays this long in the world's own time. */
const CAPTION_VIRTUAL_MS_MIN = 2_000
const CAPTIONS_MAX = 2

/** @param now where the person is, and how fast their time runs. */
export function captionsAt(events: readonly SimEvent[], now: { atMs: number; speed: number }): TimedCaption[] {
  const lastsMs = Math.max(CAPTION_VIRTUAL_MS_MIN, CAPTION_REAL_MS * now.speed)
  const byBurst = new Map<string, TimedCaption>()
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]
    if (event === undefined || event.at > now.atMs) continue
    if (event.at < now.atMs - lastsMs) break
    const caption = captionFor(event)
    if (caption !== null) byBurst.set(caption.burstKey, { ...caption, atMs: event.at })
  }
  return [...byBurst.values()]
    .sort((one, other) => other.importance - one.importance || other.atMs - one.atMs)
    .slice(0, CAPTIONS_MAX)
    .sort((one, other) => one.atMs - other.atMs)
}
