/** Banks: the lines between lanes, and those where a split or merge ended the parents and began the children. */
import { valueAt } from './column'
import { isLaneInView, xOfInstant } from './layout'
import type { Scene } from './scene'
import { LANE_HEIGHT_FOR_BANKS_PX, laneHeight } from './scene'

export function drawBanks({ ctx, rects, geometry, theme }: Scene): void {
  for (let lane = 0; lane < rects.count; lane++) {
    if (!isLaneInView(rects, lane)) continue
    const left = valueAt(rects.left, lane)
    const right = valueAt(rects.right, lane)
    const top = valueAt(rects.top, lane)
    const height = laneHeight(rects, lane)
    ctx.fillStyle = theme.bank
    if (left > geometry.plotLeft) ctx.fillRect(left - 1, top, 2, height)
    if (right < geometry.plotRight) ctx.fillRect(right - 1, top, 2, height)
    if (height < LANE_HEIGHT_FOR_BANKS_PX) continue
    ctx.fillStyle = height < 14 ? theme.bankSoft : theme.bank
    ctx.fillRect(left, top - 0.5, right - left, 1)
    ctx.fillRect(left, top + height - 0.5, right - left, 1)
  }
}

/** Past the trim horizon there is no water any more. */
export function drawTrimHorizon(scene: Scene): void {
  const { ctx, geometry, theme, frame, view, shownAtMs } = scene
  const x = xOfInstant(shownAtMs - frame.retentionMs, { geometry, scale: view, shownAtMs })
  if (x >= geometry.plotRight) return
  const left = Math.max(geometry.plotLeft, x)
  ctx.fillStyle = theme.paper
  ctx.fillRect(left, geometry.plotTop - 1, geometry.plotRight - left + 1, geometry.plotBottom - geometry.plotTop + 2)
  ctx.fillStyle = theme.bank
  ctx.fillRect(left - 1, geometry.plotTop, 3, geometry.plotBottom - geometry.plotTop)
}

const TRACE_DASH_PX = [5, 4]

/** The lanes that the chosen call opened or closed: lighter than the one under the pointer, and dashed. */
export function drawTrace({ ctx, frame, rects, view, theme }: Scene): void {
  if (view.tracedShardIndexes.size === 0) return
  ctx.save()
  ctx.strokeStyle = theme.focus
  ctx.lineWidth = 1.5
  ctx.setLineDash(TRACE_DASH_PX)
  for (let lane = 0; lane < rects.count; lane++) {
    if (!view.tracedShardIndexes.has(valueAt(frame.lanes.shardIndex, lane)) || !isLaneInView(rects, lane)) continue
    const left = valueAt(rects.left, lane)
    const top = valueAt(rects.top, lane)
    ctx.strokeRect(left + 2, top + 2, Math.max(1, valueAt(rects.right, lane) - left - 4), Math.max(1, laneHeight(rects, lane) - 4))
  }
  ctx.restore()
}

/** The lane under the pointer or focus, in the river or elsewhere on the page. */
export function drawHighlight({ ctx, frame, rects, view, theme }: Scene): void {
  if (view.highlightedShardIndex === null) return
  const lane = frame.lanes.shardIndex.indexOf(view.highlightedShardIndex)
  if (lane < 0 || !isLaneInView(rects, lane)) return
  const left = valueAt(rects.left, lane)
  const top = valueAt(rects.top, lane)
  ctx.strokeStyle = theme.focus
  ctx.lineWidth = 2
  ctx.strokeRect(left + 1, top + 1, valueAt(rects.right, lane) - left - 2, Math.max(1, laneHeight(rects, lane) - 2))
}
