/** Lengths of time as ISO 8601 writes them, `PT1H30M`, without years, months and fractions. */
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND, type SimUs } from '../../base/units'

const DURATION = /^P(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/
const HOURS_A_DAY = 24

/** @returns null for what is none. */
export function parseDuration(text: string): SimUs | null {
  const match = DURATION.exec(text)
  if (match === null) return null
  const [days, hours, minutes, seconds] = match.slice(1).map((part: string | undefined) => (part === undefined ? null : Number(part)))
  if (days === null && hours === null && minutes === null && seconds === null) return null
  return ((days ?? 0) * HOURS_A_DAY + (hours ?? 0)) * US_PER_HOUR + (minutes ?? 0) * US_PER_MINUTE + (seconds ?? 0) * US_PER_SECOND
}
