import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUtf8, utf8Length, writeUtf8 } from './utf8'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const anyText = fc
  .array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff }), fc.integer({ min: 32, max: 126 })), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units))
/** Bytes that begin characters and do not end them, and the edges of what they may be. */
const nearlyText = fc
  .array(fc.oneof(fc.nat(255), fc.constantFrom(0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5)), { maxLength: 40 })
  .map((bytes) => Uint8Array.from(bytes))

describe('UTF-8', () => {
  it('is written as TextEncoder writes it, from where it was told to', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = encoder.encode(text)
        expect(utf8Length(text)).toBe(expected.length)
        const out = new Uint8Array(expected.length + 2).fill(0xee)
        expect(writeUtf8(text, out, 1)).toBe(expected.length + 1)
        expect(out).toEqual(Uint8Array.of(0xee, ...expected, 0xee))
      }),
      { numRuns: 500 },
    )
  })

  it('is read as TextDecoder reads it, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyText, anyText.map((text) => encoder.encode(text))), (bytes) => {
        expect(readUtf8(bytes)).toBe(decoder.decode(bytes))
      }),
      { numRuns: 2_000 },
    )
  })

  it('reads each pair of bytes at the start of each kind of character as TextDecoder does', () => {
    for (let first = 0x80; first < 0x100; first++) {
      for (let second = 0; second < 0x100; second++) {
        const bytes = Uint8Array.of(first, second, 0x80, 0xbf, 0x61)
        if (readUtf8(bytes) !== decoder.decode(bytes)) expect.fail(`${first} ${second}`)
      }
    }
  })

  it('reads a text longer than what it joins at once', () => {
    const text = 'a😀é日\ufffd'.repeat(5_000)
    expect(readUtf8(encoder.encode(text)) === text).toBe(true)
  })
})
