/** Numbers and instants as the reader of the page writes them. Intl belongs to the page; the engine knows no locale. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

const MS_PER_MINUTE = 60_000
const MS_PER_HOUR = 3_600_000
const DAYS_FROM_MS = 48 * MS_PER_HOUR

export interface Formats {
  /** 1,234,567 */
  count: (value: number) => string
  /** 1.2M */
  short: (value: number) => string
  /** At most two decimals. */
  decimal: (value: number) => string
  /** 0.5 -> 50% */
  percent: (share: number) => string
  bytes: (value: number) => string
  /** 950 ms, 21.4 s, 3 min, 11.3 h, 7 d */
  duration: (ms: number) => string
}

export function createFormats(language: string): Formats {
  const count = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  const upToThousands = new Intl.NumberFormat(language, { maximumSignificantDigits: 4, maximumFractionDigits: 1, roundingPriority: 'lessPrecision' })
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const unit = (name: string, digits: number, unitDisplay: 'short' | 'long' = 'short') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: digits })
  // The short form of a byte has no plural.
  const byteUnits = [unit('byte', 0, 'long'), unit('kilobyte', 1), unit('megabyte', 1), unit('gigabyte', 1)] as const
  const oneDecimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  // English has several short forms: here it is the symbol, everywhere.
  const time = (name: string, symbol: string) => (language.startsWith('ko') ? unit(name, 1) : { format: (value: number) => `${oneDecimal.format(value)} ${symbol}` })
  const [milliseconds, seconds, minutes, hours, days] = [time('millisecond', 'ms'), time('second', 's'), time('minute', 'min'), time('hour', 'h'), time('day', 'd')] as const
  return {
    count: (value) => count.format(value),
    // Koreans count in tens of thousands: a thousand is written out.
    short: (value) => (language.startsWith('ko') && Math.abs(value) < 10_000 ? upToThousands : short).format(value),
    decimal: (value) => decimal.format(value),
    percent: (share) => percent.format(share),
    bytes: (value) => {
      if (value < 1_000) return byteUnits[0].format(value)
      if (value < 1_000_000) return byteUnits[1].format(value / 1_000)
      if (value < 1_000_000_000) return byteUnits[2].format(value / 1_000_000)
      return byteUnits[3].format(value / 1_000_000_000)
    },
    duration: (ms) => {
      if (ms < 1_000) return milliseconds.format(ms < 10 ? ms : Math.round(ms))
      if (ms < 2 * MS_PER_MINUTE) return seconds.format(ms / 1_000)
      if (ms < 2 * MS_PER_HOUR) return minutes.format(ms / MS_PER_MINUTE)
      return ms < DAYS_FROM_MS ? hours.format(ms / MS_PER_HOUR) : days.format(ms / (24 * MS_PER_HOUR))
    },
  }
}

export function useFormats(): Formats {
  const { i18n } = useTranslation()
  return useMemo(() => createFormats(i18n.language), [i18n.language])
}

/** Virtual clock: `02:14.350`, with hours before it where there are any. */
export function clockText(atMs: number): string {
  const whole = Math.max(0, Math.round(atMs))
  const hours = Math.floor(whole / MS_PER_HOUR)
  const minutes = Math.floor((whole % MS_PER_HOUR) / MS_PER_MINUTE)
  const seconds = Math.floor((whole % MS_PER_MINUTE) / 1_000)
  const tail = `${twoDigits(minutes)}:${twoDigits(seconds)}.${String(whole % 1_000).padStart(3, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
