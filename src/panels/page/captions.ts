/** Which sentences stand beside the river now: the newest notable things, one for each burst of the same kind. */
import type { SimEvent } from '../../engine/events'
import { captionFor } from '../timeline/captionFor'
import type { Caption } from '../timeline/captionFor'

export interface TimedCaption extends Caption {
  atMs: number
}

/** Long enough to read a sentence twice, in real time. */
export const CAPTION_REAL_MS = 8_000
/** A sentence that would be gone sooner only flickers. */
const CAPTION_REAL_MS_MIN = 1_500
const CAPTIONS_MAX = 2

/** Where the person is, how fast their time runs (1 while it stands still), and how far back the river reaches. */
export interface CaptionMoment {
  atMs: number
  speed: number
  ageSpanMs: number
}

export function captionsAt(events: readonly SimEvent[], now: CaptionMoment): TimedCaption[] {
  const lastsMs = Math.min(CAPTION_REAL_MS * now.speed, now.ageSpanMs)
  if (lastsMs < CAPTION_REAL_MS_MIN * now.speed) return []
  const byBurst = new Map<string, TimedCaption>()
  const rush = givingUpAt(events, { atMs: now.atMs, lastsMs })
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]
    if (event === undefined || event.at > now.atMs) continue
    if (event.at < now.atMs - lastsMs) break
    const caption = captionFor(event)
    if (caption?.burstKey === 'RecordsGivenUp' && rush.times > 1) continue
    if (caption !== null) byBurst.set(caption.burstKey, { ...caption, atMs: event.at })
  }
  if (rush.caption !== null && rush.caption.atMs >= now.atMs - lastsMs) byBurst.set(rush.caption.burstKey, rush.caption)
  return [...byBurst.values()]
    .sort((one, other) => other.importance - one.importance || other.atMs - one.atMs)
    .slice(0, CAPTIONS_MAX)
    .sort((one, other) => one.atMs - other.atMs)
}

/** While producers give records up again and again it is one sentence, said where that began, and it counts. */
function givingUpAt(events: readonly SimEvent[], { atMs, lastsMs }: { atMs: number; lastsMs: number }): { times: number; caption: TimedCaption | null } {
  let times = 0
  let records = 0
  let beganMs = atMs
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]
    if (event === undefined || event.at > atMs) continue
    if (event.at < beganMs - lastsMs) break
    if (event.kind !== 'RecordsGivenUp' || event.reason === 'crash') continue
    times++
    records += event.records
    beganMs = event.at
  }
  if (times < 2) return { times, caption: null }
  return { times, caption: { sentence: { key: 'recordsGivenUpAgainAndAgain', values: { records } }, importance: 2, burstKey: 'RecordsGivenUp', shardId: null, atMs: beganMs } }
}
