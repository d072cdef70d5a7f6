import { describe, expect, it } from 'vitest'
import { parseDuration } from './duration'

const S = 1_000_000

describe('a duration', () => {
  it.each([
    ['PT1M', 60 * S],
    ['PT60S', 60 * S],
    ['PT5M', 300 * S],
    ['PT1H30M', 5_400 * S],
    ['PT12H', 43_200 * S],
    ['P1D', 86_400 * S],
    ['P1DT1H1M1S', 90_061 * S],
    ['PT0S', 0],
  ])('%s is read', (text, us) => {
    expect(parseDuration(text)).toBe(us)
  })

  it.each(['', 'P', 'PT', 'P1DT', '5M', 'PT5', 'pt5m', 'PT5m', 'PT-5M', 'PT1.5H', 'PT1M1H', 'P1Y', 'P1W', ' PT5M', 'PT5M ', 'PT9999999999S', 'PT５M', 'PT5M\n'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull()
  })
})
