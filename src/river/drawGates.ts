/** Gates: at the mouth of each open lane, how much of its write limit is in use, and what it refuses. */
import { WATERLINE_WAITING } from '../engine/frame'
import { drawBolt } from './drawBolt'
import { drawText, fitText, setFont, textWidth } from './canvasText'
import { valueAt } from './column'
import { CARD_LEFT_PX, isLaneOpenAt } from './layout'
import type { CssPixels } from './riverView'
import type { Scene } from './scene'
import { laneHeight, sayNumber, shortShardName } from './scene'

const GATE_HEIGHT_MIN_PX = 6
const SMALL_LANES_LABELLED_MAX = 5
/** More than this over its limit is worth a word. */
const SAVED_USE_MIN = 1.02
/** Beside a gate whose puts an experiment strikes. */
const STRUCK_EDGE_PX = 3

export function drawGates(scene: Scene): void {
  const { ctx, frame, geometry, rects, theme, shownAtMs } = scene
  const { lanes } = frame
  const left = geometry.plotLeft - geometry.gateWidth - 3
  ctx.fillStyle = theme.gateTrack
  ctx.fillRect(left, geometry.plotTop, geometry.gateWidth, geometry.plotBottom - geometry.plotTop)
  for (let lane = 0; lane < rects.count; lane++) {
    const height = laneHeight(rects, lane)
    const use = Math.max(valueAt(lanes.writeBytesUse, lane), valueAt(lanes.writeRecordsUse, lane))
    const refuses = valueAt(lanes.throttledPerSecond, lane) > 0
    // A refusing lane is never lost, even where it has no row of its own.
    if ((height <= 0 && !refuses) || valueAt(rects.bottom, lane) < geometry.plotTop || valueAt(rects.top, lane) > geometry.plotBottom) continue
    if (!isLaneOpenAt(lanes, { lane, shownAtMs })) continue
    const top = valueAt(rects.top, lane)
    if (valueAt(lanes.faultPercent, lane) > 0) {
      ctx.fillStyle = theme.struck
      ctx.fillRect(left - STRUCK_EDGE_PX - 1, top, STRUCK_EDGE_PX, Math.max(1, height))
    }
    ctx.fillStyle = refuses ? theme.fault : theme.recordText
    if (height < GATE_HEIGHT_MIN_PX) {
      const width = refuses ? geometry.gateWidth : geometry.gateWidth * Math.min(1, use)
      ctx.fillRect(left + geometry.gateWidth - width, top, width, Math.max(1, height))
      continue
    }
    const filled = (height - 2) * Math.min(1, use)
    ctx.fillRect(left, top + height - 1 - filled, geometry.gateWidth, filled)
    ctx.fillStyle = theme.paper
    ctx.fillRect(left, top - 1, geometry.gateWidth, 2)
    ctx.fillRect(left, top + height - 1, geometry.gateWidth, 2)
  }
}

export function drawGateLabels(scene: Scene): void {
  const { frame, geometry, rects, theme, shownAtMs } = scene
  const line = theme.textPx * 1.45
  for (let lane = 0; lane < rects.count; lane++) {
    if (laneHeight(rects, lane) >= line && isLaneOpenAt(frame.lanes, { lane, shownAtMs })) drawGateLabel(scene, { lane, line })
  }
  if (geometry.cardWidth > 0) drawSmallThrottledLanes(scene, line)
}

function drawGateLabel(scene: Scene, { lane, line }: { lane: number; line: number }): void {
  const { ctx, frame, geometry, rects, theme, labels, notes, numbers, steadyUse, steadyThrottled } = scene
  const height = laneHeight(rects, lane)
  const throttled = valueAt(steadyThrottled, lane)
  const x = geometry.plotLeft - geometry.gateWidth - 9
  let y = valueAt(rects.top, lane) + Math.min(line * 0.62, height / 2)
  const use = valueAt(steadyUse, lane)
  const percent = `${numbers.format(Math.round(100 * Math.min(1, use)))}%`
  drawText(scene, percent, { x, y, color: throttled > 0 ? theme.faultText : theme.ink, align: 'right', weight: 'bold', plate: theme.paper })
  // Beside the gate where producers leave room for it; else in the water, under the labels of the waterlines.
  const isBeside = geometry.cardWidth > 0
  let rowsAbove = isBeside ? 1 : 1 + frame.waterlines.applicationCount
  const struckPercent = valueAt(frame.lanes.faultPercent, lane)
  if (struckPercent > 0 && height >= line * (rowsAbove + 1.1)) {
    drawStruck(scene, sayNumber(labels.struckPercent, numbers.format(struckPercent)), { x: isBeside ? x : geometry.plotLeft + 7, y: y + line * (rowsAbove + (isBeside ? 0 : 0.2)), align: isBeside ? 'right' : 'left' })
    rowsAbove++
  }
  if (height < line * (rowsAbove + 1.1)) return
  if (throttled <= 0) {
    // Its limit is what it takes for good; a burst takes what was left unused before.
    if (isBeside && use > SAVED_USE_MIN) drawText(scene, sayNumber(labels.saved, numbers.format(Math.round(100 * (use - 1)))), { x, y: y + line * rowsAbove, color: theme.inkSoft, align: 'right', weight: 'regular', plate: theme.paper })
    return
  }
  y += line * rowsAbove + (isBeside ? 0 : line * 0.2)
  const room = x - geometry.cardWidth - CARD_LEFT_PX - 3
  const spot = isBeside ? { x, align: 'right' as const, plate: theme.paper } : { x: geometry.plotLeft + 7, align: 'left' as const, plate: theme.water }
  const rate = sayNumber(labels.throttledPerSecond, numbers.format(Math.round(throttled)))
  setFont(scene, 'bold')
  const weight = !isBeside || textWidth(ctx, rate) <= room ? 'bold' : 'regular'
  setFont(scene, weight)
  drawText(scene, isBeside ? fitText(ctx, rate, room) : rate, { ...spot, y, color: theme.faultText, weight })
  const shardIndex = valueAt(frame.lanes.shardIndex, lane)
  const note = notes.gates.find((gate) => gate.shardIndex === shardIndex)
  if (note === undefined) return
  setFont(scene, 'regular')
  const rowsBelow = waitingIn(scene, lane)
  const plain = { color: theme.faultText, weight: 'regular' } as const
  if (height >= line * (frame.waterlines.applicationCount + rowsBelow + (isBeside ? 2.6 : 3.6))) {
    const left = geometry.plotLeft + 7
    drawText(scene, fitText(ctx, note.text, geometry.plotRight - left - 4), { x: left, y: valueAt(rects.bottom, lane) - line * (0.65 + rowsBelow), align: 'left', plate: theme.water, ...plain })
  } else if (isBeside && height >= line * 3.1) {
    drawText(scene, fitText(ctx, note.text, room), { ...spot, y: y + line, ...plain })
  }
}

function drawStruck(scene: Scene, text: string, { x, y, align }: { x: CssPixels; y: CssPixels; align: 'left' | 'right' }): void {
  const { ctx, theme } = scene
  const size = theme.textPx * 0.5
  const width = drawText(scene, text, { x: align === 'right' ? x : x + 2 * size, y, color: theme.struck, align, weight: 'bold', plate: align === 'right' ? theme.paper : theme.water })
  drawBolt(ctx, { x: align === 'right' ? x - width - size : x + size * 0.6, y, size }, theme.struck)
}

/** What bolts mean, while there are any. */
export function drawStruckLegend(scene: Scene): void {
  const { geometry, theme, notes } = scene
  if (notes.struck === '') return
  const isBeside = geometry.cardWidth > 0
  drawStruck(scene, notes.struck, isBeside ? { x: geometry.plotLeft - 12, y: geometry.plotTop - theme.textPx, align: 'right' } : { x: geometry.plotLeft + 8, y: geometry.plotBottom - theme.textPx * 2.4, align: 'left' })
}

/** Each of them has a row of its own at the bottom of the lane. */
function waitingIn({ frame, rects }: Scene, lane: number): number {
  let waiting = 0
  for (let application = 0; application < frame.waterlines.applicationCount; application++) {
    if (valueAt(frame.waterlines.state, application * rects.count + lane) === WATERLINE_WAITING) waiting++
  }
  return waiting
}

/** Lanes too thin for a figure: the few that refuse most are named. */
function drawSmallThrottledLanes(scene: Scene, line: number): void {
  const { frame, rects, theme, geometry, labels, numbers, steadyThrottled, shownAtMs } = scene
  const worst: number[] = []
  for (let lane = 0; lane < rects.count; lane++) {
    const throttled = valueAt(steadyThrottled, lane)
    if (throttled <= 0 || laneHeight(rects, lane) >= line || !isLaneOpenAt(frame.lanes, { lane, shownAtMs })) continue
    let rank = worst.length
    while (rank > 0 && throttled > valueAt(steadyThrottled, worst[rank - 1] ?? 0)) rank--
    if (rank < SMALL_LANES_LABELLED_MAX) {
      worst.splice(rank, 0, lane)
      worst.length = Math.min(worst.length, SMALL_LANES_LABELLED_MAX)
    }
  }
  const taken: number[] = []
  for (const lane of worst) {
    const y = (valueAt(rects.top, lane) + valueAt(rects.bottom, lane)) / 2
    if (y < geometry.plotTop || y > geometry.plotBottom || taken.some((other) => Math.abs(other - y) < line)) continue
    taken.push(y)
    const rate = sayNumber(labels.throttledPerSecond, numbers.format(Math.round(valueAt(steadyThrottled, lane))))
    const text = `${shortShardName(valueAt(frame.lanes.shardIndex, lane))} ${rate}`
    drawText(scene, text, { x: geometry.plotLeft - geometry.gateWidth - 9, y, color: theme.faultText, align: 'right', weight: 'bold', plate: theme.paper })
  }
}
