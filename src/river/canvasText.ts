/** Text on the canvas: fonts by weight, a plate of paper behind it where it lies on water, and shortening. */
import type { CssPixels } from './riverView'
import type { Context2D, Scene } from './scene'

type Weight = 'regular' | 'bold'

export function setFont({ ctx, theme }: Pick<Scene, 'ctx' | 'theme'>, weight: Weight): void {
  ctx.font = `${weight === 'bold' ? 600 : 400} ${theme.textPx}px ${theme.fontFamily}`
}

export interface TextSpot {
  x: CssPixels
  /** Middle of the line. */
  y: CssPixels
  color: string
  align: 'left' | 'right' | 'center'
  weight: Weight
  /** What it lies on, or null for none. */
  plate: string | null
}

export const PLATE_ALPHA = 0.86

/** @returns the width that it takes. */
export function drawText(scene: Scene, text: string, spot: TextSpot): CssPixels {
  const { ctx, theme } = scene
  setFont(scene, spot.weight)
  ctx.textBaseline = 'middle'
  ctx.textAlign = spot.align
  const width = textWidth(ctx, text)
  if (spot.plate !== null) {
    const left = spot.align === 'left' ? spot.x : spot.align === 'right' ? spot.x - width : spot.x - width / 2
    ctx.globalAlpha = PLATE_ALPHA
    ctx.fillStyle = spot.plate
    ctx.fillRect(left - 3, spot.y - theme.textPx * 0.68, width + 6, theme.textPx * 1.36)
    ctx.globalAlpha = 1
  }
  ctx.fillStyle = spot.color
  ctx.fillText(text, spot.x, spot.y + 0.5)
  return width
}

const widths = new Map<string, CssPixels>()
const WIDTHS_KEPT_MAX = 2_000

/** Measuring is dear and labels repeat, so widths are remembered by font and text. */
export function textWidth(ctx: Context2D, text: string): CssPixels {
  const key = `${ctx.font}\n${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  if (widths.size >= WIDTHS_KEPT_MAX) widths.clear()
  const width = ctx.measureText(text).width
  widths.set(key, width)
  return width
}

/** @returns `text`, shortened with an ellipsis until it is at most `width` wide. */
export function fitText(ctx: Context2D, text: string, width: CssPixels): string {
  if (textWidth(ctx, text) <= width) return text
  let kept = text.length - 1
  while (kept > 1 && textWidth(ctx, `${text.slice(0, kept)}…`) > width) kept--
  return `${text.slice(0, kept)}…`
}
