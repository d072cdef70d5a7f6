/**
 * A day's curve from midnight to midnight: departures of `public/data/flights-day`, 29 June 2001, local time, of each hour
 * in percents of the mean hour, rounded by largest remainders so that the mean stays 100. `dayCurve.test.ts` derives it again.
 */
export const DAY_PERCENTS: readonly number[] = [
  10, 4, 1, 0, 0, 32, 168, 157, 158, 151, 132, 150, 142, 147, 138, 143, 134, 152, 142, 143, 123, 90, 62, 21,
]
