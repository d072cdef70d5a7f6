/** Names for plain numbers, so that a signature says what it counts. */

/** Virtual microseconds since the run began; always a whole number. */
export type SimUs = number
/** Virtual milliseconds since the run began; may hold a fraction. */
export type SimMs = number
/** Milliseconds since 1970 in the simulated world. */
export type EpochMs = number
export type Bytes = number

export const SECONDS_PER_MINUTE = 60
export const US_PER_MS = 1_000
export const MS_PER_SECOND = 1_000
export const US_PER_SECOND = 1_000_000
export const US_PER_MINUTE = 60 * US_PER_SECOND
export const US_PER_HOUR = 60 * US_PER_MINUTE
export const KIB: Bytes = 1_024
export const MIB: Bytes = 1_048_576
