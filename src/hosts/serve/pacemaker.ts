/** Keeps a world at the clock's pace between calls: as soon as something is due while somebody watches, else now and then. */
import { US_PER_MS } from '../../base/units'
import { nextDueUs } from '../../engine/agenda'
import type { Clock } from './clock'
import type { RunningWorld } from './runningWorld'

/** So that a call after a long silence does not find a night's work. */
const BEAT_MS = 1_000
const BEAT_MS_MIN = 10

export interface Pacemaker {
  /** @returns what ends the watching. */
  attend: () => () => void
  stop(): void
}

export function keepTime(running: RunningWorld, clock: Clock, speed: number, onFailure: (error: unknown) => void): Pacemaker {
  let watching = 0
  let stopped = false
  /** Null while a beat is under way. */
  let timer: NodeJS.Timeout | null = null

  function wait(ms: number): void {
    timer = setTimeout(beat, ms).unref()
  }

  function beat(): void {
    timer = null
    running
      .catchUp()
      .catch(onFailure)
      .finally(() => {
        if (!stopped) wait(untilNextMs())
      })
  }

  function untilNextMs(): number {
    if (watching === 0) return BEAT_MS
    const dueMs = (nextDueUs(running.world.agenda) - clock.nowUs()) / US_PER_MS / speed
    return Math.min(BEAT_MS, Math.max(BEAT_MS_MIN, Math.ceil(dueMs)))
  }

  wait(BEAT_MS)
  return {
    attend: () => {
      watching++
      if (timer !== null) {
        clearTimeout(timer)
        beat()
      }
      let isWatching = true
      return () => {
        if (isWatching) watching--
        isWatching = false
      }
    },
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
