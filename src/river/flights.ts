/** The newest arrivals, kept as they came, for as long as they are on their way or bouncing back. */
import type { SimMs } from '../base/units'
import type { ArrivalColumns } from '../engine/frame'
import { valueAt } from './column'
import type { Delay } from './delays'
import { findDelay } from './delays'

export interface Flights {
  chunks: { arrivals: ArrivalColumns; firstNumber: number }[]
  /** What waits on its way, or did a moment ago. */
  delays: Delay[]
  nextNumber: number
  /** Every this many-th arrival is drawn; a power of two. */
  stride: number
}

export const FLIGHTS_SHOWN_MAX = 300
const STRIDE_SLACK = 0.4
const CHUNKS_KEPT_MAX = 4_000

export function createFlights(): Flights {
  return { chunks: [], delays: [], nextNumber: 0, stride: 1 }
}

export function keepArrivals(flights: Flights, arrivals: ArrivalColumns): void {
  if (arrivals.count === 0 && arrivals.losses.count === 0) return
  flights.chunks.push({ arrivals, firstNumber: flights.nextNumber })
  flights.nextNumber += arrivals.count
  if (flights.chunks.length > CHUNKS_KEPT_MAX) flights.chunks.shift()
}

export function forgetArrivals(flights: Flights, beforeMs: SimMs): void {
  let gone = 0
  while (gone < flights.chunks.length && (flights.chunks[gone]?.arrivals.toMs ?? 0) < beforeMs) gone++
  if (gone > 0) flights.chunks.splice(0, gone)
  if (flights.delays.length > 0) flights.delays = flights.delays.filter(({ untilMs }) => untilMs >= beforeMs)
}

/** All of it belongs to a past that is another's. */
export function clearFlights(flights: Flights): void {
  flights.chunks.length = 0
  flights.delays = []
}

/** It has waited half-way: from there on it flies as the others do. */
export function hasWaited({ delays }: Flights, arrivals: ArrivalColumns, arrival: number): boolean {
  if (delays.length === 0) return false
  return findDelay(delays, { producerIndex: valueAt(arrivals.producerIndex, arrival), requestNumber: valueAt(arrivals.requestNumber, arrival), isAnswer: false }) !== undefined
}

/**
 * Settles on drawing every 2^n-th arrival, so that at most `FLIGHTS_SHOWN_MAX` of (fromMs, toMs] are drawn. It is
 * slow to draw more again: near the limit the picture must not flicker.
 */
export function settleStride(flights: Flights, { fromMs, toMs }: { fromMs: SimMs; toMs: SimMs }): void {
  let inside = 0
  for (const { arrivals } of flights.chunks) {
    const spanMs = Math.max(1e-3, arrivals.toMs - arrivals.fromMs)
    const sharedMs = Math.min(toMs, arrivals.toMs) - Math.max(fromMs, arrivals.fromMs)
    if (sharedMs > 0) inside += arrivals.count * Math.min(1, sharedMs / spanMs)
  }
  while (inside / flights.stride > FLIGHTS_SHOWN_MAX) flights.stride *= 2
  while (flights.stride > 1 && inside / flights.stride < FLIGHTS_SHOWN_MAX * STRIDE_SLACK) flights.stride /= 2
}

/** Visits what came with each frame of (fromMs, toMs]. */
export function visitChunks({ chunks }: Flights, { fromMs, toMs }: { fromMs: SimMs; toMs: SimMs }, visit: (arrivals: ArrivalColumns) => void): void {
  for (const { arrivals } of chunks) if (arrivals.toMs > fromMs && arrivals.fromMs <= toMs) visit(arrivals)
}

/** Visits the chosen arrivals of (fromMs, toMs]: the same ones from frame to frame, by their running number. */
export function visitFlights(
  flights: Flights,
  { fromMs, toMs }: { fromMs: SimMs; toMs: SimMs },
  visit: (arrivals: ArrivalColumns, arrival: number) => void,
): void {
  const { stride } = flights
  for (const { arrivals, firstNumber } of flights.chunks) {
    if (arrivals.toMs <= fromMs || arrivals.fromMs > toMs || arrivals.atMs.length < arrivals.count) continue
    const first = (stride - (firstNumber % stride)) % stride
    for (let arrival = first; arrival < arrivals.count; arrival += stride) {
      const atMs = valueAt(arrivals.atMs, arrival)
      if (atMs > fromMs && atMs <= toMs) visit(arrivals, arrival)
    }
  }
}
