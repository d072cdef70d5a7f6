import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64'
import { utf8Length } from './utf8'

const SEEDS = [1, 20_261, Math.floor(Math.random() * 2 ** 31)]

describe.each(SEEDS)('texts as bytes, seed %i', (seed) => {
  it('base64 is what Node makes, and comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (ascii) => {
        const text = toBase64(ascii)
        expect(text).toBe(Buffer.from(ascii, 'latin1').toString('base64'))
        expect(fromBase64(text)).toBe(ascii)
      }),
      { seed, numRuns: 200 },
    )
  })

  it('takes any text without breaking', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const ascii = fromBase64(text)
        if (ascii !== null) expect(Buffer.from(text, 'base64').toString('latin1')).toBe(ascii)
      }),
      { seed, numRuns: 200 },
    )
  })

  it('counts the bytes of UTF-8, lone surrogates as U+FFFD', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const text = String.fromCharCode(...units)
        expect(utf8Length(text)).toBe(Buffer.from(text, 'utf8').length)
      }),
      { seed, numRuns: 300 },
    )
  })
})
