/** The arithmetic of a curve that is drawn by hand: where its points stand in the picture, and what a stroke makes of them. */

/** Where a stroke is: beside which point, and how high. */
export interface Touch {
  index: number
  percent: number
}

export interface CurveBox {
  widthPx: number
  heightPx: number
  percentMax: number
}

/** The top of the picture, unless a curve is higher. */
const PERCENT_MAX_LEAST = 400
/** A drawn point snaps to these. */
export const PERCENT_STEP = 5

export function percentMaxOf(percents: readonly number[]): number {
  return Math.max(PERCENT_MAX_LEAST, ...percents)
}

export function xOf(index: number, points: number, { widthPx }: CurveBox): number {
  return (index / points) * widthPx
}

export function yOf(percent: number, { heightPx, percentMax }: CurveBox): number {
  return (1 - percent / percentMax) * heightPx
}

/** The curve returns to its first point, where the next round begins. */
export function curvePath(percents: readonly number[], box: CurveBox): string {
  const places = [...percents, percents[0] ?? 0].map((percent, index) => `${xOf(index, percents.length, box).toFixed(1)},${yOf(percent, box).toFixed(1)}`)
  return `M${places.join('L')}`
}

/** The nearest point to a place in the picture; beyond the last one it is the first of the next round. */
export function touchAt(xPx: number, yPx: number, points: number, box: CurveBox): Touch {
  const index = Math.min(points - 1, Math.max(0, Math.round((xPx / box.widthPx) * points)))
  return { index, percent: snapped((1 - yPx / box.heightPx) * box.percentMax, box.percentMax) }
}

export function snapped(percent: number, percentMax: number): number {
  return Math.min(percentMax, Math.max(0, Math.round(percent / PERCENT_STEP) * PERCENT_STEP))
}

/** A stroke from one touch to the next also moves the points that a quick hand has jumped over. */
export function withStroke(percents: readonly number[], from: Touch, to: Touch): number[] {
  const changed = [...percents]
  const steps = Math.abs(to.index - from.index)
  for (let step = 0; step <= steps; step++) {
    const index = from.index + Math.sign(to.index - from.index) * step
    changed[index] = steps === 0 ? to.percent : Math.round(from.percent + ((to.percent - from.percent) * step) / steps)
  }
  return changed
}

/** Over the whole round: every point stands at the end of one line and at the beginning of another. */
export function meanOf(percents: readonly number[]): number {
  return percents.reduce((sum, percent) => sum + percent, 0) / Math.max(1, percents.length)
}
