/** The speeds that a person can ask for: virtual seconds a real second. */
export const SPEED_MIN = 0.1
/** A week in six seconds, where little happens in it: beyond that the engine is the limit. */
export const SPEED_MAX = 100_000
export const SPEED_PRESETS: readonly number[] = [0.1, 0.5, 1, 2, 5, 10, 100, 1_000, 10_000, 100_000]

export function clampSpeed(speed: number): number {
  return Number.isFinite(speed) ? Math.min(SPEED_MAX, Math.max(SPEED_MIN, speed)) : 1
}

/** From this speed on a frame covers minutes: the river looks back over hours, and shows the instant that the panels show. */
export const FAST_SPEED = 10_000

/** The preset after `speed`, or the one before it. */
export function nextPreset(speed: number, direction: 'faster' | 'slower'): number {
  const found = direction === 'faster' ? SPEED_PRESETS.find((preset) => preset > speed) : SPEED_PRESETS.findLast((preset) => preset < speed)
  return found ?? clampSpeed(speed)
}
