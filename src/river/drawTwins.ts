/** Records that are in the stream twice: a ring around each, and a thin arc from the first to its copy on the same line. */
import { drawText } from './canvasText'
import type { Scene } from './scene'
import type { Twins } from './twins'
import { placeOfTwin, TWIN_RADIUS_PX } from './twins'

/** Nearer than this their rings say it alone. */
const ARC_PX_MIN = 2 * TWIN_RADIUS_PX + 4
const ARC_HEIGHT_PX_MAX = 22

/** All rings are one path: a picture full of copies costs a stroke or two. */
export function drawTwins(scene: Scene, { kept }: Twins): void {
  if (kept.size === 0) return
  const { ctx, theme, geometry } = scene
  ctx.save()
  ctx.beginPath()
  ctx.rect(geometry.plotLeft, geometry.plotTop, geometry.plotRight - geometry.plotLeft, geometry.plotBottom - geometry.plotTop)
  ctx.clip()
  const places = Array.from(kept.values(), (twin) => placeOfTwin(scene, twin)).filter((place) => place !== null)
  ctx.strokeStyle = theme.duplicate
  ctx.lineWidth = 1.75
  ctx.beginPath()
  for (const { x, y, firstX } of places) {
    for (const middle of firstX === null ? [x] : [x, firstX]) {
      ctx.moveTo(middle + TWIN_RADIUS_PX, y)
      ctx.arc(middle, y, TWIN_RADIUS_PX, 0, 2 * Math.PI)
    }
  }
  ctx.stroke()
  ctx.lineWidth = 1
  ctx.beginPath()
  for (const { x, y, firstX } of places) {
    if (firstX === null || firstX - x < ARC_PX_MIN) continue
    const from = x + TWIN_RADIUS_PX * 0.7
    const to = firstX - TWIN_RADIUS_PX * 0.7
    ctx.moveTo(from, y - TWIN_RADIUS_PX * 0.7)
    ctx.quadraticCurveTo((from + to) / 2, y - Math.min(ARC_HEIGHT_PX_MAX, (to - from) * 0.35) - TWIN_RADIUS_PX, to, y - TWIN_RADIUS_PX * 0.7)
  }
  ctx.stroke()
  ctx.restore()
}

/** Near the mouth, in words: how many records the stream holds twice. */
export function drawDuplicateCount(scene: Scene): void {
  const { geometry, theme, notes } = scene
  if (notes.duplicates === '') return
  const isBeside = geometry.cardWidth > 0
  const y = isBeside ? geometry.plotBottom + theme.textPx * 1.25 : geometry.plotBottom - theme.textPx
  drawText(scene, notes.duplicates, {
    x: isBeside ? geometry.plotLeft - 12 : geometry.plotLeft + 8, y, color: theme.duplicate, align: isBeside ? 'right' : 'left', weight: 'bold', plate: isBeside ? null : theme.water,
  })
}
