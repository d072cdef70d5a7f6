/** How large records are where they are not all alike. */
import type { RecordSizes, SyntheticWorkload } from '../../engine/commands'

export const SPREAD_DEFAULT_HUNDREDTHS = 80
/** A record of the service: what is drawn larger is cut to it. */
const RECORD_BYTES_MAX = 1_048_576
/** Of the normal distribution: one in twenty lies beyond. */
const ONE_IN_TWENTY_SIGMAS = 1.645

/** @param sizes null: all alike. */
export function withSizes({ sizes: _before, ...alike }: SyntheticWorkload, sizes: RecordSizes | null): SyntheticWorkload {
  return sizes === null ? alike : { ...alike, sizes }
}

/** The mean of a log-normal size, and what one record in twenty exceeds; both about, since nothing exceeds the limit. */
export function spreadOf(medianBytes: number, sigma: number): { meanBytes: number; largeBytes: number } {
  const cut = (bytes: number) => Math.min(RECORD_BYTES_MAX, Math.round(bytes))
  return { meanBytes: cut(medianBytes * Math.exp(sigma ** 2 / 2)), largeBytes: cut(medianBytes * Math.exp(ONE_IN_TWENTY_SIGMAS * sigma)) }
}
