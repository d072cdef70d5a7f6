import { describe, expect, it } from 'vitest'
import { hexLines, textOfHex, wordsOf } from './objectText'

const hexOf = (text: string) => Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('')

describe('an object as text', () => {
  it('keeps lines and letters of any language', () => {
    expect(textOfHex(hexOf('{"a":1}\n주문\ttwo'))).toBe('{"a":1}\n주문\ttwo')
  })

  it('shows signs of control instead of obeying them, and what is no text', () => {
    expect(textOfHex('001b7fff61')).toBe('\u2400\u241b\u2421\ufffda')
  })

  it('is empty where the object is', () => {
    expect(textOfHex('')).toBe('')
    expect(hexLines('')).toBe('')
  })
})

describe('an object as bytes', () => {
  it('has sixteen in a row, with the place of the first', () => {
    expect(hexLines(hexOf('abcdefghijklmnopqr')).split('\n')).toEqual(['000000  61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70', '000010  71 72'])
  })

  it('ends after 256 rows', () => {
    expect(hexLines('00'.repeat(16 * 300)).split('\n')).toHaveLength(256)
  })
})

describe('a long line', () => {
  it('may end behind a comma or a brace, and loses no letter', () => {
    const text = '{"id":"a/1","key":"user 1"}{"id":"b"}'
    expect(wordsOf(text)).toEqual(['{"id":"a/1",', '"key":"user 1"}', '{"id":"b"}'])
    expect(wordsOf(text).join('')).toBe(text)
  })
})
