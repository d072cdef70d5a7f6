/** Amounts in the currency of the price table, and quantities beside them. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export interface Money {
  /** $0.0123, $45.60: cents, or three digits that count. */
  amount: (value: number) => string
  /** $12K, for an axis. */
  short: (value: number) => string
  /** As exact as the table has it. */
  price: (value: number) => string
  /** Four digits that count. */
  quantity: (value: number) => string
}

const PRICE_DIGITS_MAX = 12

export function createMoney(language: string, currency: string): Money {
  const currencyDisplay = 'narrowSymbol'
  const cents = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay })
  const small = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay, maximumSignificantDigits: 3 })
  const short = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay, notation: 'compact', maximumSignificantDigits: 2 })
  const price = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay, minimumFractionDigits: 0, maximumFractionDigits: PRICE_DIGITS_MAX })
  const quantity = new Intl.NumberFormat(language, { maximumSignificantDigits: 4 })
  return {
    amount: (value) => (value === 0 || value >= 1 ? cents : small).format(value),
    short: (value) => short.format(value),
    price: (value) => price.format(value),
    quantity: (value) => quantity.format(value),
  }
}

export function useMoney(currency: string): Money {
  const { i18n } = useTranslation()
  return useMemo(() => createMoney(i18n.language, currency), [i18n.language, currency])
}
