/** What is at a point of the canvas: the things that can be looked at or acted on, nearest first. Pure. */
import type { SimMs } from '../base/units'
import type { LaneColumns, ProducerColumns, UnderWayColumns, WaterlineColumns } from '../engine/frame'
import { valueAt } from './column'
import { WAITS_AT } from './delays'
import type { Flights } from './flights'
import { hasWaited, visitChunks, visitFlights } from './flights'
import { placeOfFlight } from './flightPlaces'
import { between, isLaneOpenAt, placeOfPoint, yOfHashTop } from './layout'
import type { LaneRects, RiverGeometry } from './layout'
import { rowAt } from './producerCards'
import type { CssPixels, Place, Point, RequestName, RiverView } from './riverView'
import { FLIGHT_SPEED_MAX } from './shownInstant'
import type { Twin, Twins } from './twins'
import { twinAt } from './twins'
import { placeOfUnderWay, restedPart } from './underWayPlaces'

export type RiverHit =
  | { kind: 'none' }
  | { kind: 'producer'; producerIndex: number }
  /** A request on its way, by one of its records, or the answer to one; `atMs` is when it arrives, null where it is on its way at the very instant of the clock. */
  | ({ kind: 'flight'; atMs: SimMs | null; records: number; isAnswer: boolean } & RequestName)
  /** A record that is in the stream twice, at either place. */
  | { kind: 'twin'; shardIndex: number; twin: Twin; place: Place }
  | { kind: 'gate'; shardIndex: number }
  /** The line between two open lanes that could be merged. */
  | { kind: 'bank'; upperShardIndex: number; lowerShardIndex: number; y: CssPixels }
  | { kind: 'waterline'; shardIndex: number; applicationIndex: number; place: Place }
  | { kind: 'lane'; shardIndex: number; state: 'OPEN' | 'CLOSED'; place: Place }
  | { kind: 'miniMap'; hashTop: number }

export interface HitSight {
  lanes: LaneColumns
  waterlines: WaterlineColumns
  /** As `WaterlinePlaces`. */
  waterlineX: Float32Array
  producers: ProducerColumns
  flights: Flights
  underWay: UnderWayColumns
  twins: Twins
  shownAtMs: SimMs
  delayMs: number
  geometry: RiverGeometry
  rects: LaneRects
  view: RiverView
}

const BANK_REACH_PX = 5
const WATERLINE_REACH_PX = 5
const GATE_REACH_PX = 6
/** Requests are small and quick. */
const FLIGHT_REACH_PX = 18
/** Where a producer's card is, it comes first. */
const FLIGHT_REACH_ON_CARD_PX = 5
const MINI_MAP_WIDTH_PX = 11
/** Thinner lanes leave no room to aim at their banks. */
const BANK_LANE_HEIGHT_MIN_PX = 14

export function hitTest(point: Point, sight: HitSight): RiverHit {
  const { geometry, view, lanes, rects } = sight
  const { plotLeft, plotRight, plotTop, plotBottom } = geometry
  if (point.y < plotTop - BANK_REACH_PX || point.y > plotBottom + BANK_REACH_PX) return { kind: 'none' }
  const place = placeOfPoint(point, { geometry, scale: view, shownAtMs: sight.shownAtMs })
  const isZoomed = view.hashTopFrom > 0 || view.hashTopTo < 0xffff_ffff
  if (isZoomed && point.x > plotRight && point.x < plotRight + MINI_MAP_WIDTH_PX) {
    return { kind: 'miniMap', hashTop: between(((point.y - plotTop) / (plotBottom - plotTop)) * 0xffff_ffff, { min: 0, max: 0xffff_ffff }) }
  }
  if (point.x > plotRight) return { kind: 'none' }
  if (isAmongFlights(point, geometry)) {
    const producer = hitProducer(point, sight)
    const reach = producer.kind === 'none' ? FLIGHT_REACH_PX : FLIGHT_REACH_ON_CARD_PX
    return hitFlight(point, sight, reach) ?? hitUnderWay(point, sight, reach) ?? producer
  }
  const bank = hitBank(point, sight)
  if (bank !== null) return bank
  if (point.x < plotLeft) {
    const lane = openLaneAt(place, sight)
    return lane < 0 ? { kind: 'none' } : { kind: 'gate', shardIndex: valueAt(lanes.shardIndex, lane) }
  }
  for (let lane = 0; lane < rects.count; lane++) {
    const holds = valueAt(lanes.hashTopStart, lane) <= place.hashTop && place.hashTop <= valueAt(lanes.hashTopEnd, lane)
    if (!holds || point.x < valueAt(rects.left, lane) || point.x >= valueAt(rects.right, lane)) continue
    const shardIndex = valueAt(lanes.shardIndex, lane)
    const twin = twinAt(point, sight.twins, sight)
    if (twin !== null) return { kind: 'twin', shardIndex, twin, place }
    const applicationIndex = waterlineAt(point, sight, lane)
    if (applicationIndex >= 0) return { kind: 'waterline', shardIndex, applicationIndex, place }
    return { kind: 'lane', shardIndex, state: isLaneOpenAt(lanes, { lane, shownAtMs: sight.shownAtMs }) ? 'OPEN' : 'CLOSED', place }
  }
  return { kind: 'none' }
}

/** Left of the gates, where producers stand and their requests fly. */
export function isAmongFlights({ x }: Point, { plotLeft, gateWidth }: RiverGeometry): boolean {
  return x < plotLeft - gateWidth - GATE_REACH_PX
}

/** @returns the open lane whose range holds the place, or −1. */
export function openLaneAt({ hashTop }: Pick<Place, 'hashTop'>, { lanes, shownAtMs }: Pick<HitSight, 'lanes' | 'shownAtMs'>): number {
  for (let lane = 0; lane < lanes.shardIndex.length; lane++) {
    if (valueAt(lanes.hashTopStart, lane) <= hashTop && hashTop <= valueAt(lanes.hashTopEnd, lane) && isLaneOpenAt(lanes, { lane, shownAtMs })) return lane
  }
  return -1
}

/** @returns the open lane just above or below, or −1. */
export function openNeighbour(lane: number, { side, sight }: { side: 'above' | 'below'; sight: Pick<HitSight, 'lanes' | 'shownAtMs'> }): number {
  const hashTop = side === 'above' ? valueAt(sight.lanes.hashTopStart, lane) - 1 : valueAt(sight.lanes.hashTopEnd, lane) + 1
  return hashTop < 0 || hashTop > 0xffff_ffff ? -1 : openLaneAt({ hashTop }, sight)
}

function hitProducer(point: Point, { geometry, producers }: HitSight): RiverHit {
  const row = rowAt(point, geometry, producers.producerIndex.length)
  return row < 0 ? { kind: 'none' } : { kind: 'producer', producerIndex: valueAt(producers.producerIndex, row) }
}

/** The nearest record on its way; a request is all of them that set out together. */
function hitFlight(point: Point, sight: HitSight, reachMax: CssPixels): Extract<RiverHit, { kind: 'flight' }> | null {
  const { flights, shownAtMs, delayMs, view, geometry, producers } = sight
  if (delayMs <= 0 || view.speed > FLIGHT_SPEED_MAX) return null
  const underWay = { fromMs: shownAtMs, toMs: shownAtMs + delayMs }
  let reach = reachMax
  let found: (RequestName & { atMs: SimMs }) | null = null
  visitFlights(flights, underWay, (arrivals, arrival) => {
    const requestNumber = valueAt(arrivals.requestNumber, arrival)
    if (requestNumber === 0) return
    const isHeld = hasWaited(flights, arrivals, arrival)
    const { x, y, done } = placeOfFlight({ geometry, view, frame: { producers }, shownAtMs, delayMs }, arrivals, arrival, isHeld)
    if (isHeld && done < WAITS_AT) return
    const distance = Math.hypot(point.x - x, point.y - y)
    if (distance >= reach) return
    reach = distance
    found = { producerIndex: valueAt(arrivals.producerIndex, arrival), requestNumber, atMs: valueAt(arrivals.atMs, arrival) }
  })
  return found === null ? null : { kind: 'flight', ...(found as RequestName & { atMs: SimMs }), isAnswer: false, records: recordsOf(flights, found) }
}

/** The nearest of what is on its way while the picture stands still. */
function hitUnderWay(point: Point, sight: HitSight, reachMax: CssPixels): Extract<RiverHit, { kind: 'flight' }> | null {
  if (restedPart(sight) === 0) return null
  const { underWay, geometry, view, producers, delayMs } = sight
  let reach = reachMax
  let found: Extract<RiverHit, { kind: 'flight' }> | null = null
  for (let at = 0; at < underWay.producerIndex.length; at++) {
    const { x, y } = placeOfUnderWay({ geometry, view, frame: { producers }, delayMs }, underWay, at)
    const distance = Math.hypot(point.x - x, point.y - y)
    if (distance >= reach) continue
    reach = distance
    found = {
      kind: 'flight',
      atMs: null,
      producerIndex: valueAt(underWay.producerIndex, at),
      requestNumber: valueAt(underWay.requestNumber, at),
      isAnswer: valueAt(underWay.isAnswer, at) === 1,
      records: valueAt(underWay.requestRecords, at),
    }
  }
  return found
}

/** User records, as far as they were told. */
function recordsOf(flights: Flights, { producerIndex, requestNumber, atMs }: RequestName & { atMs: SimMs }): number {
  let records = 0
  visitChunks(flights, { fromMs: atMs - 1, toMs: atMs }, (arrivals) => {
    for (let arrival = 0; arrival < arrivals.requestNumber.length; arrival++) {
      if (valueAt(arrivals.requestNumber, arrival) !== requestNumber || valueAt(arrivals.producerIndex, arrival) !== producerIndex) continue
      records += valueAt(arrivals.userRecords, arrival) * arrivals.weight
    }
  })
  return records
}

function hitBank(point: Point, sight: HitSight): Extract<RiverHit, { kind: 'bank' }> | null {
  const { geometry, lanes, rects, view } = sight
  for (let lane = 0; lane < rects.count; lane++) {
    if (valueAt(rects.bottom, lane) - valueAt(rects.top, lane) < BANK_LANE_HEIGHT_MIN_PX) continue
    const y = yOfHashTop(valueAt(lanes.hashTopStart, lane), { geometry, scale: view })
    if (Math.abs(point.y - y) > BANK_REACH_PX || y <= geometry.plotTop || !isLaneOpenAt(lanes, { lane, shownAtMs: sight.shownAtMs })) continue
    const upperLane = openNeighbour(lane, { side: 'above', sight })
    if (upperLane < 0) continue
    const reach = Math.min(valueAt(rects.right, lane), valueAt(rects.right, upperLane))
    if (point.x > reach) continue
    return { kind: 'bank', upperShardIndex: valueAt(lanes.shardIndex, upperLane), lowerShardIndex: valueAt(lanes.shardIndex, lane), y }
  }
  return null
}

/** @returns the application whose line is nearest, or −1. */
function waterlineAt(point: Point, { waterlines, waterlineX, rects }: HitSight, lane: number): number {
  let reach = WATERLINE_REACH_PX
  let found = -1
  for (let row = 0; row < waterlines.applicationCount; row++) {
    const distance = Math.abs(point.x - valueAt(waterlineX, row * rects.count + lane))
    if (!(distance <= reach)) continue
    reach = distance
    found = valueAt(waterlines.applicationIndex, row)
  }
  return found
}
