/** Quantiles of a histogram whose counts are sums of fractions. */

interface Histogram {
  records: number
  /** By bound; the last one is for what is above all of them. */
  counts: ArrayLike<number>
  /** Upper ones, rising. */
  bounds: readonly number[]
}

/** Counts may be missing a hair. */
const HAIR = 1e-6

/** @param share of the records, 0 … 1. @returns the bound under which so many are, Infinity above all of them; null where there are none. */
export function quantileOf({ records, counts, bounds }: Histogram, share: number): number | null {
  if (records === 0) return null
  let sum = 0
  for (const [place, bound] of bounds.entries()) {
    sum += counts[place] ?? 0
    if (sum >= records * share - HAIR) return bound
  }
  return Infinity
}
