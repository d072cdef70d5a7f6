/** How old records are when an application is handed them, as a histogram for each way of reading. */
import { quantileOf } from '../../base/quantile'
import { US_PER_MS, type SimUs } from '../../base/units'
import { arrivalUsOf, type ShardLog } from '../shardLog'
import type { Retrieval } from './commonSettings'

/** Of the records handed over together, so many are looked at, evenly apart. */
const SAMPLES = 8
const BOUND_MS_MAX = 3_600_000
/** Upper bounds in milliseconds, each about a quarter above the one before; what is over the last goes beyond it. */
export const LATENCY_BOUNDS_MS: readonly number[] = latencyBounds()

function latencyBounds(): number[] {
  const bounds: number[] = []
  for (let bound = 5; bound < BOUND_MS_MAX; bound = Math.max(bound + 5, Math.floor((bound * 5) / 4))) bounds.push(bound)
  return [...bounds, BOUND_MS_MAX]
}

export type Latencies = Record<Retrieval, LatencyHistogram>

export interface LatencyHistogram {
  records: number
  sumMs: number
  /** By bound; the last one is for what is above all of them. */
  counts: Float64Array
}

export function createLatencies(): Latencies {
  return { polling: createHistogram(), fanOut: createHistogram() }
}

export function createHistogram(): LatencyHistogram {
  return { records: 0, sumMs: 0, counts: new Float64Array(LATENCY_BOUNDS_MS.length + 1) }
}

/** Records from … to−1 reach the application at `atUs`. */
export function noteDelivered(histogram: LatencyHistogram, log: ShardLog, { from, to, atUs }: { from: number; to: number; atUs: SimUs }): void {
  const count = to - from
  if (count <= 0) return
  const samples = Math.min(SAMPLES, count)
  for (let sample = 0; sample < samples; sample++) {
    const ordinal = from + Math.floor(((sample + 0.5) * count) / samples)
    const ageMs = Math.max(0, (atUs - arrivalUsOf(log, ordinal)) / US_PER_MS)
    histogram.counts[placeOf(ageMs)] += count / samples
    histogram.sumMs += (ageMs * count) / samples
  }
  histogram.records += count
}

function placeOf(ageMs: number): number {
  let low = 0
  let high = LATENCY_BOUNDS_MS.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (LATENCY_BOUNDS_MS[middle] < ageMs) low = middle + 1
    else high = middle
  }
  return low
}

/** As `quantileOf`: Infinity above all bounds. */
export function quantileMs({ records, counts }: LatencyHistogram, share: number): number | null {
  return quantileOf({ records, counts, bounds: LATENCY_BOUNDS_MS }, share)
}
