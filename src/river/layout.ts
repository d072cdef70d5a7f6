/** Where things are: the plot inside the canvas, and each lane as a rectangle of (age × hash key). Pure. */
import type { SimMs } from '../base/units'
import type { HashTop, LaneColumns } from '../engine/frame'
import { valueAt } from './column'
import type { CssPixels, Place, Point, RiverSize, RiverView } from './riverView'

export interface RiverGeometry extends RiverSize {
  textPx: CssPixels
  plotLeft: CssPixels
  plotTop: CssPixels
  plotRight: CssPixels
  plotBottom: CssPixels
  gateWidth: CssPixels
  /** 0 where there is no room for producer cards. */
  cardWidth: CssPixels
  /** 0 where there is no room for hash keys at the right. */
  hashLabelWidth: CssPixels
  /** How those who read the stream stand around it: as cards at the right bank, or in a strip above. */
  consumers: 'cards' | 'strip' | 'none'
  /** Of the cards; 0 where there are none. */
  consumerWidth: CssPixels
}

/** Columns in CSS pixels, one entry a lane; a lane that is not in view has `bottom <= top` or `right <= left`. */
export interface LaneRects {
  count: number
  top: Float32Array
  bottom: Float32Array
  left: Float32Array
  right: Float32Array
}

export type Scale = Pick<RiverView, 'ageSpanMs' | 'hashTopFrom' | 'hashTopTo'>

/** With less of it the cards would take more room than the water. */
const ROOM_FOR_CARDS_PX = 680
const ROOM_FOR_HASH_LABELS_PX = 480
const ROOM_FOR_CONSUMER_CARDS_PX = 800
/** Between water and cards a hash key has its digits alone. */
const HASH_LABEL_BRIEF_EM = 3.9
const HASH_LABEL_EM = 5.2
const GATE_WIDTH_PX = 9
/** Where producers' cards begin. */
export const CARD_LEFT_PX: CssPixels = 8
/** Around consumers' cards. */
export const CONSUMER_GAP_PX: CssPixels = 8
export const STRIP_HEIGHT_EM = 1.9

export function layoutRiver(size: RiverSize, textPx: CssPixels, hasConsumers = false): RiverGeometry {
  const hasCards = size.width >= ROOM_FOR_CARDS_PX
  const cardWidth = hasCards ? between(size.width * 0.13, { min: 7.2 * textPx + 16, max: 8.6 * textPx + 20 }) : 0
  const flightWidth = hasCards ? between(size.width * 0.15, { min: 11.2 * textPx, max: 12.6 * textPx }) : 4.6 * textPx
  const consumers = !hasConsumers || size.width < ROOM_FOR_HASH_LABELS_PX ? 'none' : size.width < ROOM_FOR_CONSUMER_CARDS_PX ? 'strip' : 'cards'
  const consumerWidth = consumers === 'cards' ? Math.round(between(size.width * 0.13, { min: 9.2 * textPx, max: 11 * textPx })) : 0
  const hashLabelWidth = size.width < ROOM_FOR_HASH_LABELS_PX ? 0 : (consumers === 'cards' ? HASH_LABEL_BRIEF_EM : HASH_LABEL_EM) * textPx
  const plotLeft = Math.round(cardWidth + flightWidth + (hasCards ? 8 : 0))
  const plotTop = Math.round(textPx * (consumers === 'strip' ? 2 + STRIP_HEIGHT_EM : 2))
  const atRight = hashLabelWidth + 10 + (consumers === 'cards' ? consumerWidth + CONSUMER_GAP_PX : 0)
  return {
    ...size,
    textPx,
    plotLeft,
    plotTop,
    plotRight: Math.max(plotLeft + 1, Math.round(size.width - atRight)),
    plotBottom: Math.max(plotTop + 1, Math.round(size.height - textPx * 2.2)),
    gateWidth: GATE_WIDTH_PX,
    cardWidth,
    hashLabelWidth,
    consumers,
    consumerWidth,
  }
}

export function createLaneRects(): LaneRects {
  return { count: 0, ...laneColumns(64) }
}

/** Fills `rects`. Rows are whole device pixels, so lanes share every row out among them: none twice, none missing. */
export function layoutLanes(
  rects: LaneRects,
  { lanes, geometry, scale, shownAtMs }: { lanes: LaneColumns; geometry: RiverGeometry; scale: Scale; shownAtMs: SimMs },
): void {
  const count = lanes.shardIndex.length
  if (count > rects.top.length) Object.assign(rects, laneColumns(count * 2))
  rects.count = count
  const { plotLeft, plotRight, plotTop, plotBottom, pixelRatio } = geometry
  const pxPerMs = (plotRight - plotLeft) / scale.ageSpanMs
  const pxPerTop = (plotBottom - plotTop) / (scale.hashTopTo + 1 - scale.hashTopFrom)
  for (let lane = 0; lane < count; lane++) {
    const top = plotTop + (valueAt(lanes.hashTopStart, lane) - scale.hashTopFrom) * pxPerTop
    const bottom = plotTop + (valueAt(lanes.hashTopEnd, lane) + 1 - scale.hashTopFrom) * pxPerTop
    rects.top[lane] = Math.max(plotTop, Math.round(top * pixelRatio) / pixelRatio)
    rects.bottom[lane] = Math.min(plotBottom, Math.round(bottom * pixelRatio) / pixelRatio)
    const closedAtMs = valueAt(lanes.closedAtMs, lane)
    const left = Number.isNaN(closedAtMs) ? plotLeft : plotLeft + (shownAtMs - closedAtMs) * pxPerMs
    rects.left[lane] = Math.max(plotLeft, left)
    rects.right[lane] = Math.min(plotRight, plotLeft + (shownAtMs - valueAt(lanes.openedAtMs, lane)) * pxPerMs)
  }
}

export function isLaneInView(rects: LaneRects, lane: number): boolean {
  return valueAt(rects.bottom, lane) > valueAt(rects.top, lane) && valueAt(rects.right, lane) > valueAt(rects.left, lane)
}

/** Open as of the instant in the picture, which may be a moment before the frame's. */
export function isLaneOpenAt(lanes: LaneColumns, { lane, shownAtMs }: { lane: number; shownAtMs: SimMs }): boolean {
  const closedAtMs = valueAt(lanes.closedAtMs, lane)
  return valueAt(lanes.openedAtMs, lane) <= shownAtMs && (Number.isNaN(closedAtMs) || closedAtMs > shownAtMs)
}

export function xOfInstant(atMs: SimMs, { geometry, scale, shownAtMs }: { geometry: RiverGeometry; scale: Scale; shownAtMs: SimMs }): CssPixels {
  return geometry.plotLeft + ((shownAtMs - atMs) / scale.ageSpanMs) * (geometry.plotRight - geometry.plotLeft)
}

export function yOfHashTop(hashTop: HashTop, { geometry, scale }: { geometry: RiverGeometry; scale: Scale }): CssPixels {
  const share = (hashTop - scale.hashTopFrom) / (scale.hashTopTo + 1 - scale.hashTopFrom)
  return geometry.plotTop + share * (geometry.plotBottom - geometry.plotTop)
}

/** The inverse of both; the point may lie outside of the plot. */
export function placeOfPoint(point: Point, { geometry, scale, shownAtMs }: { geometry: RiverGeometry; scale: Scale; shownAtMs: SimMs }): Place {
  const age = ((point.x - geometry.plotLeft) / (geometry.plotRight - geometry.plotLeft)) * scale.ageSpanMs
  const share = (point.y - geometry.plotTop) / (geometry.plotBottom - geometry.plotTop)
  const hashTop = scale.hashTopFrom + share * (scale.hashTopTo + 1 - scale.hashTopFrom)
  return { atMs: shownAtMs - age, hashTop: Math.floor(between(hashTop, { min: scale.hashTopFrom, max: scale.hashTopTo })) }
}

export function between(value: number, { min, max }: { min: number; max: number }): number {
  return Math.min(max, Math.max(min, value))
}

function laneColumns(length: number): Omit<LaneRects, 'count'> {
  return {
    top: new Float32Array(length),
    bottom: new Float32Array(length),
    left: new Float32Array(length),
    right: new Float32Array(length),
  }
}
