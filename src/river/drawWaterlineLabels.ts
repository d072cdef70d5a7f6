/** What stands at waterlines: the application's mark, and how far it is behind, or its name in the topmost lane. */
import { WATERLINE_WAITING } from '../engine/frame'
import { drawText, setFont, textWidth } from './canvasText'
import { valueAt } from './column'
import { sayDuration } from './sayDuration'
import { drawMark } from './drawMark'
import { isLaneInView } from './layout'
import type { CssPixels } from './riverView'
import type { Scene } from './scene'
import { colorOfApplication, laneHeight, sayNumber } from './scene'
import { isFree } from './wordBoxes'

const LABEL_GAP_PX = 9
/** Part of the plot's width. */
const LABELLED_BACKLOG_SHARE = 0.05
const LINE_EM = 1.5
/** The name of the shard is above the first mark. */
const NAME_EM = 1.95
/** Marks that are nearer than this would touch. */
const MARK_PITCH_EM = 0.95
/** Words that are nearer than this to others are left out. */
const WORDS_PITCH_EM = 1.36

interface Label {
  row: number
  x: CssPixels
  y: CssPixels
  ageMs: number
  isBlocked: boolean
  /** Null: the mark alone. */
  text: string | null
}

export function drawWaterlineLabels(scene: Scene): void {
  const { frame, rects, theme } = scene
  const labels: Label[] = []
  for (let lane = 0; lane < rects.count; lane++) {
    if (isLaneInView(rects, lane) && laneHeight(rects, lane) >= theme.textPx * LINE_EM * 2) labels.push(...labelsOf(scene, lane))
  }
  if (frame.waterlines.applicationCount > 1) for (const label of labels) drawLabelMark(scene, label)
  // Where there is no room for all words, those of the latest application are said.
  labels.sort((one, other) => Number(other.isBlocked) - Number(one.isBlocked) || other.ageMs - one.ageMs)
  for (const label of labels) if (label.text !== null) drawWords(scene, label, label.text)
}

/** Each application has its own row: parent and child, side by side, do not speak in the same one. */
function labelsOf(scene: Scene, lane: number): Label[] {
  const { frame, rects, theme, waterlineX } = scene
  const { waterlines } = frame
  const rows: number[] = []
  let notes = 0
  for (let row = 0; row < waterlines.applicationCount; row++) {
    const at = row * rects.count + lane
    if (!Number.isNaN(valueAt(waterlineX, at))) rows.push(row)
    else if (valueAt(waterlines.state, at) === WATERLINE_WAITING) notes++
  }
  const line = LINE_EM * theme.textPx
  const pitchFor = (count: number) => Math.min(line, (laneHeight(rects, lane) - NAME_EM * theme.textPx - notes * line) / count)
  const hasRoomForAll = pitchFor(waterlines.applicationCount) >= MARK_PITCH_EM * theme.textPx
  const pitch = pitchFor(hasRoomForAll ? waterlines.applicationCount : rows.length)
  if (rows.length > 1 && pitch < MARK_PITCH_EM * theme.textPx) return []
  const first = valueAt(rects.top, lane) + NAME_EM * theme.textPx + Math.min(pitch / 2, line * 0.56)
  return rows.map((row, place) => ({ row, y: first + (hasRoomForAll ? row : place) * pitch, ...labelOf(scene, { row, lane }) }))
}

function labelOf(scene: Scene, { row, lane }: { row: number; lane: number }): Omit<Label, 'row' | 'y'> {
  const { frame, rects, geometry, notes, labels, view, shownAtMs, waterlineX } = scene
  const at = row * rects.count + lane
  const ageMs = shownAtMs - valueAt(frame.waterlines.processedToMs, at)
  const isBlocked = valueAt(frame.waterlines.isBlocked, at) === 1
  const isBehind = Number.isFinite(ageMs) && (isBlocked || ageMs >= view.ageSpanMs * LABELLED_BACKLOG_SHARE)
  const applicationIndex = valueAt(frame.waterlines.applicationIndex, row)
  const name = notes.applications.find((note) => note.applicationIndex === applicationIndex)?.name
  const isTopmost = valueAt(rects.top, lane) <= geometry.plotTop
  const text = name === undefined ? null : isBehind ? sayNumber(isBlocked ? labels.blocked : labels.behind, sayDuration(scene, ageMs)).replace('{application}', name) : isTopmost ? name : null
  return { x: valueAt(waterlineX, at), ageMs, isBlocked, text }
}

/** Older than the right edge: there is no line to draw, but an arrow to where it is. Left out where other words are. */
function drawWords(scene: Scene, { row, x, y, isBlocked }: Label, text: string): void {
  const { ctx, frame, geometry, theme } = scene
  const applicationIndex = valueAt(frame.waterlines.applicationIndex, row)
  const isBeyond = x === Infinity
  const end = isBeyond ? geometry.plotRight : x
  const shown = isBeyond ? `${text} →` : text
  setFont(scene, 'bold')
  const width = textWidth(ctx, shown)
  const isAtRight = end + LABEL_GAP_PX + width > geometry.plotRight
  const at = isAtRight ? end - LABEL_GAP_PX : end + LABEL_GAP_PX
  const box = { left: isAtRight ? at - width : at, right: isAtRight ? at : at + width, y }
  if (!isFree(scene.taken, box, WORDS_PITCH_EM * theme.textPx)) return
  scene.taken.push(box)
  if (frame.waterlines.applicationCount === 1) drawLabelMark(scene, { row, x, y })
  const color = isBlocked ? theme.faultText : colorOfApplication(theme.applicationTexts, applicationIndex)
  drawText(scene, shown, { x: at, y, color, align: isAtRight ? 'right' : 'left', weight: 'bold', plate: theme.water })
}

/** Beyond the right edge there is no place for it. */
function drawLabelMark({ ctx, frame, geometry, theme }: Scene, { row, x, y }: Pick<Label, 'row' | 'x' | 'y'>): void {
  if (x === Infinity) return
  const applicationIndex = valueAt(frame.waterlines.applicationIndex, row)
  const size = theme.textPx * 0.42
  drawMark(ctx, { x: Math.max(x, geometry.plotLeft + size), y, applicationIndex, size }, colorOfApplication(theme.applications, applicationIndex))
}
