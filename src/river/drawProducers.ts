/** Producers at the left: a sign of their kind, or of the application that writes, a name, what waits in them, and whether they are down or cut off. */
import { writerOf } from '../engine/frame'
import { drawText, fitText, setFont, textWidth } from './canvasText'
import { valueAt } from './column'
import { drawArrow, drawGlyph } from './drawGlyph'
import { drawMark } from './drawMark'
import { CARD_LEFT_PX } from './layout'
import type { ProducerCards } from './producerCards'
import { cardRight, gaugeShare, layoutCards, rowY } from './producerCards'
import type { ProducerNote } from './riverProtocol'
import type { CssPixels } from './riverView'
import type { Scene } from './scene'
import { colorOfApplication, sayNumber } from './scene'

const PADDING_PX = 7
const RADIUS_PX = 5
const GAUGE_PX = 4
const HATCH_STEP_PX = 7
/** Of the way to the water: where nothing comes through. */
export const CUT_SHARE = 0.26

export function drawProducers(scene: Scene): void {
  const { frame, geometry, labels, numbers, theme } = scene
  const { producers } = frame
  const count = producers.producerIndex.length
  const cards = layoutCards(geometry, count)
  if (cards.detail === 'none') return
  for (let row = 0; row < count; row++) {
    const middle = rowY(row, { geometry, producerCount: count })
    if (cards.detail === 'tick') drawTick(scene, { row, middle })
    else drawCard(scene, { row, middle, cards })
  }
  if (cards.detail !== 'tick') return
  drawText(scene, sayNumber(labels.producers, numbers.format(count)), {
    x: CARD_LEFT_PX, y: geometry.plotTop - geometry.textPx, color: theme.inkSoft, align: 'left', weight: 'regular', plate: null,
  })
}

function drawTick({ ctx, frame, geometry, theme }: Scene, { row, middle }: { row: number; middle: CssPixels }): void {
  const isDown = valueAt(frame.producers.isCrashed, row) === 1 || valueAt(frame.producers.isPartitioned, row) === 1
  ctx.fillStyle = isDown ? theme.fault : theme.inkSoft
  const width = isDown ? 14 : 6
  ctx.fillRect(geometry.cardWidth + 6 - width, middle - 1, width, 2)
}

interface CardSpot {
  row: number
  middle: CssPixels
  cards: ProducerCards
}

function drawCard(scene: Scene, { row, middle, cards }: CardSpot): void {
  const { ctx, frame, geometry, theme, notes } = scene
  const { producers } = frame
  const { textPx, cardWidth } = geometry
  const isCrashed = valueAt(producers.isCrashed, row) === 1
  const isFull = cards.detail === 'full'
  const top = Math.round(middle - cards.height / 2)
  ctx.fillStyle = theme.card
  ctx.beginPath()
  ctx.roundRect(CARD_LEFT_PX + 0.5, top + 0.5, cardWidth - 1, cards.height, RADIUS_PX)
  ctx.fill()
  if (isCrashed) hatchCard(scene, { top, height: cards.height })
  ctx.strokeStyle = isCrashed ? theme.fault : theme.cardEdge
  ctx.lineWidth = 1
  if (scene.view.highlightedProducerIndex === valueAt(producers.producerIndex, row)) {
    ctx.strokeStyle = theme.focus
    ctx.lineWidth = 2.5
  }
  ctx.stroke()
  const nameY = isFull ? top + textPx * 0.98 : middle - 1
  const index = valueAt(producers.producerIndex, row)
  const note = notes.producers.find(({ producerIndex }) => producerIndex === index)
  const writer = writerOf(index)
  const color = isCrashed ? theme.inkSoft : writer === null ? theme.ink : colorOfApplication(theme.applicationTexts, writer)
  const left = CARD_LEFT_PX + PADDING_PX
  if (writer === null) drawGlyph(ctx, producers.kind[row] ?? 'sdk', { left, top: nameY - textPx * 0.46, size: textPx * 0.92, color })
  else drawMark(ctx, { x: left + textPx * 0.46, y: nameY, applicationIndex: writer, size: textPx * 0.4 }, colorOfApplication(theme.applications, writer))
  if (note !== undefined) drawName(scene, { note, nameY, color })
  if (isCrashed && !isFull) drawText(scene, scene.labels.crashed, { x: cardRight(geometry) + 5, y: middle, color: theme.faultText, align: 'left', weight: 'regular', plate: theme.paper })
  if (isFull && note !== undefined) drawDetail(scene, { row, note, y: top + textPx * 2.22 })
  drawGauge(scene, { row, note, y: top + cards.height - (isFull ? GAUGE_PX + 4 : GAUGE_PX - 1) })
}

function drawName(scene: Scene, { note, nameY, color }: { note: ProducerNote; nameY: CssPixels; color: string }): void {
  const { ctx, geometry, theme, numbers } = scene
  const { textPx, cardWidth } = geometry
  const left = CARD_LEFT_PX + PADDING_PX + textPx * 1.25
  const right = CARD_LEFT_PX + cardWidth - PADDING_PX
  const room = right - left
  setFont(scene, 'bold')
  const weight = textWidth(ctx, note.name) <= room ? 'bold' : 'regular'
  setFont(scene, weight)
  const width = drawText(scene, fitText(ctx, note.name, room), { x: left, y: nameY, color, align: 'left', weight, plate: null })
  const inFlight = numbers.format(note.requestsInFlight)
  setFont(scene, 'regular')
  // The name comes first: without room for both, whoever points at the card is told.
  if (note.requestsInFlight === 0 || width + textWidth(ctx, inFlight) + textPx > room) return
  drawText(scene, inFlight, { x: right - textPx * 0.65, y: nameY, color: theme.recordText, align: 'right', weight: 'regular', plate: null })
  drawArrow(ctx, { x: right, y: nameY, size: textPx * 0.42, color: theme.recordText })
}

function drawDetail(scene: Scene, { row, note, y }: { row: number; note: ProducerNote; y: CssPixels }): void {
  const { ctx, frame, geometry, theme, labels } = scene
  const { producers } = frame
  const isCrashed = valueAt(producers.isCrashed, row) === 1
  const isCutOff = valueAt(producers.isPartitioned, row) === 1
  const text = isCrashed ? labels.crashed : isCutOff ? labels.cutOff : note.detail
  setFont(scene, 'regular')
  drawText(scene, fitText(ctx, text, geometry.cardWidth - 2 * PADDING_PX), {
    x: CARD_LEFT_PX + PADDING_PX, y, color: isCrashed || isCutOff || note.isRefused ? theme.faultText : theme.inkSoft, align: 'left', weight: 'regular', plate: isCrashed ? theme.card : null,
  })
}

function drawGauge({ ctx, frame, geometry, theme }: Scene, { row, note, y }: { row: number; note: ProducerNote | undefined; y: CssPixels }): void {
  const left = CARD_LEFT_PX + PADDING_PX
  const width = geometry.cardWidth - 2 * PADDING_PX
  const share = gaugeShare(valueAt(frame.producers.recordsWaiting, row), note?.waitingMax ?? null)
  ctx.fillStyle = theme.gateTrack
  ctx.fillRect(left, y, width, GAUGE_PX - 1)
  ctx.fillStyle = note?.waitingMax !== null && share >= 1 ? theme.fault : theme.recordText
  ctx.fillRect(left, y, width * share, GAUGE_PX - 1)
}

function hatchCard({ ctx, geometry, theme }: Scene, { top, height }: { top: CssPixels; height: CssPixels }): void {
  ctx.save()
  ctx.clip()
  ctx.globalAlpha = 0.45
  ctx.beginPath()
  for (let x = CARD_LEFT_PX - height; x < CARD_LEFT_PX + geometry.cardWidth; x += HATCH_STEP_PX) {
    ctx.moveTo(x, top + height)
    ctx.lineTo(x + height, top)
  }
  ctx.strokeStyle = theme.fault
  ctx.stroke()
  ctx.restore()
  // The outline is drawn next: its path was left for the hatching.
  ctx.beginPath()
  ctx.roundRect(CARD_LEFT_PX + 0.5, top + 0.5, geometry.cardWidth - 1, height, RADIUS_PX)
}

/** What would lead to the water leads nowhere: over whatever dies there. */
export function drawCutLines(scene: Scene): void {
  const { producers } = scene.frame
  const count = producers.producerIndex.length
  const cards = layoutCards(scene.geometry, count)
  for (let row = 0; row < count && cards.detail !== 'none'; row++) {
    if (valueAt(producers.isPartitioned, row) === 1) drawCutLine(scene, { middle: rowY(row, { geometry: scene.geometry, producerCount: count }), cards })
  }
}

function drawCutLine(scene: Scene, { middle, cards }: { middle: CssPixels; cards: ProducerCards }): void {
  const { ctx, geometry, theme, labels } = scene
  const from = cardRight(geometry) + 3
  const breakX = from + (geometry.plotLeft - geometry.gateWidth - 6 - from) * CUT_SHARE
  ctx.strokeStyle = theme.fault
  ctx.lineWidth = 1.5
  ctx.setLineDash([4, 4])
  ctx.beginPath()
  ctx.moveTo(from, middle)
  ctx.lineTo(breakX - 4, middle)
  ctx.moveTo(breakX + 6, middle)
  ctx.lineTo(geometry.plotLeft - geometry.gateWidth - 6, middle)
  ctx.stroke()
  ctx.setLineDash([])
  ctx.beginPath()
  for (const x of [breakX - 3, breakX + 2]) {
    ctx.moveTo(x - 2, middle + 6)
    ctx.lineTo(x + 3, middle - 6)
  }
  ctx.stroke()
  if (cards.detail === 'tick') return
  drawText(scene, labels.cutOff, { x: breakX + 11, y: middle, color: theme.faultText, align: 'left', weight: 'regular', plate: theme.paper })
}
