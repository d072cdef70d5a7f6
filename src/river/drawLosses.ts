/** Requests that the network lost, dying on their way out, and answers dying on their way back. */
import type { LossColumns } from '../engine/frame'
import { LOST_RESPONSE } from '../engine/frame'
import { valueAt } from './column'
import type { Delay } from './delays'
import { findDelay, WAITS_AT } from './delays'
import { CUT_SHARE } from './drawProducers'
import type { Flights } from './flights'
import { visitChunks } from './flights'
import { gateLeft, sourceY } from './flightPlaces'
import { cardRight, rowOfProducer } from './producerCards'
import type { Point } from './riverView'
import type { Scene } from './scene'
import { FLIGHT_SPEED_MAX } from './shownInstant'

const SIDE_PX = 5
const CROSS_PX = 5
/** Of the way between producer and gate, which part a lost one comes before it dies. */
const REACH = 0.55
/** And which part of a flight's time it takes to fade. */
const FADE_FLIGHTS = 1.2
/** After so many flights nothing of a loss is left. */
export const LOSS_FLIGHTS = REACH + FADE_FLIGHTS

export function drawLosses(scene: Scene, flights: Flights): void {
  const { delayMs, view, shownAtMs, ctx } = scene
  if (delayMs <= 0 || view.speed > FLIGHT_SPEED_MAX) return
  const fadeMs = delayMs * FADE_FLIGHTS
  visitChunks(flights, { fromMs: shownAtMs - delayMs - fadeMs, toMs: shownAtMs + delayMs }, ({ losses }) => {
    for (let loss = 0; loss < losses.count; loss++) drawLoss(scene, losses, { loss, fadeMs, delays: flights.delays })
  })
  ctx.globalAlpha = 1
}

/** A request leaves `delayMs` before the instant of its loss; an answer sets out at that instant. */
function drawLoss(scene: Scene, losses: LossColumns, { loss, fadeMs, delays }: { loss: number; fadeMs: number; delays: readonly Delay[] }): void {
  const { shownAtMs, delayMs, geometry } = scene
  const isAnswer = valueAt(losses.way, loss) === LOST_RESPONSE
  const leftAtMs = valueAt(losses.atMs, loss) - (isAnswer ? 0 : delayMs)
  const sinceMs = shownAtMs - leftAtMs
  const producerIndex = valueAt(losses.producerIndex, loss)
  const reach = isCutOff(scene, producerIndex) ? CUT_SHARE : REACH
  const diesAfterMs = delayMs * reach
  if (sinceMs < 0 || sinceMs > diesAfterMs + fadeMs) return
  const isHeld = findDelay(delays, { producerIndex, requestNumber: valueAt(losses.requestNumber, loss), isAnswer }) !== undefined
  if (isHeld && sinceMs / delayMs < WAITS_AT) return
  const left = cardRight(geometry)
  const width = gateLeft(geometry) - left
  const done = Math.min(reach, sinceMs / delayMs)
  const place = { x: left + width * (isAnswer ? 1 - done : done), y: sourceY(scene, producerIndex) }
  const faded = Math.max(0, (sinceMs - diesAfterMs) / fadeMs)
  drawLost(scene, place, { isAnswer, faded })
}

function isCutOff({ frame: { producers } }: Scene, producerIndex: number): boolean {
  const row = rowOfProducer(producers, producerIndex)
  return row >= 0 && valueAt(producers.isPartitioned, row) === 1
}

function drawLost({ ctx, theme }: Scene, { x, y }: Point, { isAnswer, faded }: { isAnswer: boolean; faded: number }): void {
  const isDead = faded > 0
  ctx.globalAlpha = 1 - faded * faded
  ctx.lineWidth = 1.5
  if (isAnswer) {
    ctx.strokeStyle = isDead ? theme.fault : theme.recordText
    ctx.beginPath()
    ctx.arc(x, y, 4.5, 0, 2 * Math.PI)
    ctx.stroke()
  } else {
    ctx.fillStyle = isDead ? theme.fault : theme.recordText
    ctx.fillRect(x - SIDE_PX / 2, y - SIDE_PX / 2, SIDE_PX, SIDE_PX)
  }
  if (!isDead) return
  ctx.strokeStyle = theme.fault
  ctx.beginPath()
  ctx.moveTo(x - CROSS_PX, y - CROSS_PX)
  ctx.lineTo(x + CROSS_PX, y + CROSS_PX)
  ctx.moveTo(x + CROSS_PX, y - CROSS_PX)
  ctx.lineTo(x - CROSS_PX, y + CROSS_PX)
  ctx.stroke()
}
