/** Instants as conditions write them: ISO 8601, or seconds since 1970. */

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:?\d\d)?)?$/
const SECONDS = /^\d{1,12}$/
const MS_PER_MINUTE = 60_000
const MS_PER_DAY = 86_400_000

/** @returns epoch milliseconds; null for anything else. */
export function parseInstant(text: string): number | null {
  if (SECONDS.test(text)) return Number(text) * 1_000
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = ISO.exec(text) ?? []
  if (year === undefined || Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return null
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const minutes = Number(hour) * 60 + Number(minute) - offsetMinutes(zone)
  return daysBefore(Number(year), Number(month), Number(day)) * MS_PER_DAY + minutes * MS_PER_MINUTE + Number(second) * 1_000 + Number(fraction.padEnd(3, '0'))
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0
  const digits = zone.replace(':', '')
  return (digits.startsWith('-') ? -1 : 1) * (Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3)))
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Since 1970, in the Gregorian calendar. */
function daysBefore(year: number, month: number, day: number): number {
  const before = year - 1
  let days = 365 * (year - 1970) + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477
  for (let at = 1; at < month; at++) days += daysIn(year, at)
  return days + day - 1
}
