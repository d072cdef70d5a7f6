/** Waterlines: how far each application has processed each lane, and hatching where it must wait for parents. */
import { WATERLINE_PROCESSING, WATERLINE_WAITING } from '../engine/frame'
import { drawText, setFont, textWidth } from './canvasText'
import { valueAt } from './column'
import { sayDuration } from './drawAxis'
import { between, isLaneInView, xOfInstant } from './layout'
import type { CssPixels } from './riverView'
import type { Context2D, Scene } from './scene'
import { colorOfApplication, laneHeight, sayNumber } from './scene'

const LINE_WIDTH_PX = 2.5
const LABEL_GAP_PX = 9
/** An application is told by its dashes and its mark as well as by its colour. */
const DASHES: readonly (readonly number[])[] = [[], [9, 4], [2, 4], [12, 4, 2, 4]]
const HATCH_STEP_PX = 14
const HATCH_LANE_HEIGHT_MIN_PX = 6
/** Part of the plot's width. */
const LABELLED_BACKLOG_SHARE = 0.05

export function drawHatching(scene: Scene): void {
  const { frame, rects } = scene
  for (let application = 0; application < frame.waterlines.applicationCount; application++) {
    for (let lane = 0; lane < rects.count; lane++) {
      if (valueAt(frame.waterlines.state, application * rects.count + lane) !== WATERLINE_WAITING) continue
      if (isLaneInView(rects, lane)) hatchLane(scene, { lane, application })
    }
  }
}

export function drawWaterlines(scene: Scene): void {
  const { ctx, frame, rects, theme } = scene
  const { waterlines } = frame
  ctx.lineWidth = LINE_WIDTH_PX
  for (let application = 0; application < waterlines.applicationCount; application++) {
    ctx.strokeStyle = colorOfApplication(theme.applications, application)
    ctx.fillStyle = ctx.strokeStyle
    ctx.setLineDash([...(DASHES[application % DASHES.length] ?? [])])
    ctx.beginPath()
    for (let lane = 0; lane < rects.count; lane++) {
      if (!isLaneInView(rects, lane) || valueAt(waterlines.state, application * rects.count + lane) !== WATERLINE_PROCESSING) continue
      if (isBeyondView(scene, { lane, application })) continue
      const x = waterlineX(scene, { lane, application })
      ctx.moveTo(x, valueAt(rects.top, lane) + 0.5)
      ctx.lineTo(x, valueAt(rects.bottom, lane) - 0.5)
    }
    ctx.stroke()
  }
  ctx.setLineDash([])
}

/** Name of a waterline and how far it is behind: in the topmost lane, and wherever there is a backlog to speak of. */
export function drawWaterlineLabels(scene: Scene): void {
  const { frame, rects, theme, geometry, notes, labels, view, shownAtMs } = scene
  const { waterlines } = frame
  const line = theme.textPx * 1.5
  for (let application = 0; application < waterlines.applicationCount; application++) {
    const name = notes.applications[application]?.name
    if (name === undefined) continue
    const color = colorOfApplication(theme.applicationTexts, application)
    for (let lane = 0; lane < rects.count; lane++) {
      if (!isLaneInView(rects, lane) || laneHeight(rects, lane) < line * (waterlines.applicationCount + 1.4)) continue
      const index = application * rects.count + lane
      if (valueAt(waterlines.state, index) !== WATERLINE_PROCESSING) continue
      const x = waterlineX(scene, { lane, application })
      const ageMs = shownAtMs - valueAt(waterlines.processedToMs, index)
      const isBehind = Number.isFinite(ageMs) && ageMs >= view.ageSpanMs * LABELLED_BACKLOG_SHARE
      if (!isBehind && valueAt(rects.top, lane) > geometry.plotTop) continue
      const text = isBehind ? sayNumber(labels.behind, sayDuration(scene, ageMs)).replace('{application}', name) : name
      const y = valueAt(rects.top, lane) + line * (application + 1.85)
      const beyond = isBeyondView(scene, { lane, application })
      const shown = beyond ? `${text} →` : text
      setFont(scene, 'bold')
      const atRight = x + LABEL_GAP_PX + textWidth(scene.ctx, shown) > geometry.plotRight
      if (!beyond) drawMark(scene.ctx, { x, y, application, size: theme.textPx * 0.42 }, colorOfApplication(theme.applications, application))
      drawText(scene, shown, { x: atRight ? x - LABEL_GAP_PX : x + LABEL_GAP_PX, y, color, align: atRight ? 'right' : 'left', weight: 'bold', plate: theme.water })
    }
  }
}

/** Older than the right edge: there is no line to draw, but an arrow to where it is. */
function isBeyondView({ frame, rects, geometry, view, shownAtMs }: Scene, { lane, application }: { lane: number; application: number }): boolean {
  const ageMs = shownAtMs - valueAt(frame.waterlines.processedToMs, application * rects.count + lane)
  return ageMs > view.ageSpanMs && valueAt(rects.right, lane) >= geometry.plotRight
}

function waterlineX({ frame, rects, geometry, view, shownAtMs }: Scene, { lane, application }: { lane: number; application: number }): CssPixels {
  const processedToMs = valueAt(frame.waterlines.processedToMs, application * rects.count + lane)
  const x = xOfInstant(processedToMs, { geometry, scale: view, shownAtMs })
  return between(x, { min: valueAt(rects.left, lane), max: valueAt(rects.right, lane) })
}

/** Disc, square, diamond, triangle. */
export function drawMark(ctx: Context2D, { x, y, application, size }: { x: CssPixels; y: CssPixels; application: number; size: CssPixels }, color: string): void {
  ctx.fillStyle = color
  ctx.beginPath()
  switch (application % 4) {
    case 0:
      ctx.arc(x, y, size, 0, 2 * Math.PI)
      break
    case 1:
      ctx.rect(x - size, y - size, 2 * size, 2 * size)
      break
    case 2:
      ctx.moveTo(x, y - 1.3 * size)
      ctx.lineTo(x + 1.3 * size, y)
      ctx.lineTo(x, y + 1.3 * size)
      ctx.lineTo(x - 1.3 * size, y)
      break
    default:
      ctx.moveTo(x, y - 1.2 * size)
      ctx.lineTo(x + 1.2 * size, y + size)
      ctx.lineTo(x - 1.2 * size, y + size)
  }
  ctx.fill()
}

/** Lines of an application lean its own way, so two that wait make a lattice. */
function hatchLane({ ctx, rects, theme }: Scene, { lane, application }: { lane: number; application: number }): void {
  const left = valueAt(rects.left, lane)
  const right = valueAt(rects.right, lane)
  const top = valueAt(rects.top, lane)
  const height = laneHeight(rects, lane)
  const color = colorOfApplication(theme.applications, application)
  ctx.fillStyle = color
  ctx.globalAlpha = 0.08
  ctx.fillRect(left, top, right - left, height)
  if (height >= HATCH_LANE_HEIGHT_MIN_PX) {
    ctx.beginPath()
    const leans = application % 2 === 0 ? 1 : -1
    // Anchored to the canvas, not to the drifting bank: still lines are calmer.
    const first = Math.floor((left - height) / HATCH_STEP_PX) * HATCH_STEP_PX
    for (let at = first; at < right + height; at += HATCH_STEP_PX) {
      const from = Math.max(0, leans === 1 ? left - at : at - right)
      const to = Math.min(height, leans === 1 ? right - at : at - left)
      if (to <= from) continue
      ctx.moveTo(at + leans * from, top + height - from)
      ctx.lineTo(at + leans * to, top + height - to)
    }
    // A stripe of water under each line keeps the hatch readable over dense records.
    ctx.globalAlpha = 0.6
    ctx.strokeStyle = theme.water
    ctx.lineWidth = 4
    ctx.stroke()
    ctx.globalAlpha = 0.75
    ctx.strokeStyle = color
    ctx.lineWidth = 1.25
    ctx.stroke()
  }
  ctx.globalAlpha = 1
}
