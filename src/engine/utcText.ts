/** An instant in the form of the service's messages, `Thu Jan 22 01:22:02 UTC 2015`, or of ISO 8601, by arithmetic alone. */
import type { EpochMs } from '../base/units'

const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY_SECONDS = 86_400
/** Days of 400 Gregorian years, and from 0000-03-01 to 1970-01-01. */
const ERA_DAYS = 146_097
const EPOCH_SHIFT_DAYS = 719_468

export function utcText(epochMs: EpochMs): string {
  const { days, clock } = clockOf(epochMs)
  const { year, month, day } = civilDate(days)
  return `${DAYS[((days % 7) + 7) % 7]} ${MONTHS[month - 1]} ${twoDigits(day)} ${clock} UTC ${year}`
}

/** `2015-01-22T01:22:02.000Z`; what is finer than a millisecond is cut off. */
export function isoText(epochMs: EpochMs): string {
  const { seconds, days, clock } = clockOf(epochMs)
  const { year, month, day } = civilDate(days)
  const milliseconds = String(Math.floor(epochMs) - seconds * 1_000).padStart(3, '0')
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}T${clock}.${milliseconds}Z`
}

/** `Jan 22, 2015, 1:22:02 AM`, as CloudTrail has instants inside of requests and answers. */
export function wordyText(epochMs: EpochMs): string {
  const { seconds, days } = clockOf(epochMs)
  const { year, month, day } = civilDate(days)
  const inDay = seconds - days * DAY_SECONDS
  const hour = Math.floor(inDay / 3_600)
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${twoDigits(Math.floor(inDay / 60) % 60)}:${twoDigits(inDay % 60)}`
  return `${MONTHS[month - 1]} ${day}, ${year}, ${clock} ${hour < 12 ? 'AM' : 'PM'}`
}

function clockOf(epochMs: EpochMs): { seconds: number; days: number; clock: string } {
  const seconds = Math.floor(epochMs / 1_000)
  const days = Math.floor(seconds / DAY_SECONDS)
  const inDay = seconds - days * DAY_SECONDS
  return { seconds, days, clock: [Math.floor(inDay / 3_600), Math.floor(inDay / 60) % 60, inDay % 60].map(twoDigits).join(':') }
}

/** Years begin in March, so that the leap day comes last (Hinnant's civil_from_days). */
function civilDate(days: number): { year: number; month: number; day: number } {
  const shifted = days + EPOCH_SHIFT_DAYS
  const era = Math.floor(shifted / ERA_DAYS)
  const dayOfEra = shifted - era * ERA_DAYS
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
