import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PRICE_NAMES } from '../../kinesis/billing'
import { isFrom, sourcesOf } from './priceSources'
import { withPrice, type PriceTable } from './priceTable'

const table = JSON.parse(readFileSync(new URL('../../../public/data/prices/us-east-1.json', import.meta.url), 'utf8')) as PriceTable

it('names each source once, and every line has one of them until somebody types its price', () => {
  const sources = sourcesOf(table)
  expect(new Set(sources.map(({ source, grade }) => `${source} ${grade}`)).size).toBe(sources.length)
  expect(sources.length).toBeLessThan(PRICE_NAMES.length)
  for (const name of PRICE_NAMES) expect(sources.filter((source) => isFrom(table.lines[name], source))).toHaveLength(1)
  const own = PRICE_NAMES.reduce((changed, name) => withPrice(changed, name, 1), table)
  expect(sourcesOf(own)).toEqual([])
})
