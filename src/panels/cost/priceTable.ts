/** A price table as people may edit it, and what is wrong with one that they bring. Pure. */
import * as v from 'valibot'
import { PRICE_NAMES, PRICE_UNITS, type PriceName, type Prices, type PriceUnit } from '../../kinesis/billing'

export interface PriceTable {
  region: string
  /** ISO 4217. */
  currency: string
  /** Year-month-day. */
  date: string
  lines: Record<PriceName, PriceLine>
}

export interface PriceLine {
  price: number
  unit: PriceUnit
  grade: Grade
  source: string
}

const GRADES = ['A', 'B', 'C', 'D', 'U', 'own'] as const
type Grade = (typeof GRADES)[number]

/** That of the table that comes with the page. */
export const USUAL_CURRENCY = 'USD'

export const PRICE_MAX = 1_000_000
const CHARACTERS_MAX = 300

const PROBLEMS = ['notJson', 'notTable', 'missing', 'unknown', 'notNumber', 'negative', 'tooLarge', 'unknownCurrency', 'badDate', 'badRegion', 'wrongUnit', 'badText'] as const
type ProblemKey = (typeof PROBLEMS)[number]

export interface PriceProblem {
  key: ProblemKey
  /** `lines.shardHour.price`; empty: all of it. */
  path: string
}

const currencies = new Set(Intl.supportedValuesOf('currency'))
const text = v.pipe(v.string('badText'), v.maxLength(CHARACTERS_MAX, 'badText'))
const price = v.pipe(v.number('notNumber'), v.finite('notNumber'), v.minValue(0, 'negative'), v.maxValue(PRICE_MAX, 'tooLarge'), v.transform(withoutSign))
const region = v.pipe(v.string('badRegion'), v.regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'badRegion'))
const currency = v.pipe(v.string('unknownCurrency'), v.check((name) => currencies.has(name), 'unknownCurrency'))
const date = v.pipe(v.string('badDate'), v.isoDate('badDate'), v.check(isDay, 'badDate'))
const line = (unit: PriceUnit) => v.strictObject({ price, unit: v.literal(unit, 'wrongUnit'), grade: v.picklist(GRADES, 'badText'), source: text }, 'notTable')
const lines = v.strictObject(Object.fromEntries(PRICE_NAMES.map((name) => [name, line(PRICE_UNITS[name])])), 'notTable')
const schema = v.strictObject({ region, currency, date, lines }, 'notTable')

/** −0 would be written as one. */
function withoutSign(value: number): number {
  return value === 0 ? 0 : value
}

/** 2026-02-30 is none. */
function isDay(said: string): boolean {
  const day = new Date(`${said}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(said)
}

export function readPriceTable(json: string): { table: PriceTable } | { problem: PriceProblem } {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { problem: { key: 'notJson', path: '' } }
  }
  const read = v.safeParse(schema, value)
  return read.success ? { table: read.output as PriceTable } : { problem: problemOf(read.issues[0]) }
}

function problemOf(issue: v.BaseIssue<unknown>): PriceProblem {
  const path = v.getDotPath(issue) ?? ''
  if (issue.type === 'strict_object' && issue.expected === 'never') return { key: 'unknown', path }
  if (issue.input === undefined) return { key: 'missing', path }
  return { key: keyOf(issue.message), path }
}

function keyOf(message: string): ProblemKey {
  return PROBLEMS.find((key) => key === message) ?? 'notTable'
}

const DECIMAL = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i

/** @returns the price, or why what was typed is none. */
export function readPrice(typed: string): { price: number } | { problem: ProblemKey } {
  const trimmed = typed.trim()
  if (trimmed === '') return { problem: 'missing' }
  const value = DECIMAL.test(trimmed) ? Number(trimmed) : NaN
  const read = v.safeParse(price, value)
  return read.success ? { price: read.output } : { problem: keyOf(read.issues[0].message) }
}

const HEADS = { region, currency, date }
export type HeadName = keyof typeof HEADS

/** @returns null: it may stand in the table. */
export function headProblem(name: HeadName, typed: string): ProblemKey | null {
  const read = v.safeParse(HEADS[name], typed)
  return read.success ? null : typed === '' ? 'missing' : keyOf(read.issues[0].message)
}

export function pricesOf({ lines: all }: PriceTable): Prices {
  return Object.fromEntries(PRICE_NAMES.map((name) => [name, all[name].price])) as Prices
}

export function withPrice(table: PriceTable, name: PriceName, changed: number): PriceTable {
  return { ...table, lines: { ...table.lines, [name]: { ...table.lines[name], price: changed, grade: 'own' } } }
}
