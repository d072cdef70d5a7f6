/** Records on their way from producers to the gates, and refused ones bouncing back. */
import type { ArrivalColumns } from '../engine/frame'
import { OUTCOME_COPY, OUTCOME_STRUCK, OUTCOME_THROTTLED, writerOf } from '../engine/frame'
import { drawBolt } from './drawBolt'
import { drawText } from './canvasText'
import { valueAt } from './column'
import { WAITS_AT } from './delays'
import type { Flights } from './flights'
import { hasWaited, visitFlights } from './flights'
import { placeOfFlight } from './flightPlaces'
import { yOfHashTop } from './layout'
import type { CssPixels, Point } from './riverView'
import type { Context2D, Scene } from './scene'
import { colorOfApplication } from './scene'
import { FLIGHT_SPEED_MAX } from './shownInstant'

/** A bounce takes this many times as long as a flight. */
export const BOUNCE_FLIGHTS = 1.4
const BOUNCE_PX = 46
const DOT_PX = 3.5
const BOLT_PX = 5.5
/** More clusters than this leave no room for their counts. */
const COUNTED_CLUSTERS_MAX = 14

/** A place is a function of the instant: leaving `delayMs` before the arrival, at the gate at the arrival. */
export function drawFlights(scene: Scene, flights: Flights): void {
  const { shownAtMs, delayMs, view, geometry, ctx } = scene
  if (delayMs <= 0 || view.speed > FLIGHT_SPEED_MAX) return
  const bounceMs = delayMs * BOUNCE_FLIGHTS
  const underWay = { fromMs: shownAtMs, toMs: shownAtMs + delayMs }
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, geometry.plotTop - 8, geometry.plotLeft, geometry.plotBottom - geometry.plotTop + 16)
  ctx.clip()
  let clusters = 0
  visitFlights(flights, underWay, (arrivals, arrival) => {
    drawFlight(scene, flights, arrivals, arrival)
    if (valueAt(arrivals.userRecords, arrival) > 1) clusters++
  })
  if (clusters > 0 && clusters <= COUNTED_CLUSTERS_MAX) visitFlights(flights, underWay, (arrivals, arrival) => drawCount(scene, flights, arrivals, arrival))
  visitFlights(flights, { fromMs: shownAtMs - bounceMs, toMs: shownAtMs }, (arrivals, arrival) => {
    const outcome = valueAt(arrivals.outcome, arrival)
    if (outcome === OUTCOME_THROTTLED || outcome === OUTCOME_STRUCK) drawBounce(scene, { arrivals, arrival, bounceMs })
  })
  ctx.restore()
  ctx.globalAlpha = 1
}

function drawFlight(scene: Scene, flights: Flights, arrivals: ArrivalColumns, arrival: number): void {
  const { ctx, theme, view } = scene
  const isHeld = hasWaited(flights, arrivals, arrival)
  const { x, y, done } = placeOfFlight(scene, arrivals, arrival, isHeld)
  if (isHeld && done < WAITS_AT) return
  const userRecords = valueAt(arrivals.userRecords, arrival)
  const isCopy = valueAt(arrivals.outcome, arrival) === OUTCOME_COPY
  ctx.globalAlpha = Math.min(1, done * 6)
  const writer = writerOf(valueAt(arrivals.producerIndex, arrival))
  ctx.fillStyle = isCopy ? theme.duplicate : writer === null ? theme.recordText : colorOfApplication(theme.applications, writer)
  drawDot(scene, { x, y }, userRecords)
  const { held } = view
  if (held === null || held.requestNumber !== valueAt(arrivals.requestNumber, arrival) || held.producerIndex !== valueAt(arrivals.producerIndex, arrival)) return
  ctx.globalAlpha = 1
  drawRing(ctx, { x, y, radius: clusterSide(userRecords) / 2 + 4 }, theme.focus)
}

/** In the colour that is set. */
export function drawDot(scene: Scene, { x, y }: Point, userRecords: number): void {
  if (userRecords > 1) drawCluster(scene, { x, y }, userRecords)
  else scene.ctx.fillRect(x - DOT_PX / 2, y - DOT_PX / 2, DOT_PX, DOT_PX)
}

export function drawRing(ctx: Context2D, { x, y, radius }: Point & { radius: CssPixels }, color: string): void {
  ctx.strokeStyle = color
  ctx.lineWidth = 1.5
  ctx.beginPath()
  ctx.arc(x, y, radius, 0, 2 * Math.PI)
  ctx.stroke()
}

/** User records that the KPL has packed into one: a crate of four, or of nine where they are many. */
function drawCluster({ ctx, theme }: Scene, { x, y }: Point, userRecords: number): void {
  const side = clusterSide(userRecords)
  const cells = userRecords < 10 ? 2 : 3
  ctx.fillRect(x - side / 2, y - side / 2, side, side)
  ctx.fillStyle = theme.paper
  for (let gap = 1; gap < cells; gap++) {
    const from = -side / 2 + (side * gap) / cells - 0.5
    ctx.fillRect(x + from, y - side / 2, 1, side)
    ctx.fillRect(x - side / 2, y + from, side, 1)
  }
}

function clusterSide(userRecords: number): CssPixels {
  return userRecords <= 1 ? DOT_PX : userRecords < 10 ? 7 : userRecords < 100 ? 10 : 13
}

function drawCount(scene: Scene, flights: Flights, arrivals: ArrivalColumns, arrival: number): void {
  const userRecords = valueAt(arrivals.userRecords, arrival)
  if (userRecords <= 1) return
  const isHeld = hasWaited(flights, arrivals, arrival)
  const { x, y, done } = placeOfFlight(scene, arrivals, arrival, isHeld)
  if (done < (isHeld ? WAITS_AT : 0.1) || done > 0.85) return
  scene.ctx.globalAlpha = 1
  drawText(scene, scene.numbers.format(userRecords), { x, y: y - clusterSide(userRecords) / 2 - scene.theme.textPx * 0.6, color: scene.theme.recordText, align: 'center', weight: 'regular', plate: null })
}

/** Hollow diamonds: a refusal is told by its shape too; what an experiment has struck is a bolt. */
function drawBounce(scene: Scene, { arrivals, arrival, bounceMs }: { arrivals: ArrivalColumns; arrival: number; bounceMs: number }): void {
  const { ctx, geometry, view, theme, shownAtMs } = scene
  const done = (shownAtMs - valueAt(arrivals.atMs, arrival)) / bounceMs
  const hashTop = valueAt(arrivals.hashTop, arrival)
  const lean = ((Math.imul(hashTop ^ Math.round(valueAt(arrivals.atMs, arrival) * 1_000), 0x9e3779b1) >>> 16) / 0xffff - 0.5) * 2
  const back = done * (2 - done)
  const x = geometry.plotLeft - geometry.gateWidth - 6 - back * BOUNCE_PX * (1 - 0.35 * Math.abs(lean))
  const y = yOfHashTop(hashTop, { geometry, scale: view }) + lean * 26 * back
  ctx.globalAlpha = 1 - done * done
  if (valueAt(arrivals.outcome, arrival) === OUTCOME_STRUCK) return drawBolt(ctx, { x, y, size: BOLT_PX }, theme.struck)
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
