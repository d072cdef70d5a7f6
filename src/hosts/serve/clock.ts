/** Where virtual time comes from: the wall clock, sped up, or a hand that moves it in tests. It never goes back. */
import { US_PER_MS, type SimUs } from '../../base/units'

export interface Clock {
  nowUs(): SimUs
  /** Time goes on from `nowUs`: the machine cannot keep up, and what was lost is left out. */
  slipTo(nowUs: SimUs): void
}

export interface ManualClock extends Clock {
  advance(ms: number): void
}

/** A wall clock that is set back stands still for a moment; one that leaps ahead, as after a sleep, is followed. */
export function createWallClock(startUs: SimUs, speed: number, wallMs: () => number = Date.now): Clock {
  let lastMs = wallMs()
  let atUs = startUs
  return {
    nowUs() {
      const nowMs = wallMs()
      atUs += Math.max(0, nowMs - lastMs) * US_PER_MS * speed
      lastMs = nowMs
      return Math.floor(atUs)
    },
    slipTo(nowUs) {
      atUs = nowUs
    },
  }
}

export function createManualClock(startUs: SimUs): ManualClock {
  let atUs = startUs
  return {
    nowUs: () => atUs,
    slipTo(nowUs) {
      atUs = nowUs
    },
    advance(ms) {
      atUs += Math.round(ms * US_PER_MS)
    },
  }
}
