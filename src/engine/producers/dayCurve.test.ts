import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DAY_PERCENTS } from './dayCurve'

const FILE = 'public/data/flights-day/us-flights-2001-06-29.csv'

it('is what the data set says', () => {
  const hours = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.slice('2001-06-29T'.length, '2001-06-29Thh'.length)))
  const exact = Array.from({ length: 24 }, (_, hour) => (hours.filter((at) => at === hour).length * 2_400) / hours.length)
  const rounded = exact.map(Math.floor)
  const left = 2_400 - rounded.reduce((sum, percent) => sum + percent, 0)
  const byRemainder = exact.map((percent, hour) => ({ hour, remainder: percent % 1 })).sort((one, other) => other.remainder - one.remainder)
  for (const { hour } of byRemainder.slice(0, left)) rounded[hour]!++
  expect(DAY_PERCENTS).toEqual(rounded)
  expect(rounded.reduce((sum, percent) => sum + percent, 0)).toBe(2_400)
})
