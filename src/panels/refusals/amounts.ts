/** A number with its unit, to its last digit: rounded, what is beyond a bound would read like the bound. Pure. */
import type { AmountUnit } from './settingFacts'

const DIGITS_MAX = 6

export function createAmounts(language: string): (value: number, unit: AmountUnit) => string {
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: DIGITS_MAX })
  const unitOf = (unit: string, unitDisplay: 'short' | 'long') => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: DIGITS_MAX })
  const [milliseconds, seconds, bytes] = [unitOf('millisecond', 'short'), unitOf('second', 'short'), unitOf('byte', 'long')]
  return (value, unit) => {
    switch (unit) {
      case 'ms':
        return milliseconds.format(value)
      case 's':
        return seconds.format(value)
      case 'bytes':
        return bytes.format(value)
      case 'us':
        return `${plain.format(value)} µs`
      case 'MiB':
        return `${plain.format(value)} MiB`
      case 'count':
        return plain.format(value)
    }
  }
}
