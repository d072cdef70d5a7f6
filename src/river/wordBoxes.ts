/** Where words stand in the picture, so that none is written over others. */
import type { CssPixels } from './riverView'

export interface WordBox {
  left: CssPixels
  right: CssPixels
  /** Middle of the line. */
  y: CssPixels
}

export function isFree(taken: readonly WordBox[], { left, right, y }: WordBox, pitch: CssPixels): boolean {
  return taken.every((other) => Math.abs(other.y - y) >= pitch || other.left >= right || left >= other.right)
}
