/** While the picture stands still: the records of requests on their way to the gates, and answers on their way back. */
import { valueAt } from './column'
import { drawDot, drawRing } from './drawFlights'
import type { Scene } from './scene'
import { placeOfUnderWay, restedPart } from './underWayPlaces'

const ANSWER_RADIUS_PX = 3.5
const RING_RADIUS_PX = 8

export function drawUnderWay(scene: Scene): void {
  if (restedPart(scene) === 0) return
  const { ctx, frame, theme, view, geometry } = scene
  const { underWay } = frame
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, geometry.plotTop - 8, geometry.plotLeft, geometry.plotBottom - geometry.plotTop + 16)
  ctx.clip()
  for (let at = 0; at < underWay.producerIndex.length; at++) {
    const place = placeOfUnderWay(scene, underWay, at)
    if (valueAt(underWay.isAnswer, at) === 1) drawRing(ctx, { ...place, radius: ANSWER_RADIUS_PX }, theme.recordText)
    else {
      ctx.fillStyle = theme.recordText
      drawDot(scene, place, valueAt(underWay.userRecords, at))
    }
    const { held } = view
    if (held?.requestNumber === valueAt(underWay.requestNumber, at) && held.producerIndex === valueAt(underWay.producerIndex, at)) drawRing(ctx, { ...place, radius: RING_RADIUS_PX }, theme.focus)
  }
  ctx.restore()
}
