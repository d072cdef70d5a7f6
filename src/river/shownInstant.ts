/**
 * Which instant the picture shows. While playing it is a little before the frame's, so that every arrival is seen
 * on its way to the gate; while paused it is exactly the frame's, with what is on its way at it (`underWayPlaces.ts`). The delay grows and shrinks without a jump.
 */
import type { SimMs } from '../base/units'
import { between } from './layout'
import type { RiverView } from './riverView'

export const FLIGHT_WALL_MS = 350
/** Faster than this a flight is a blur: the water simply streams. */
export const FLIGHT_SPEED_MAX = 12
const REDUCED_STEP_MS = 1_000

export interface ShownInstant {
  atMs: SimMs
  delayMs: number
  wallMs: number
  generation: number
}

export function createShownInstant(): ShownInstant {
  return { atMs: Number.NaN, delayMs: 0, wallMs: 0, generation: Number.NaN }
}

/** Virtual time that one flight takes at this speed. */
export function flightMs(view: RiverView): number {
  if (view.motion === 'reduced') return 0
  return Math.min(FLIGHT_WALL_MS * Math.min(view.speed, FLIGHT_SPEED_MAX), view.ageSpanMs / 4)
}

/** Moves `shown` on to `frame` as seen at `wallMs`. @returns whether it still settles without a new frame. */
export function advanceShownInstant(
  shown: ShownInstant,
  { frame, view, wallMs }: { frame: { atMs: SimMs; generation: number }; view: RiverView; wallMs: number },
): 'settling' | 'still' {
  const target = view.playing ? flightMs(view) : 0
  const passedMs = between(wallMs - shown.wallMs, { min: 0, max: 100 })
  if (shown.generation !== frame.generation || Number.isNaN(shown.atMs)) shown.delayMs = target
  else if (shown.delayMs > target) shown.delayMs = Math.max(target, shown.delayMs - passedMs * Math.max(view.speed, shown.delayMs / FLIGHT_WALL_MS))
  else shown.delayMs = Math.min(target, shown.delayMs + passedMs * view.speed * 0.5)
  shown.wallMs = wallMs
  shown.generation = frame.generation
  shown.atMs = frame.atMs - shown.delayMs
  if (view.motion === 'reduced' && view.playing) {
    const stepMs = REDUCED_STEP_MS * Math.max(1, view.speed)
    shown.atMs = Math.floor(frame.atMs / stepMs) * stepMs
  }
  return !view.playing && shown.delayMs > target ? 'settling' : 'still'
}
