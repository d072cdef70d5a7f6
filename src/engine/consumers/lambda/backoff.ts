/** How long the mapping waits before it tries a batch again. */
import { nextBetween, type Prng } from '../../../base/prng'
import { RETRY_FIRST_US, RETRY_LONGEST_US, THROTTLED_LONGEST_US } from './constants'

/** @param retries in a row: 1 and up. */
export function pauseUs(retries: number): number {
  return doubled(retries, RETRY_LONGEST_US)
}

/** @param throttles in a row: 1 and up. */
export function throttledUs(prng: Prng, throttles: number): number {
  const us = doubled(throttles, THROTTLED_LONGEST_US)
  return nextBetween(prng, { min: us / 2, max: us })
}

function doubled(times: number, longestUs: number): number {
  let us = RETRY_FIRST_US
  for (let time = 1; time < times && us < longestUs; time++) us *= 2
  return Math.min(us, longestUs)
}
