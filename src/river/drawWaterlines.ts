/** Waterlines: how far each application has processed each lane, and hatching where it must wait for parents. */
import { WATERLINE_WAITING } from '../engine/frame'
import { dashesOf } from '../widgets/applicationMarks'
import { valueAt } from './column'
import { isLaneInView } from './layout'
import type { Scene } from './scene'
import { colorOfApplication, laneHeight } from './scene'

const LINE_WIDTH_PX = 2.5
const BLOCKED_WIDTH_PX = 7
const BLOCKED_ALPHA = 0.4
const HATCH_STEP_PX = 14
const HATCH_LANE_HEIGHT_MIN_PX = 6

export function drawHatching(scene: Scene): void {
  const { frame, rects } = scene
  for (let row = 0; row < frame.waterlines.applicationCount; row++) {
    for (let lane = 0; lane < rects.count; lane++) {
      if (valueAt(frame.waterlines.state, row * rects.count + lane) !== WATERLINE_WAITING) continue
      if (isLaneInView(rects, lane)) hatchLane(scene, { lane, row })
    }
  }
}

export function drawWaterlines(scene: Scene): void {
  const { ctx, frame, theme } = scene
  const { waterlines } = frame
  drawBlocked(scene)
  ctx.lineWidth = LINE_WIDTH_PX
  for (let row = 0; row < waterlines.applicationCount; row++) {
    const applicationIndex = valueAt(waterlines.applicationIndex, row)
    ctx.strokeStyle = colorOfApplication(theme.applications, applicationIndex)
    ctx.setLineDash([...dashesOf(applicationIndex)])
    strokeLines(scene, row, () => true)
  }
  ctx.setLineDash([])
}

/** Around a line that stands still because a batch fails again and again; its label says so. */
function drawBlocked(scene: Scene): void {
  const { ctx, frame, rects, theme } = scene
  ctx.lineWidth = BLOCKED_WIDTH_PX
  ctx.strokeStyle = theme.fault
  ctx.globalAlpha = BLOCKED_ALPHA
  for (let row = 0; row < frame.waterlines.applicationCount; row++) strokeLines(scene, row, (lane) => valueAt(frame.waterlines.isBlocked, row * rects.count + lane) === 1)
  ctx.globalAlpha = 1
}

function strokeLines({ ctx, rects, waterlineX }: Scene, row: number, isMeant: (lane: number) => boolean): void {
  ctx.beginPath()
  for (let lane = 0; lane < rects.count; lane++) {
    const x = valueAt(waterlineX, row * rects.count + lane)
    if (!Number.isFinite(x) || !isMeant(lane)) continue
    ctx.moveTo(x, valueAt(rects.top, lane) + 0.5)
    ctx.lineTo(x, valueAt(rects.bottom, lane) - 0.5)
  }
  ctx.stroke()
}

/** Lines of an application lean its own way, so two that wait make a lattice; the more there are, the wider each one's own. */
function hatchLane({ ctx, frame, rects, theme }: Scene, { lane, row }: { lane: number; row: number }): void {
  const left = valueAt(rects.left, lane)
  const right = valueAt(rects.right, lane)
  const top = valueAt(rects.top, lane)
  const height = laneHeight(rects, lane)
  const color = colorOfApplication(theme.applications, valueAt(frame.waterlines.applicationIndex, row))
  const pairs = Math.ceil(frame.waterlines.applicationCount / 2)
  const step = HATCH_STEP_PX * (0.5 + pairs / 2)
  ctx.fillStyle = color
  ctx.globalAlpha = 0.08
  ctx.fillRect(left, top, right - left, height)
  if (height >= HATCH_LANE_HEIGHT_MIN_PX) {
    ctx.beginPath()
    const leans = row % 2 === 0 ? 1 : -1
    // Anchored to the canvas, not to the drifting bank: still lines are calmer.
    const first = Math.floor((left - height) / step) * step + (Math.floor(row / 2) * step) / pairs
    for (let at = first; at < right + height; at += step) {
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
