/** Random keys of the Kinesis Agent: their text, their spread, and that their ids need no memory. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKeys, hashKeyOfId, openKeySpace, openRandomDoubles, partitionKeyOf, RANDOM_DOUBLES_COUNT } from './keySpace'
import { javaText, randomDoubleText } from './randomDouble'

describe('javaText', () => {
  it.each([
    [0, '0.0'],
    [1, '1.0'],
    [999_999, '999999.0'],
    [0.001, '0.001'],
    [0.1 + 0.2, '0.30000000000000004'],
    [123_456.789, '123456.789'],
    // What Java writes below a thousandth.
    [0.00099, '9.9E-4'],
    [0.0001, '1.0E-4'],
    [5e-324, '5.0E-324'],
    [1.25e-7, '1.25E-7'],
  ])('writes %d as Java does: %s', (value, text) => {
    expect(javaText(value)).toBe(text)
  })
})

describe('random keys', () => {
  it('are spread evenly below a million, each its own', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => Number(randomDoubleText(index)))
    expect(new Set(values).size).toBe(values.length)
    expect(values.every((value) => value >= 0 && value < 1_000_000)).toBe(true)
    const tenths = new Array<number>(10).fill(0)
    for (const value of values) tenths[Math.floor(value / 100_000)]!++
    expect(Math.min(...tenths)).toBeGreaterThan(1_850)
    expect(Math.max(...tenths)).toBeLessThan(2_150)
    // Nearly all of them have digits far behind the point, as a double's 53 bits do.
    expect(values.filter((value) => String(value).length < 15).length).toBeLessThan(300)
  })

  it('have ids between those of files, and the MD5 of their text', () => {
    const keys = createKeys()
    const before = openKeySpace(keys, 'a', ['x', 'y'])
    const space = openRandomDoubles(keys)
    const after = openKeySpace(keys, 'b', ['z'])
    expect(openRandomDoubles(keys)).toBe(space)
    expect(space.base).toBe(before.base + 2)
    expect(after.base).toBe(space.base + RANDOM_DOUBLES_COUNT)
    expect(partitionKeyOf(keys, after.base)).toBe('z')
    for (const index of [0, 1, 2 ** 18, RANDOM_DOUBLES_COUNT - 1]) {
      const text = partitionKeyOf(keys, space.base + index)
      expect(text).toBe(randomDoubleText(index))
      expect(hashKeyOfId(keys, space.base + index)).toBe(BigInt(`0x${createHash('md5').update(text).digest('hex')}`))
    }
    expect(keys.namedEntries.length).toBe(0)
  })
})
