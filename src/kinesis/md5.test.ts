import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashKeyOf } from './hashKey'
import { md5OfBytes, md5OfNumbered, md5OfText } from './md5'

const SEEDS = [1, 20_261, Math.floor(Math.random() * 2 ** 31)]
const out = new Uint32Array(6)

function md5(write: (out: Uint32Array, at: number) => void): string {
  out.fill(0xdeadbeef)
  write(out, 1)
  expect([out[0], out[5]]).toEqual([0xdeadbeef, 0xdeadbeef])
  return Array.from(out.subarray(1, 5), (word) => word.toString(16).padStart(8, '0')).join('')
}

function expected(text: string): string {
  return createHash('md5').update(Buffer.from(text, 'utf8')).digest('hex')
}

function ours(text: string): string {
  return md5((words, at) => {
    md5OfText(text, words, at)
  })
}

/** Any UTF-16 code units: lone surrogates become U+FFFD, in Node as in ours. */
const anyText = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff }), fc.integer({ min: 32, max: 126 })), {
  maxLength: 256,
  size: 'max',
})

describe.each(SEEDS)('MD5, seed %i', (seed) => {
  it('is what Node computes, for any text of up to 256 characters', () => {
    fc.assert(
      fc.property(anyText, (units) => {
        const text = String.fromCharCode(...units)
        expect(ours(text)).toBe(expected(text))
      }),
      { seed, numRuns: 500 },
    )
  })

  it('of a numbered key is the MD5 of its text', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'user-', 'x'.repeat(60)), fc.oneof(fc.nat(1_000), fc.nat(2 ** 31 - 1)), (prefix, number) => {
        const found = md5((words, at) => {
          md5OfNumbered(prefix, number, words, at)
        })
        expect(found).toBe(expected(`${prefix}${number}`))
      }),
      { seed, numRuns: 300 },
    )
  })
})

describe('MD5', () => {
  it('is right at every length, and after a longer text before it', () => {
    for (let length = 256; length >= 0; length--) {
      for (const character of ['a', 'é', '日']) {
        const text = character.repeat(length)
        expect(ours(text)).toBe(expected(text))
      }
    }
  })

  it('takes 256 characters of four bytes each', () => {
    const text = '😀'.repeat(256)
    expect(ours(text)).toBe(expected(text))
  })

  it.each([55, 56, 57, 63, 64, 65, 119, 120, 121, 127, 128])('is right at the edge of a block, %i bytes', (bytes) => {
    for (const text of ['x'.repeat(bytes), '\u{1f600}' + 'x'.repeat(bytes - 4), 'x'.repeat(bytes - 3) + '\ud800']) {
      expect(ours(text)).toBe(expected(text))
    }
  })

  it('of bytes is right at every length of some blocks, and leaves nothing behind for the text after it', () => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, at) => (at * 131 + 7) & 255)
    for (let length = 0; length <= 300; length++) {
      const part = bytes.subarray(length, 2 * length)
      const found = md5((words, at) => {
        md5OfBytes(part, words, at)
      })
      expect(found).toBe(createHash('md5').update(part).digest('hex'))
      expect(ours('user-1')).toBe(expected('user-1'))
    }
  })

  it('of a mebibyte and a few bytes', () => {
    const bytes = new Uint8Array(2 ** 20 + 61).fill(0xf3)
    const found = md5((words, at) => {
      md5OfBytes(bytes, words, at)
    })
    expect(found).toBe(createHash('md5').update(bytes).digest('hex'))
  })

  it.each([0, 1, 9, 10, 99, 100, 999_999_999, 1_000_000_000, 2 ** 31 - 1])('of user-%i', (number) => {
    const found = md5((words, at) => {
      md5OfNumbered('user-', number, words, at)
    })
    expect(found).toBe(expected(`user-${number}`))
  })

  // facts/service.md, section 1.
  it.each([
    ['a', 16955237001963240173058271559858726497n],
    ['user-1', 285573413173782752570879317399258818820n],
    ['é', 136732923097551493579404309126273812335n],
    ['日本', 103341369634063465466164320543046703539n],
    ['😀', 55842721998748738903166261021950683062n],
  ])('places %s in the hash-key space', (partitionKey, hashKey) => {
    expect(hashKeyOf(partitionKey)).toBe(hashKey)
  })
})
