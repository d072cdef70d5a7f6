/** Producers at the left, their records on the way to the gates, and refused ones bouncing back. */
import type { ArrivalColumns } from '../engine/frame'
import { OUTCOME_THROTTLED } from '../engine/frame'
import { drawText, fitText, setFont, textWidth } from './canvasText'
import { valueAt } from './column'
import type { Flights } from './flights'
import { settleStride, visitFlights } from './flights'
import { CARD_LEFT_PX, producerY, yOfHashTop } from './layout'
import type { Scene } from './scene'
import { sayNumber } from './scene'
import { FLIGHT_SPEED_MAX } from './shownInstant'

/** A bounce takes this many times as long as a flight. */
export const BOUNCE_FLIGHTS = 1.4
const BOUNCE_PX = 46

export function drawProducers(scene: Scene): void {
  const { ctx, frame, geometry, theme, labels, notes, numbers } = scene
  if (geometry.cardWidth === 0 || frame.producerCount === 0) return
  const { textPx, cardWidth } = geometry
  const slot = (geometry.plotBottom - geometry.plotTop) / frame.producerCount
  if (slot < textPx * 1.7) {
    drawText(scene, sayNumber(labels.producers, numbers.format(frame.producerCount)), {
      x: CARD_LEFT_PX, y: geometry.plotTop - textPx, color: theme.inkSoft, align: 'left', weight: 'regular', plate: null,
    })
    ctx.fillStyle = theme.inkSoft
    for (let producer = 0; producer < frame.producerCount; producer++) {
      ctx.fillRect(cardWidth, producerY(producer, { geometry, producerCount: frame.producerCount }) - 1, 6, 2)
    }
    return
  }
  const hasDetail = slot >= textPx * 3.6
  const height = hasDetail ? textPx * 3.1 : textPx * 1.55
  for (let producer = 0; producer < frame.producerCount; producer++) {
    const note = notes.producers[producer]
    const middle = producerY(producer, { geometry, producerCount: frame.producerCount })
    ctx.fillStyle = theme.card
    ctx.strokeStyle = theme.cardEdge
    ctx.lineWidth = 1
    ctx.beginPath()
    ctx.roundRect(CARD_LEFT_PX + 0.5, Math.round(middle - height / 2) + 0.5, cardWidth - 1, Math.round(height), 5)
    ctx.fill()
    ctx.stroke()
    if (note === undefined) continue
    setFont(scene, 'bold')
    const weight = textWidth(ctx, note.name) <= cardWidth - 13 ? 'bold' : 'regular'
    setFont(scene, weight)
    const name = fitText(ctx, note.name, cardWidth - 13)
    drawText(scene, name, { x: CARD_LEFT_PX + 8, y: hasDetail ? middle - textPx * 0.68 : middle, color: theme.ink, align: 'left', weight, plate: null })
    if (!hasDetail) continue
    setFont(scene, 'regular')
    const detail = fitText(ctx, note.detail, cardWidth - 13)
    drawText(scene, detail, {
      x: CARD_LEFT_PX + 8, y: middle + textPx * 0.7, color: note.waiting === 'some' ? theme.faultText : theme.inkSoft, align: 'left', weight: 'regular', plate: null,
    })
  }
}

/** A place is a function of the instant: leaving `delayMs` before the arrival, at the gate at the arrival. */
export function drawFlights(scene: Scene, flights: Flights): void {
  const { shownAtMs, delayMs, view, geometry, ctx } = scene
  if (delayMs <= 0 || view.speed > FLIGHT_SPEED_MAX) return
  const bounceMs = delayMs * BOUNCE_FLIGHTS
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, geometry.plotTop - 8, geometry.plotLeft, geometry.plotBottom - geometry.plotTop + 16)
  ctx.clip()
  settleStride(flights, { fromMs: shownAtMs, toMs: shownAtMs + delayMs })
  visitFlights(flights, { fromMs: shownAtMs, toMs: shownAtMs + delayMs }, (arrivals, arrival) => {
    drawFlight(scene, arrivals, arrival)
  })
  visitFlights(flights, { fromMs: shownAtMs - bounceMs, toMs: shownAtMs }, (arrivals, arrival) => {
    if (valueAt(arrivals.outcome, arrival) === OUTCOME_THROTTLED) drawBounce(scene, { arrivals, arrival, bounceMs })
  })
  ctx.restore()
  ctx.globalAlpha = 1
}

function drawFlight(scene: Scene, arrivals: ArrivalColumns, arrival: number): void {
  const { ctx, frame, geometry, view, theme, shownAtMs, delayMs } = scene
  const done = 1 - (valueAt(arrivals.atMs, arrival) - shownAtMs) / delayMs
  const fromX = geometry.cardWidth > 0 ? CARD_LEFT_PX + geometry.cardWidth : 0
  const toX = geometry.plotLeft - geometry.gateWidth - 5
  const fromY = producerY(valueAt(arrivals.producerIndex, arrival), { geometry, producerCount: frame.producerCount })
  const toY = yOfHashTop(valueAt(arrivals.hashTop, arrival), { geometry, scale: view })
  const risen = done * done * (3 - 2 * done)
  ctx.globalAlpha = Math.min(1, done * 6)
  ctx.fillStyle = theme.recordText
  ctx.fillRect(fromX + (toX - fromX) * done - 1.75, fromY + (toY - fromY) * risen - 1.75, 3.5, 3.5)
}

/** Hollow diamonds: a refusal is told by its shape too. */
function drawBounce(scene: Scene, { arrivals, arrival, bounceMs }: { arrivals: ArrivalColumns; arrival: number; bounceMs: number }): void {
  const { ctx, geometry, view, theme, shownAtMs } = scene
  const done = (shownAtMs - valueAt(arrivals.atMs, arrival)) / bounceMs
  const hashTop = valueAt(arrivals.hashTop, arrival)
  const lean = ((Math.imul(hashTop ^ Math.round(valueAt(arrivals.atMs, arrival) * 1_000), 0x9e3779b1) >>> 16) / 0xffff - 0.5) * 2
  const back = done * (2 - done)
  const x = geometry.plotLeft - geometry.gateWidth - 6 - back * BOUNCE_PX * (1 - 0.35 * Math.abs(lean))
  const y = yOfHashTop(hashTop, { geometry, scale: view }) + lean * 26 * back
  ctx.globalAlpha = 1 - done * done
  ctx.strokeStyle = theme.fault
  ctx.lineWidth = 1.5
  ctx.beginPath()
  ctx.moveTo(x, y - 3)
  ctx.lineTo(x + 3, y)
  ctx.lineTo(x, y + 3)
  ctx.lineTo(x - 3, y)
  ctx.closePath()
  ctx.stroke()
}
