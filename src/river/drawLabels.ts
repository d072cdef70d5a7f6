/** Names in the water: shards, what each application waits for, and the trim horizon. */
import { PLATE_ALPHA, drawText, fitText, setFont, textWidth } from './canvasText'
import { valueAt } from './column'
import { WATERLINE_ENDED, WATERLINE_WAITING } from '../engine/frame'
import { drawMark } from './drawMark'
import { isLaneInView, isLaneOpenAt, xOfInstant, yOfHashTop } from './layout'
import type { LaneNote } from './riverProtocol'
import type { Scene } from './scene'
import { colorOfApplication, laneHeight, shortShardName } from './scene'
import { isFree } from './wordBoxes'

/** Words that are nearer than this to others would touch them. */
const WORDS_PITCH_EM = 1.15

export function drawLaneLabels(scene: Scene): void {
  const { ctx, frame, rects, theme, labels, shownAtMs } = scene
  const line = theme.textPx * 1.45
  for (let lane = 0; lane < rects.count; lane++) {
    const height = laneHeight(rects, lane)
    if (height < line || !isLaneInView(rects, lane)) continue
    const left = valueAt(rects.left, lane)
    const room = valueAt(rects.right, lane) - left - 14
    const name = shortShardName(valueAt(frame.lanes.shardIndex, lane))
    setFont(scene, 'bold')
    if (textWidth(ctx, name) > room) continue
    const y = valueAt(rects.top, lane) + Math.min(line * 0.62, height / 2)
    let x = left + 8
    const isOpen = isLaneOpenAt(frame.lanes, { lane, shownAtMs })
    x += drawText(scene, name, { x, y, color: isOpen ? theme.ink : theme.inkSoft, align: 'left', weight: 'bold', plate: theme.water }) + 7
    const box = { left: left + 5, right: x - 4, y }
    scene.taken.push(box)
    if (isOpen) continue
    setFont(scene, 'regular')
    if (x - left + textWidth(ctx, labels.closed) > room) continue
    x += drawText(scene, labels.closed, { x, y, color: theme.inkSoft, align: 'left', weight: 'regular', plate: theme.water }) + 10
    box.right = x
    drawEndedMarks(scene, { lane, x, y })
  }
}

/** A tick in the application's colour and mark where it has read a closed shard to its end. */
function drawEndedMarks({ ctx, frame, rects, theme }: Scene, { lane, x, y }: { lane: number; x: number; y: number }): void {
  const size = theme.textPx * 0.42
  let at = x + size
  for (let row = 0; row < frame.waterlines.applicationCount; row++) {
    if (valueAt(frame.waterlines.state, row * rects.count + lane) !== WATERLINE_ENDED) continue
    if (at + size > valueAt(rects.right, lane)) return
    const applicationIndex = valueAt(frame.waterlines.applicationIndex, row)
    drawMark(ctx, { x: at, y, applicationIndex, size }, colorOfApplication(theme.applications, applicationIndex))
    ctx.strokeStyle = theme.water
    ctx.lineWidth = 1.5
    ctx.beginPath()
    ctx.moveTo(at - size * 0.5, y)
    ctx.lineTo(at - size * 0.1, y + size * 0.45)
    ctx.lineTo(at + size * 0.55, y - size * 0.4)
    ctx.stroke()
    at += size * 3
  }
}

/** Why a hatched lane stands still, beside the application's mark: from the bottom up, or in the row of the name where there is no other. */
export function drawLaneNotes(scene: Scene): void {
  const { ctx, frame, geometry, rects, theme, shownAtMs } = scene
  const line = theme.textPx * 1.45
  const markSize = theme.textPx * 0.42
  const said = new Map<number, number>()
  for (const note of inOrderOfWorth(scene)) {
    const { applicationIndex } = note
    const row = frame.waterlines.applicationIndex.indexOf(applicationIndex)
    const lane = frame.lanes.shardIndex.indexOf(note.shardIndex)
    if (lane < 0 || row < 0 || !isLaneInView(rects, lane)) continue
    if (valueAt(frame.waterlines.state, row * rects.count + lane) !== WATERLINE_WAITING) continue
    const height = laneHeight(rects, lane)
    const above = said.get(lane) ?? 0
    const hasOwnRow = height >= line * (2.1 + above)
    // Closed lanes this low have the labels of their parents' waterlines in that row.
    if (!hasOwnRow && (height < line || above > 0 || !isLaneOpenAt(frame.lanes, { lane, shownAtMs }))) continue
    setFont(scene, 'bold')
    const nameWidth = textWidth(ctx, shortShardName(note.shardIndex))
    const isBesideName = !hasOwnRow && nameWidth <= valueAt(rects.right, lane) - valueAt(rects.left, lane) - 14
    const left = valueAt(rects.left, lane) + 8 + (isBesideName ? nameWidth + 14 : 0)
    const y = hasOwnRow ? valueAt(rects.bottom, lane) - line * (0.65 + above) : valueAt(rects.top, lane) + Math.min(line * 0.62, height / 2)
    const x = left + markSize * 3
    const room = geometry.plotRight - x - 4
    const texts = hasOwnRow && textWidth(ctx, note.text) <= room ? [note.text, note.brief] : [fitText(ctx, note.brief, room)]
    const text = texts.find((words) => isFree(scene.taken, { left: left - 3, right: x + textWidth(ctx, words) + 3, y }, theme.textPx * WORDS_PITCH_EM))
    // Lanes that came and went in a moment lie on each other: the words of one are enough.
    if (text === undefined) continue
    said.set(lane, above + 1)
    scene.taken.push({ left: left - 3, right: x + textWidth(ctx, text) + 3, y })
    ctx.globalAlpha = PLATE_ALPHA
    ctx.fillStyle = theme.water
    ctx.fillRect(left - 3, y - theme.textPx * 0.68, markSize * 3, theme.textPx * 1.36)
    ctx.globalAlpha = 1
    drawMark(ctx, { x: left + markSize, y, applicationIndex, size: markSize }, colorOfApplication(theme.applications, applicationIndex))
    drawText(scene, text, { x, y, color: colorOfApplication(theme.applicationTexts, applicationIndex), align: 'left', weight: 'bold', plate: theme.water })
  }
}

/** Open lanes before closed ones, then the longest. */
function inOrderOfWorth({ frame, rects, notes, shownAtMs }: Scene): readonly LaneNote[] {
  const worth = new Map<LaneNote, number>()
  for (const note of notes.lanes) {
    const lane = frame.lanes.shardIndex.indexOf(note.shardIndex)
    worth.set(note, lane < 0 ? -1 : isLaneOpenAt(frame.lanes, { lane, shownAtMs }) ? Infinity : valueAt(rects.right, lane) - valueAt(rects.left, lane))
  }
  const worthOf = (note: LaneNote) => worth.get(note) ?? -1
  return [...notes.lanes].sort((one, other) => (worthOf(one) === worthOf(other) ? 0 : worthOf(other) - worthOf(one)))
}

export function drawPlaceLabels(scene: Scene): void {
  const { geometry, theme, view, frame, labels, shownAtMs } = scene
  if (view.followedKey !== null) {
    const y = yOfHashTop(view.followedKey.hashTop, { geometry, scale: view })
    if (y >= geometry.plotTop && y <= geometry.plotBottom) {
      drawText(scene, view.followedKey.partitionKey, { x: geometry.plotRight - 6, y: y - theme.textPx * 1.2, color: theme.ink, align: 'right', weight: 'bold', plate: theme.water })
    }
  }
  const trimX = xOfInstant(shownAtMs - frame.retentionMs, { geometry, scale: view, shownAtMs })
  if (trimX >= geometry.plotRight) return
  const isAtRight = trimX > geometry.plotRight - theme.textPx * 4
  drawText(scene, labels.trimHorizon, { x: isAtRight ? trimX - 8 : trimX + 8, y: geometry.plotTop + theme.textPx, color: theme.inkSoft, align: isAtRight ? 'right' : 'left', weight: 'regular', plate: theme.paper })
}
