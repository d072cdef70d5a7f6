/** Requests and answers that wait on their way: each with a ring around it that closes until it goes on. */
import type { Delay } from './delays'
import { progressOf } from './delays'
import { gateLeft, sourceY } from './flightPlaces'
import { between } from './layout'
import { cardRight, rowOfProducer } from './producerCards'
import type { Scene } from './scene'

const SIDE_PX = 5
const ANSWER_RADIUS_PX = 4.5
const RING_RADIUS_PX = 9

export function drawDelays(scene: Scene, delays: readonly Delay[]): void {
  for (const delay of delays) {
    const done = progressOf(delay, scene)
    if (done !== null && rowOfProducer(scene.frame.producers, delay.producerIndex) >= 0) drawWaiting(scene, delay, done)
  }
}

function drawWaiting({ ctx, theme, geometry, frame, shownAtMs }: Scene, { producerIndex, isAnswer, fromMs, untilMs }: Delay, done: number): void {
  const left = cardRight(geometry)
  const x = left + (gateLeft(geometry) - left) * (isAnswer ? 1 - done : done)
  const y = sourceY({ frame, geometry }, producerIndex)
  ctx.lineWidth = 1.5
  if (isAnswer) {
    ctx.strokeStyle = theme.recordText
    ctx.beginPath()
    ctx.arc(x, y, ANSWER_RADIUS_PX, 0, 2 * Math.PI)
    ctx.stroke()
  } else {
    ctx.fillStyle = theme.recordText
    ctx.fillRect(x - SIDE_PX / 2, y - SIDE_PX / 2, SIDE_PX, SIDE_PX)
  }
  const waited = between((shownAtMs - fromMs) / Math.max(1, untilMs - fromMs), { min: 0, max: 1 })
  const top = -Math.PI / 2
  ctx.strokeStyle = theme.fault
  ctx.beginPath()
  ctx.arc(x, y, RING_RADIUS_PX, top, top + 2 * Math.PI * waited)
  ctx.stroke()
}
