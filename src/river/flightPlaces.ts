/** Where a record on its way is in the picture, for whoever draws it and whoever points at it. Pure. */
import type { ArrivalColumns, ProducerColumns } from '../engine/frame'
import type { SimMs } from '../base/units'
import { valueAt } from './column'
import { WAITS_AT } from './delays'
import { yOfHashTop } from './layout'
import type { RiverGeometry, Scale } from './layout'
import { cardRight, rowOfProducer, rowY } from './producerCards'
import type { CssPixels, Point } from './riverView'

export interface FlightSight {
  geometry: RiverGeometry
  view: Scale
  frame: { producers: ProducerColumns }
  shownAtMs: SimMs
  delayMs: number
}

/** @returns the place, and which part of the way it has come; one that has waited spreads out from where it waited. */
export function placeOfFlight(sight: FlightSight, arrivals: ArrivalColumns, arrival: number, isHeld = false): Point & { done: number } {
  const { geometry, view, shownAtMs, delayMs } = sight
  const done = 1 - (valueAt(arrivals.atMs, arrival) - shownAtMs) / delayMs
  const fromX = cardRight(geometry)
  const toX = gateLeft(geometry)
  const fromY = sourceY(sight, valueAt(arrivals.producerIndex, arrival))
  const toY = yOfHashTop(valueAt(arrivals.hashTop, arrival), { geometry, scale: view })
  const rising = isHeld ? Math.max(0, done - WAITS_AT) / (1 - WAITS_AT) : done
  const risen = rising * rising * (3 - 2 * rising)
  return { x: fromX + (toX - fromX) * done, y: fromY + (toY - fromY) * risen, done }
}

/** Where the requests of a producer set out. */
export function sourceY({ frame, geometry }: Pick<FlightSight, 'frame' | 'geometry'>, producerIndex: number): CssPixels {
  const { producers } = frame
  return rowY(rowOfProducer(producers, producerIndex), { geometry, producerCount: producers.producerIndex.length })
}

/** Where flights end. */
export function gateLeft({ plotLeft, gateWidth }: RiverGeometry): CssPixels {
  return plotLeft - gateWidth - 5
}
