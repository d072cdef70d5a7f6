/** While the picture stands still it shows what is on its way at that very instant: where each of it is. Pure. */
import type { UnderWayColumns } from '../engine/frame'
import { valueAt } from './column'
import type { FlightSight } from './flightPlaces'
import { gateLeft, sourceY } from './flightPlaces'
import { yOfHashTop } from './layout'
import { cardRight } from './producerCards'
import type { Point, RiverView } from './riverView'
import { flightMs } from './shownInstant'

export type UnderWaySight = Omit<FlightSight, 'view' | 'shownAtMs'> & { view: RiverView }

/** Where it is; it sets out as the picture comes to rest. An answer comes back on a straight way. */
export function placeOfUnderWay(sight: UnderWaySight, columns: UnderWayColumns, at: number): Point {
  const { geometry, view } = sight
  const fromX = cardRight(geometry)
  const toX = gateLeft(geometry)
  const fromY = sourceY(sight, valueAt(columns.producerIndex, at))
  const done = valueAt(columns.done, at) * restedPart(sight)
  if (valueAt(columns.isAnswer, at) === 1) return { x: toX + (fromX - toX) * done, y: fromY }
  const toY = yOfHashTop(valueAt(columns.hashTop, at), { geometry, scale: view })
  return { x: fromX + (toX - fromX) * done, y: fromY + (toY - fromY) * done * done * (3 - 2 * done) }
}

/** 0: the picture runs; 1: it is at rest. */
export function restedPart({ view, delayMs }: Pick<UnderWaySight, 'view' | 'delayMs'>): number {
  if (view.playing) return 0
  const wholeMs = flightMs(view)
  return wholeMs === 0 ? 1 : Math.max(0, 1 - delayMs / wholeMs)
}
