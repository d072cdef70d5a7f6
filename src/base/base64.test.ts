import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64ToBytes, bytesToBase64, fromBase64, toBase64 } from './base64'
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

  it('base64 of bytes is what Node makes, and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = bytesToBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(base64ToBytes(text)).toEqual(bytes)
      }),
      { seed, numRuns: 300 },
    )
  })

  it('only text that these bytes would make is read as bytes', () => {
    const texts = fc.oneof(fc.base64String(), fc.string({ unit: fc.constantFrom('A', 'a', '9', '+', '/', '=', '-', '_', ' ', 'é', '\u0141', '\n'), maxLength: 12 }))
    fc.assert(
      fc.property(texts, (text) => {
        const made = Buffer.from(text, 'base64')
        const isWhole = made.toString('base64') === text
        expect(base64ToBytes(text)).toEqual(isWhole ? Uint8Array.from(made) : null)
      }),
      { seed, numRuns: 1_000 },
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
