/**
 * How records become marks: a soft round stamp each while there is room, smaller stamps and a logarithmic
 * scale of strength when there is none. The exposure is one number for the whole picture, so strengths compare.
 */

export interface Exposure {
  /** log2 of the mean number of stamps on a pixel, rounded. */
  level: number
  /** Square of stamp weights, `reach` pixels to each side of its middle. */
  stamp: Float32Array
  reach: number
  /** Strength 0 … 255 by ink · inkScale. */
  alphaOfInk: Uint8Array
  inkScale: number
}

export const LEVEL_SPARSE = -2
const STRENGTH_STEPS = 1_024
const ALPHA_FULL = 0.98
/** Strength is full at this many times the mean: a hot key stands out of a busy lane. */
const FULL_OVER_MEAN = 24

export function levelOf({ records, pixels, pixelRatio }: { records: number; pixels: number; pixelRatio: number }): number {
  const meanInk = (records * Math.PI * (1.9 * pixelRatio) ** 2) / Math.max(1, pixels)
  return Math.max(LEVEL_SPARSE, Math.round(Math.log2(Math.max(meanInk, 0.01))))
}

export function createExposure({ level, pixelRatio }: { level: number; pixelRatio: number }): Exposure {
  const radius = pixelRatio * (level <= LEVEL_SPARSE ? 1.9 : level <= 0 ? 1.55 : 1.25)
  const reach = Math.ceil(radius)
  const inkFull = Math.max(1, 2 ** level * FULL_OVER_MEAN)
  const alphaOfOne = Math.max(0.3, 0.94 - 0.07 * Math.log2(inkFull))
  const inkScale = (STRENGTH_STEPS - 1) / Math.max(inkFull, 4)
  const alphaOfInk = new Uint8Array(STRENGTH_STEPS)
  for (let step = 0; step < STRENGTH_STEPS; step++) {
    const ink = step / inkScale
    const risen = inkFull > 1 ? Math.log(Math.max(1, ink)) / Math.log(inkFull) : 1
    const alpha = ink < 1 ? ink * alphaOfOne : alphaOfOne + (ALPHA_FULL - alphaOfOne) * Math.min(1, risen)
    alphaOfInk[step] = Math.round(255 * alpha)
  }
  return { level, stamp: createStamp({ radius, reach }), reach, alphaOfInk, inkScale }
}

function createStamp({ radius, reach }: { radius: number; reach: number }): Float32Array {
  const side = 2 * reach + 1
  const stamp = new Float32Array(side * side)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const distance = Math.hypot(row - reach, column - reach)
      stamp[row * side + column] = Math.min(1, Math.max(0, radius + 0.5 - distance))
    }
  }
  return stamp
}
