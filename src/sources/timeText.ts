/** Instants as files write them: ISO 8601 and its relatives, web server logs, and epoch numbers. Without a zone it is UTC. */
import { parseNumber } from './cellText'

const ZONE = String.raw`(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?`
const DATED = String.raw`(\d{4})(?<mark>[-/.])(\d{1,2})\k<mark>(\d{1,2})(?:[Tt ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?${ZONE}`
const WEB_LOG = String.raw`(\d{1,2})/([A-Z][a-z]{2})/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?: ([+-]\d{2}:?\d{2}))?`
const EPOCH = String.raw`(?:\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})(?![\d.:/-])`

const WHOLE_DATED = new RegExp(`^${DATED}$`)
const WHOLE_COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:[.,](\d{1,9}))?)?${ZONE}$`)
const WHOLE_WEB_LOG = new RegExp(`^\\[?${WEB_LOG}\\]?$`)
const LEADING = new RegExp(`^[\\s[("<]{0,8}(${DATED}(?![\\d:])|${WEB_LOG}|${EPOCH})`)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LEADING_CHARACTERS_MAX = 80

/** @returns milliseconds since 1970, or NaN. */
export function parseTimeText(text: string): number {
  const dated = WHOLE_DATED.exec(text)
  if (dated !== null) {
    const [, year, , month, day, hour, minute, second, fraction, zone] = dated
    return toEpochMs({ year, month, day, hour, minute, second, fraction, zone })
  }
  const webLog = WHOLE_WEB_LOG.exec(text)
  if (webLog === null) return parseCompactTime(text)
  const [, day, monthName = '', year, hour, minute, second, zone] = webLog
  return toEpochMs({ year, month: String(MONTHS.indexOf(monthName) + 1), day, hour, minute, second, fraction: undefined, zone })
}

/** Dates without punctuation (`20150412093000`): only where a column's name says that it holds times. */
function parseCompactTime(text: string): number {
  const match = WHOLE_COMPACT.exec(text)
  if (match === null) return Number.NaN
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  return toEpochMs({ year, month, day, hour, minute, second, fraction, zone })
}

export function hasTimePunctuation(text: string): boolean {
  return WHOLE_DATED.test(text) || WHOLE_WEB_LOG.test(text)
}

/** The timestamp that a log line begins with, perhaps inside a bracket. */
export function leadingTimestamp(line: string): { text: string; endsAt: number } | null {
  const match = LEADING.exec(line.slice(0, LEADING_CHARACTERS_MAX))
  const text = match?.[1]
  if (match === null || text === undefined) return null
  const trimmed = text.trimEnd()
  if (Number.isNaN(parseTimeText(trimmed)) && Number.isNaN(parseNumber(trimmed))) return null
  return { text: trimmed, endsAt: match[0].length }
}

type Part = string | undefined

interface TimeParts {
  year: Part
  month: Part
  day: Part
  hour: Part
  minute: Part
  second: Part
  fraction: Part
  zone: Part
}

function toEpochMs(parts: TimeParts): number {
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)]
  const [hour, minute, second] = [Number(parts.hour ?? 0), Number(parts.minute ?? 0), Number(parts.second ?? 0)]
  const isOnClock = (hour < 24 || (hour === 24 && minute === 0 && second === 0)) && minute < 60 && second <= 60
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > daysInMonth({ year, month }) || !isOnClock) return Number.NaN
  const fractionMs = Number((parts.fraction ?? '').padEnd(9, '0')) / 1_000_000
  return Date.UTC(year, month - 1, day, hour, minute, second) + fractionMs - zoneOffsetMs(parts.zone)
}

function daysInMonth({ year, month }: { year: number; month: number }): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** @param zone `Z`, `UTC`, `+09:00`, `+0900`, `+09` or nothing. */
function zoneOffsetMs(zone: Part): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '')
  if (match === null) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000
}
