/** The axes: age in words at the bottom, hash keys at the right, and a map of the whole when zoomed. */
import { HASH_TOP_COUNT } from './riverView'
import { drawText } from './canvasText'
import { valueAt } from './column'
import { isLaneInView, isLaneOpenAt, yOfHashTop } from './layout'
import type { Scene } from './scene'
import { sayNumber } from './scene'
import { HOUR_MS, MINUTE_MS, sayDuration, SECOND_MS } from './sayDuration'

const AGE_STEPS_MS = [
  10, 20, 50, 100, 200, 500,
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 4, 6, 12, 24, 48, 96, 168, 336, 720, 1_440, 2_880].map((hours) => hours * HOUR_MS),
]
const LANES_LABELLED_MAX = 64

export function drawAxis(scene: Scene): void {
  const { ctx, geometry, theme, labels, view } = scene
  const { plotLeft, plotRight, plotBottom, textPx } = geometry
  const pxPerMs = (plotRight - plotLeft) / view.ageSpanMs
  const stepMs = ageStepMs({ ageSpanMs: view.ageSpanMs, ticksMax: (plotRight - plotLeft) / (textPx * 6.5) })
  const y = plotBottom + textPx * 1.25
  for (let ageMs = 0; ageMs <= view.ageSpanMs * 1.0001; ageMs += stepMs) {
    const x = plotLeft + ageMs * pxPerMs
    ctx.fillStyle = theme.bankSoft
    ctx.fillRect(x - 0.5, plotBottom + 3, 1, 5)
    const isLast = x > plotRight - textPx * 3
    drawText(scene, ageMs === 0 ? labels.now : sayNumber(labels.ago, sayDuration(scene, ageMs)), {
      x: ageMs === 0 ? plotLeft - 2 : isLast ? Math.min(x + textPx * 2, plotRight + geometry.hashLabelWidth + 6) : x,
      y,
      color: theme.inkSoft,
      align: ageMs === 0 ? 'left' : isLast ? 'right' : 'center',
      weight: ageMs === 0 ? 'bold' : 'regular',
      plate: null,
    })
  }
  drawText(scene, labels.axes, { x: plotLeft, y: geometry.plotTop - textPx, color: theme.inkSoft, align: 'left', weight: 'regular', plate: null })
  drawHashKeys(scene)
  drawMiniMap(scene)
}

export function ageStepMs({ ageSpanMs, ticksMax }: { ageSpanMs: number; ticksMax: number }): number {
  const wanted = ageSpanMs / Math.max(1, ticksMax)
  return AGE_STEPS_MS.find((step) => step >= wanted) ?? ageSpanMs
}

function drawHashKeys(scene: Scene): void {
  const { geometry, theme, view, rects, frame, shownAtMs } = scene
  if (geometry.hashLabelWidth === 0) return
  const digits = view.hashTopTo - view.hashTopFrom < 0x10_0000 ? 8 : 4
  const taken: number[] = []
  const label = (hashTop: number) => {
    const y = yOfHashTop(hashTop, { geometry, scale: view })
    if (y < geometry.plotTop - 1 || y > geometry.plotBottom + 1 || taken.some((other) => Math.abs(other - y) < geometry.textPx * 1.6)) return
    taken.push(y)
    const hex = Math.min(hashTop, HASH_TOP_COUNT - 1).toString(16).padStart(8, '0').slice(0, digits)
    if (geometry.consumers === 'cards' && digits > 4) drawText(scene, `0x${hex}…`, { x: geometry.plotRight - 6, y, color: theme.inkSoft, align: 'right', weight: 'regular', plate: theme.water })
    else drawText(scene, geometry.consumers === 'cards' ? `0x${hex}` : `0x${hex}…`, { x: geometry.plotRight + 8, y, color: theme.inkSoft, align: 'left', weight: 'regular', plate: null })
  }
  label(view.hashTopFrom)
  label(view.hashTopTo)
  if (rects.count <= LANES_LABELLED_MAX) {
    for (let lane = 0; lane < rects.count; lane++) {
      if (isLaneInView(rects, lane) && isLaneOpenAt(frame.lanes, { lane, shownAtMs })) label(valueAt(frame.lanes.hashTopStart, lane))
    }
  }
  for (let quarter = 1; quarter < 4; quarter++) label(view.hashTopFrom + Math.round(((view.hashTopTo + 1 - view.hashTopFrom) * quarter) / 4))
}

function drawMiniMap({ ctx, geometry, theme, view }: Scene): void {
  if (view.hashTopTo - view.hashTopFrom >= HASH_TOP_COUNT - 1) return
  const { plotTop, plotBottom, plotRight } = geometry
  const height = plotBottom - plotTop
  const from = plotTop + (view.hashTopFrom / HASH_TOP_COUNT) * height
  const to = plotTop + ((view.hashTopTo + 1) / HASH_TOP_COUNT) * height
  ctx.fillStyle = theme.gateTrack
  ctx.fillRect(plotRight + 3, plotTop, 6, height)
  ctx.fillStyle = theme.focus
  ctx.fillRect(plotRight + 3, from, 6, Math.max(3, to - from))
}
