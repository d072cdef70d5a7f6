import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PRICE_NAMES } from '../../kinesis/billing'
import { billGroups, causedBy } from './billGroups'
import type { BillLine } from '../../engine/cost/bill'
import { headProblem, PRICE_MAX, pricesOf, readPrice, readPriceTable, withPrice, type PriceTable } from './priceTable'
import { createMoney } from './useMoney'

const json = readFileSync(new URL('../../../public/data/prices/us-east-1.json', import.meta.url), 'utf8')

function table(): PriceTable {
  const read = readPriceTable(json)
  if ('problem' in read) throw new Error(`${read.problem.key} ${read.problem.path}`)
  return read.table
}

/** The table as it comes, with one thing changed. */
function changed(path: string, value: unknown): string {
  const copy = JSON.parse(json) as Record<string, unknown>
  const names = path.split('.')
  const last = names.pop() ?? ''
  let place = copy
  for (const name of names) place = place[name] as Record<string, unknown>
  if (value === undefined) Reflect.deleteProperty(place, last)
  else place[last] = value
  return JSON.stringify(copy)
}

/** To all that is in it. */
function pathsOf(value: object, before = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = before + name
    return typeof inner === 'object' && inner !== null ? [path, ...pathsOf(inner as object, `${path}.`)] : [path]
  })
}

describe('a price table', () => {
  it('that comes with the page is one, and stays one when it is written out', () => {
    expect(readPriceTable(JSON.stringify(table()))).toEqual({ table: table() })
    expect(Object.keys(pricesOf(table()))).toEqual(PRICE_NAMES)
  })

  it('with one value of it made anything else is refused with the way to it, unless it is as good', () => {
    const paths = pathsOf(JSON.parse(json) as object)
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(undefined, -1, -0, 1e-300, -1e-300, 1e300, 'USD', 'us-east-1', '0.015', '2026-13-01', '$1', [], {}), fc.double())
    fc.assert(
      fc.property(fc.constantFrom(...paths), anything, (path, value) => {
        const read = readPriceTable(changed(path, value))
        const written = JSON.parse(JSON.stringify({ value })) as { value?: unknown }
        if ('problem' in read) {
          // What is wrong is that, or within it, or it holds lines and has none.
          expect(path.startsWith(read.problem.path) || read.problem.path.startsWith(path)).toBe(true)
          return
        }
        const name = path.split('.').at(-1)
        if (name === 'price') expect(written.value).toSatisfy((price) => typeof price === 'number' && price >= 0 && price <= PRICE_MAX)
        else if (path.startsWith('lines.') && name === 'source') expect(written.value).toSatisfy((source) => typeof source === 'string' && source.length <= 300)
        else expect(typeof written.value).toBe('string')
        for (const price of Object.values(pricesOf(read.table))) expect(Object.is(price, -0) || price < 0 || !Number.isFinite(price)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('without any one line or field is refused by its name', () => {
    for (const path of pathsOf(JSON.parse(json) as object)) expect(readPriceTable(changed(path, undefined))).toEqual({ problem: { key: 'missing', path } })
  })

  it.each<[path: string, value: unknown, key: string]>([
    ['lines.shardHour.price', -0.001, 'negative'],
    ['lines.shardHour.price', '0.015', 'notNumber'],
    ['lines.shardHour.price', null, 'notNumber'],
    ['lines.shardHour.price', PRICE_MAX + 1, 'tooLarge'],
    ['lines.shardHour.price', undefined, 'missing'],
    ['lines.shardHour.unit', 'hour', 'wrongUnit'],
    ['lines.shardHour.unit', undefined, 'missing'],
    ['lines.shardHour.grade', 'Z', 'badText'],
    ['lines.shardHour.source', 'x'.repeat(301), 'badText'],
    ['lines.shardHour.more', 1, 'unknown'],
    ['lines.shardHour', undefined, 'missing'],
    ['lines.shardHour', 0.015, 'notTable'],
    ['lines.shards', { price: 1 }, 'unknown'],
    ['lines', undefined, 'missing'],
    ['lines', [], 'missing'],
    ['currency', 'ZZZ', 'unknownCurrency'],
    ['currency', 'usd', 'unknownCurrency'],
    ['currency', 1, 'unknownCurrency'],
    ['currency', undefined, 'missing'],
    ['date', '2026-02-30', 'badDate'],
    ['date', '23.11.2026', 'badDate'],
    ['region', 'Virginia', 'badRegion'],
    ['version', 2, 'unknown'],
  ])('with %s = %j is none', (path, value, key) => {
    const read = readPriceTable(changed(path, value))
    expect(read).toMatchObject({ problem: { key } })
    if ('problem' in read && path !== 'lines') expect(read.problem.path).toBe(path)
  })

  it.each(['', '{', '[]', 'null', '7', '"lines"'])('is not %j', (text) => {
    expect(readPriceTable(text)).toHaveProperty('problem')
  })

  it('is refused or taken whole, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(Object.keys(readPriceTable(text))).toHaveLength(1)
      }),
    )
  })
})

describe('a price that is typed', () => {
  it.each([
    ['0', 0],
    [' 0.015 ', 0.015],
    ['.5', 0.5],
    ['12.', 12],
    ['1.6e-5', 0.000016],
    [String(PRICE_MAX), PRICE_MAX],
  ])('%j is %d', (typed, price) => {
    expect(readPrice(typed)).toEqual({ price })
  })

  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['-1', 'negative'],
    ['-0.0001', 'negative'],
    ['free', 'notNumber'],
    ['0,015', 'notNumber'],
    ['0x10', 'notNumber'],
    ['Infinity', 'notNumber'],
    ['1e999', 'notNumber'],
    ['1 5', 'notNumber'],
    ['1000001', 'tooLarge'],
  ])('%j is none: %s', (typed, problem) => {
    expect(readPrice(typed)).toEqual({ problem })
  })

  it('is a price or none, whatever is typed, and never below zero', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.tuple(fc.constantFrom('-', '+', '', '0', '.', 'e'), fc.nat()).map(([sign, digits]) => `${sign}${digits}`), fc.constantFrom('-0', '-0.0', '٣', '1_000', 'NaN', '1e', '--1', '1.2.3', '１')), (typed) => {
        const read = readPrice(typed)
        if ('problem' in read) return
        expect(read.price).toBe(Number(typed.trim()) + 0)
        expect(Object.is(read.price, -0) || read.price < 0 || read.price > PRICE_MAX).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('changes its own line alone, which is somebody\'s own then', () => {
    const before = table()
    const after = withPrice(before, 'shardHour', 7)
    expect(pricesOf(after)).toEqual({ ...pricesOf(before), shardHour: 7 })
    expect(after.lines.shardHour.grade).toBe('own')
    expect(readPriceTable(JSON.stringify(after))).toEqual({ table: after })
    expect(before).toEqual(table())
  })

  it('stands under a head that is checked, too', () => {
    expect([headProblem('currency', 'KRW'), headProblem('currency', 'WON'), headProblem('currency', '')]).toEqual([null, 'unknownCurrency', 'missing'])
    expect([headProblem('date', '2026-11-23'), headProblem('date', '2026-11-31')]).toEqual([null, 'badDate'])
    expect(['ap-northeast-2', 'us-gov-west-1', 'eusc-de-east-1', 'us-isob-east-1'].map((region) => headProblem('region', region))).toEqual([null, null, null, null])
    expect(['seoul', 'us-east', 'us-east-1a', 'US-EAST-1', ''].map((region) => headProblem('region', region))).toEqual(['badRegion', 'badRegion', 'badRegion', 'badRegion', 'missing'])
  })
})

describe('lines of a bill', () => {
  const line = (streamName: string | null, application: string | null, cost: number) => ({ item: 'shardHour', price: 'shardHour', by: null, quantity: 1, unitPrice: cost, costPerMonth: 2 * cost, streamName, application, cost }) as BillLine

  it('stand in one group each, and an application is told what it adds to streams', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.option(fc.constantFrom('a', 'b', '')), fc.option(fc.constantFrom('a', 'app')), fc.nat(100)), { maxLength: 20 }), (drawn) => {
        const lines = drawn.map((values) => line(...values))
        const groups = billGroups(lines)
        expect(groups.flatMap((group) => group.lines)).toHaveLength(lines.length)
        expect(groups.reduce((sum, { cost }) => sum + cost, 0)).toBe(lines.reduce((sum, { cost }) => sum + cost, 0))
        expect(new Set(groups.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(groups.length)
        expect(causedBy(lines, 'app').cost).toBe(lines.filter(({ application }) => application === 'app').reduce((sum, { cost }) => sum + cost, 0))
      }),
    )
  })
})

describe('amounts', () => {
  it('keep cents from one on, digits that count below, and prices whole', () => {
    const { amount, price, quantity } = createMoney('en', 'USD')
    expect([0, 0.000012345, 0.5, 1, 1234.567].map(amount)).toEqual(['$0.00', '$0.0000123', '$0.5', '$1.00', '$1,234.57'])
    expect([0.014, 0.0000166667, 1].map(price)).toEqual(['$0.014', '$0.0000166667', '$1'])
    expect(quantity(1234.5678)).toBe('1,235')
    expect(createMoney('ko', 'KRW').amount(1500)).toBe('₩1,500')
  })
})
