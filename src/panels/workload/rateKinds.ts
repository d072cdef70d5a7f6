/** What a rate over time looks like when it is first chosen. */
import type { RateShape, SyntheticWorkload } from '../../engine/commands'

export const RATE_KINDS: readonly RateShape['kind'][] = ['ramp', 'burst', 'day', 'drawn']

export const CURVE_POINTS = 12

export function rateOfKind(kind: RateShape['kind']): RateShape {
  switch (kind) {
    case 'ramp':
      return { kind, fromPercent: 10, toPercent: 200, overMs: 60_000 }
    case 'burst':
      return { kind, everyMs: 30_000, forMs: 5_000, burstPercent: 500 }
    case 'day':
      return { kind, dayMs: 240_000 }
    case 'drawn':
      return { kind, percents: new Array<number>(CURVE_POINTS).fill(100), spanMs: 60_000 }
  }
}

/** @param rate null: steady. */
export function withRate({ rate: _before, ...steady }: SyntheticWorkload, rate: RateShape | null): SyntheticWorkload {
  return rate === null ? steady : { ...steady, rate }
}
