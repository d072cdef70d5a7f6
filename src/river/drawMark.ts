/** An application's mark on the water: a shape of its own, so that its colour never speaks alone. */
import { markCorners } from '../widgets/applicationMarks'
import type { CssPixels } from './riverView'
import type { Context2D } from './scene'

/** Half the field of a mark, to half of its height. */
const FIELD_HALF = 6
const MARK_HALF = 4.6

export function drawMark(ctx: Context2D, { x, y, applicationIndex, size }: { x: CssPixels; y: CssPixels; applicationIndex: number; size: CssPixels }, color: string): void {
  const corners = markCorners(applicationIndex)
  const scale = size / MARK_HALF
  ctx.fillStyle = color
  ctx.beginPath()
  for (let at = 0; at < corners.length; at += 2) {
    const [cornerX = 0, cornerY = 0] = [corners[at], corners[at + 1]]
    if (at === 0) ctx.moveTo(x + (cornerX - FIELD_HALF) * scale, y + (cornerY - FIELD_HALF) * scale)
    else ctx.lineTo(x + (cornerX - FIELD_HALF) * scale, y + (cornerY - FIELD_HALF) * scale)
  }
  ctx.fill()
}
