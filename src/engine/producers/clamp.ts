/** @returns `value` within 0 … max; 0 for what is no number. */
export function clamp(value: number, max: number): number {
  return value > 0 ? Math.min(value, max) : 0
}
