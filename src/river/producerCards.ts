/** Where producers stand at the left: one row each in the order of the frame, with as much of a card as a row has room for. Pure. */
import type { ProducerColumns } from '../engine/frame'
import { CARD_LEFT_PX } from './layout'
import type { RiverGeometry } from './layout'
import type { CssPixels, Point } from './riverView'

export interface ProducerCards {
  count: number
  /** Height of a row; cards are lower, so they never touch. */
  slot: CssPixels
  /** Of a card; 0 where there are no cards but ticks. */
  height: CssPixels
  detail: 'full' | 'name' | 'tick' | 'none'
}

const FULL_EM = 3.5
const NAME_EM = 1.6
const GAP_EM = 0.3
/** Records that fill the gauge of a buffer without a limit, as a power of ten. */
const GAUGE_DECADES = 5

export function layoutCards(geometry: RiverGeometry, producerCount: number): ProducerCards {
  const { textPx, plotTop, plotBottom, cardWidth } = geometry
  const slot = (plotBottom - plotTop) / Math.max(1, producerCount)
  const card = (detail: ProducerCards['detail'], em: number) => ({ count: producerCount, slot, height: Math.round(em * textPx), detail })
  if (cardWidth === 0 || producerCount === 0) return card('none', 0)
  if (slot >= textPx * (FULL_EM + GAP_EM)) return card('full', FULL_EM)
  return slot >= textPx * (NAME_EM + GAP_EM) ? card('name', NAME_EM) : card('tick', 0)
}

/** A producer that was removed, or a client of the API, has no row. */
export function rowOfProducer({ producerIndex }: Pick<ProducerColumns, 'producerIndex'>, wanted: number): number {
  return producerIndex.indexOf(wanted)
}

/** @returns the middle of a row; whoever has none (−1) is in the middle of all. */
export function rowY(row: number, { geometry, producerCount }: { geometry: RiverGeometry; producerCount: number }): CssPixels {
  const height = geometry.plotBottom - geometry.plotTop
  return geometry.plotTop + (row < 0 ? 0.5 : (row + 0.5) / Math.max(1, producerCount)) * height
}

/** Where a producer's requests set out. */
export function cardRight(geometry: RiverGeometry): CssPixels {
  return geometry.cardWidth > 0 ? CARD_LEFT_PX + geometry.cardWidth : 0
}

/** @returns the row whose card, or tick, is at the point; −1: none. */
export function rowAt(point: Point, geometry: RiverGeometry, producerCount: number): number {
  const { slot, height, detail } = layoutCards(geometry, producerCount)
  if (detail === 'none' || point.x < CARD_LEFT_PX || point.x > cardRight(geometry)) return -1
  const row = Math.floor((point.y - geometry.plotTop) / slot)
  if (row < 0 || row >= producerCount) return -1
  return Math.abs(point.y - rowY(row, { geometry, producerCount })) <= Math.max(height, slot * 0.9) / 2 ? row : -1
}

/** @returns how far a buffer is filled; without a limit of its own the scale is logarithmic. */
export function gaugeShare(recordsWaiting: number, waitingMax: number | null): number {
  return Math.min(1, waitingMax === null ? Math.log10(1 + recordsWaiting) / GAUGE_DECADES : recordsWaiting / Math.max(1, waitingMax))
}
