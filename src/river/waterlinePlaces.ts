/** Where waterlines stand: at the age that they have reached, and beside each other where they would lie on each other. Pure. */
import type { SimMs } from '../base/units'
import type { WaterlineColumns } from '../engine/frame'
import { WATERLINE_PROCESSING } from '../engine/frame'
import { valueAt } from './column'
import { between, isLaneInView, xOfInstant } from './layout'
import type { LaneRects, RiverGeometry, Scale } from './layout'
import type { CssPixels } from './riverView'

/** Wider than a line, so that water shows between two. */
export const WATERLINE_GAP_PX: CssPixels = 4

export interface WaterlinePlaces {
  /** By row of application × lane, as the waterlines; NaN: there is none, Infinity: it is older than the right edge. */
  x: Float32Array
}

interface WaterlineSight {
  waterlines: WaterlineColumns
  rects: LaneRects
  geometry: RiverGeometry
  scale: Scale
  shownAtMs: SimMs
}

export function createWaterlinePlaces(): WaterlinePlaces {
  return { x: new Float32Array(64) }
}

/** Fills `places`. */
export function placeWaterlines(places: WaterlinePlaces, sight: WaterlineSight): void {
  const { waterlines, rects } = sight
  const rows = waterlines.applicationCount
  if (places.x.length < rows * rects.count) places.x = new Float32Array(2 * rows * rects.count)
  const order = new Uint16Array(rows)
  for (let lane = 0; lane < rects.count; lane++) {
    let lines = 0
    for (let row = 0; row < rows; row++) {
      const x = trueX(sight, { lane, row })
      places.x[row * rects.count + lane] = x
      if (Number.isFinite(x)) order[lines++] = row
    }
    if (lines > 1) moveApart(places.x, { order: order.subarray(0, lines), lane, sight })
  }
}

function trueX({ waterlines, rects, geometry, scale, shownAtMs }: WaterlineSight, { lane, row }: { lane: number; row: number }): CssPixels {
  const at = row * rects.count + lane
  if (valueAt(waterlines.state, at) !== WATERLINE_PROCESSING || !isLaneInView(rects, lane)) return NaN
  const x = xOfInstant(valueAt(waterlines.processedToMs, at), { geometry, scale, shownAtMs })
  const right = valueAt(rects.right, lane)
  return x > geometry.plotRight && right >= geometry.plotRight ? Infinity : between(x, { min: valueAt(rects.left, lane), max: right })
}

/** The order of ages stays; lines at the right end give way to the left. */
function moveApart(x: Float32Array, { order, lane, sight }: { order: Uint16Array; lane: number; sight: WaterlineSight }): void {
  const { rects, waterlines } = sight
  const at = (place: number) => valueAt(order, place) * rects.count + lane
  const reachedMs = (row: number) => valueAt(waterlines.processedToMs, row * rects.count + lane)
  order.sort((one, other) => reachedMs(other) - reachedMs(one) || one - other)
  for (let place = 1; place < order.length; place++) {
    x[at(place)] = Math.max(valueAt(x, at(place)), valueAt(x, at(place - 1)) + WATERLINE_GAP_PX)
  }
  let right = valueAt(rects.right, lane)
  for (let place = order.length - 1; place >= 0; place--) {
    x[at(place)] = Math.min(valueAt(x, at(place)), right)
    right = valueAt(x, at(place)) - WATERLINE_GAP_PX
  }
}
