/** The newest arrivals, kept as they came, for as long as they are on their way or bouncing back. */
import type { SimMs } from '../base/units'
import type { ArrivalColumns } from '../engine/frame'
import { valueAt } from './column'

export interface Flights {
  chunks: { arrivals: ArrivalColumns; firstNumber: number }[]
  nextNumber: number
}

export const FLIGHTS_SHOWN_MAX = 300
const CHUNKS_KEPT_MAX = 4_000

export function createFlights(): Flights {
  return { chunks: [], nextNumber: 0 }
}

export function keepArrivals(flights: Flights, arrivals: ArrivalColumns): void {
  if (arrivals.count === 0) return
  flights.chunks.push({ arrivals, firstNumber: flights.nextNumber })
  flights.nextNumber += arrivals.count
  if (flights.chunks.length > CHUNKS_KEPT_MAX) flights.chunks.shift()
}

export function forgetArrivals(flights: Flights, beforeMs: SimMs): void {
  let gone = 0
  while (gone < flights.chunks.length && (flights.chunks[gone]?.arrivals.toMs ?? 0) < beforeMs) gone++
  if (gone > 0) flights.chunks.splice(0, gone)
}

/**
 * Visits at most about `FLIGHTS_SHOWN_MAX` arrivals of (fromMs, toMs], every 2^n-th by its running number: the same
 * ones from frame to frame, so none flickers.
 */
export function visitFlights(
  flights: Flights,
  { fromMs, toMs }: { fromMs: SimMs; toMs: SimMs },
  visit: (arrivals: ArrivalColumns, arrival: number) => void,
): void {
  let inside = 0
  for (const { arrivals } of flights.chunks) {
    if (arrivals.toMs > fromMs && arrivals.fromMs <= toMs) inside += arrivals.count
  }
  let stride = 1
  while (inside / stride > FLIGHTS_SHOWN_MAX) stride *= 2
  for (const { arrivals, firstNumber } of flights.chunks) {
    if (arrivals.toMs <= fromMs || arrivals.fromMs > toMs) continue
    const first = (stride - (firstNumber % stride)) % stride
    for (let arrival = first; arrival < arrivals.count; arrival += stride) {
      const atMs = valueAt(arrivals.atMs, arrival)
      if (atMs > fromMs && atMs <= toMs) visit(arrivals, arrival)
    }
  }
}
