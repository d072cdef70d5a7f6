/** The sign of fault injection, as it stands on the timeline too: a bolt. */
import type { CssPixels } from './riverView'
import type { Context2D } from './scene'

/** In a field of 12. */
const CORNERS = [7.4, 0.8, 3, 6.8, 6, 6.8, 4.6, 11.2, 9, 5.2, 6, 5.2] as const
const FIELD_HALF = 6

/** @param size half of its height. */
export function drawBolt(ctx: Context2D, { x, y, size }: { x: CssPixels; y: CssPixels; size: CssPixels }, color: string): void {
  const scale = size / FIELD_HALF
  ctx.fillStyle = color
  ctx.beginPath()
  for (let at = 0; at < CORNERS.length; at += 2) {
    const [cornerX = 0, cornerY = 0] = [CORNERS[at], CORNERS[at + 1]]
    if (at === 0) ctx.moveTo(x + (cornerX - FIELD_HALF) * scale, y + (cornerY - FIELD_HALF) * scale)
    else ctx.lineTo(x + (cornerX - FIELD_HALF) * scale, y + (cornerY - FIELD_HALF) * scale)
  }
  ctx.closePath()
  ctx.fill()
}
