/** Where a value sits on a slider's track, evenly, by its logarithm or between chosen stops, and which value a place on the track means. */
export interface SliderScale {
  min: number
  max: number
  /** Smallest difference between two values; on a logarithmic track two leading digits decide where they are coarser. */
  step: number
  kind: 'linear' | 'logarithmic'
  /** The only values that the track has, the ends among them, evenly apart; what is typed may lie between two. */
  stops?: readonly number[]
}

/** Places on a logarithmic track. With a smallest value of 0 the first place is 0, and the rest begins at one step. */
export const TRACK_PLACES = 1_000

export function valueToPlace(scale: SliderScale, value: number): number {
  const within = Math.min(scale.max, Math.max(scale.min, value))
  if (scale.stops !== undefined) return placeAmong(scale.stops, within)
  if (scale.kind === 'linear') return within
  const floor = logarithmFloor(scale)
  if (within < floor) return 0
  const share = Math.log(within / floor) / Math.log(scale.max / floor)
  return Math.round(firstPlace(scale) + share * (TRACK_PLACES - firstPlace(scale)))
}

export function placeToValue(scale: SliderScale, place: number): number {
  if (scale.stops !== undefined) return scale.stops[Math.round(place)] ?? scale.min
  if (scale.kind === 'linear') return snap(scale, place)
  if (place <= 0) return scale.min
  if (place >= TRACK_PLACES) return scale.max
  const floor = logarithmFloor(scale)
  const share = Math.max(0, place - firstPlace(scale)) / (TRACK_PLACES - firstPlace(scale))
  const exact = floor * (scale.max / floor) ** share
  const twoDigits = 10 ** (Math.floor(Math.log10(exact)) - 1)
  return snap(scale, Math.round(exact / twoDigits) * twoDigits)
}

export function trackEnds(scale: SliderScale): { min: number; max: number; step: number } {
  if (scale.stops !== undefined) return { min: 0, max: scale.stops.length - 1, step: 1 }
  return scale.kind === 'logarithmic' ? { min: 0, max: TRACK_PLACES, step: 1 } : scale
}

/** @returns the nearest value on the slider's steps, without the dust of binary fractions. */
export function snap(scale: SliderScale, value: number): number {
  const steps = Math.round(value / scale.step) * scale.step
  const tidy = Number(steps.toPrecision(12))
  return Math.min(scale.max, Math.max(scale.min, tidy))
}

/** What somebody typed, as a number. Beyond the ends of the track is allowed: the service may refuse it. @returns null for no number. */
export function parseTyped(text: string): number | null {
  const bare = text.trim().replace(/[,\s_]/g, '')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(bare)) return null
  const value = Number(bare)
  return Number.isFinite(value) ? value : null
}

export function filledPercent(scale: SliderScale, value: number): number {
  const place = valueToPlace(scale, value)
  if (scale.stops !== undefined) return (100 * place) / (scale.stops.length - 1)
  if (scale.kind === 'logarithmic') return (100 * place) / TRACK_PLACES
  return scale.max === scale.min ? 0 : (100 * (place - scale.min)) / (scale.max - scale.min)
}

/** The number of the stop, and how far it is to the next one. */
function placeAmong(stops: readonly number[], value: number): number {
  const at = stops.findLastIndex((stop) => stop <= value)
  const [from = value, to = from] = stops.slice(Math.max(0, at), at + 2)
  return Math.max(0, at) + (to === from ? 0 : (value - from) / (to - from))
}

function logarithmFloor(scale: SliderScale): number {
  return scale.min > 0 ? scale.min : scale.step
}

function firstPlace(scale: SliderScale): number {
  return scale.min > 0 ? 0 : 1
}
