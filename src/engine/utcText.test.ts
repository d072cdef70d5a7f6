import { describe, expect, it } from 'vitest'
import { createPrng, nextU32 } from '../base/prng'
import { isoText, utcText } from './utcText'

/** `Thu, 22 Jan 2015 01:22:02 GMT` in the service's order of words. */
function expected(epochMs: number): string {
  const [day, date, month, year, clock] = new Date(epochMs).toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${date} ${clock} UTC ${year}`
}

describe('utcText', () => {
  it('writes the recorded example', () => {
    expect(utcText(Date.UTC(2015, 0, 22, 1, 22, 2))).toBe('Thu Jan 22 01:22:02 UTC 2015')
  })

  it.each(['1970-01-01', '2000-02-29', '2024-02-29', '2024-03-01', '2100-02-28', '2100-03-01', '2099-12-31', '1969-12-31'])('agrees with Date on %s', (day) => {
    const epochMs = Date.parse(`${day}T23:59:59.999Z`)
    expect(utcText(epochMs)).toBe(expected(epochMs))
  })

  it('agrees with Date at any second of four centuries', () => {
    const prng = createPrng(1, 'utcText')
    for (let round = 0; round < 2_000; round++) {
      const epochMs = nextU32(prng) * 3_000
      expect(utcText(epochMs)).toBe(expected(epochMs))
    }
  })
})

describe('isoText', () => {
  it('is what dates write of themselves', () => {
    const prng = createPrng(1, 'isoText')
    for (let round = 0; round < 2_000; round++) {
      const epochMs = nextU32(prng) * 1_000 + (nextU32(prng) % 1_000)
      expect(isoText(epochMs)).toBe(new Date(epochMs).toISOString())
    }
    expect(isoText(-1)).toBe('1969-12-31T23:59:59.999Z')
  })
})
