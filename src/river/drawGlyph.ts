/** The sign of a producer's kind, and the arrow behind the number of its requests. */
import type { ProducerKindName } from '../engine/producers/settings'
import { glyphStrokes, PRODUCER_GLYPHS } from '../widgets/producerGlyphs'
import type { CssPixels } from './riverView'
import type { Context2D } from './scene'

const GLYPH_FIELD = 12

interface GlyphSpot {
  left: CssPixels
  top: CssPixels
  size: CssPixels
  color: string
}

const STROKES = new Map(Object.entries(PRODUCER_GLYPHS).map(([kind, path]) => [kind, glyphStrokes(path)]))

export function drawGlyph(ctx: Context2D, kind: ProducerKindName, { left, top, size, color }: GlyphSpot): void {
  const scale = size / GLYPH_FIELD
  ctx.strokeStyle = color
  ctx.lineWidth = 1.25
  ctx.beginPath()
  for (const stroke of STROKES.get(kind) ?? []) {
    for (let at = 0; at < stroke.length; at += 2) {
      const [x = 0, y = 0] = stroke.slice(at, at + 2)
      if (at === 0) ctx.moveTo(left + x * scale, top + y * scale)
      else ctx.lineTo(left + x * scale, top + y * scale)
    }
  }
  ctx.stroke()
}

/** Behind a number: so many requests are under way. */
export function drawArrow(ctx: Context2D, { x, y, size, color }: { x: CssPixels; y: CssPixels; size: CssPixels; color: string }): void {
  ctx.strokeStyle = color
  ctx.lineWidth = 1.25
  ctx.beginPath()
  ctx.moveTo(x - size, y)
  ctx.lineTo(x, y)
  ctx.moveTo(x - size * 0.5, y - size * 0.5)
  ctx.lineTo(x, y)
  ctx.lineTo(x - size * 0.5, y + size * 0.5)
  ctx.stroke()
}
