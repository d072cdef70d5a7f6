import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, nextU32, shuffle } from './prng'

const RANDOM_SEED = Math.floor(Math.random() * 2 ** 31)
const U32_SPAN = 2 ** 32

/** sfc32 as its author wrote it, in wide integers: nothing is shared with our own. */
function* sfc32(a: bigint, b: bigint, c: bigint) {
  const u32 = (value: bigint) => BigInt.asUintN(32, value)
  let counter = 1n
  for (;;) {
    const sum = u32(a + b + counter)
    counter = u32(counter + 1n)
    a = b ^ (b >> 9n)
    b = u32(c + (c << 3n))
    c = u32(u32((c << 21n) | (c >> 11n)) + sum)
    yield Number(sum)
  }
}

function fnv1a(text: string): bigint {
  let hash = 0x811c9dc5n
  for (let at = 0; at < text.length; at++) hash = BigInt.asUintN(32, (hash ^ BigInt(text.charCodeAt(at))) * 0x01000193n)
  return hash
}

describe('prng', () => {
  it.each([
    [1, 'producer-1'],
    [0, ''],
    [Number.MAX_SAFE_INTEGER, 'analytics/w-3'],
    [RANDOM_SEED, '주문'],
  ])('draws what sfc32 draws for seed %i, actor %j', (seed, actor) => {
    const expected = sfc32(BigInt(seed) % (1n << 32n), BigInt(seed) >> 32n, fnv1a(actor))
    for (let round = 0; round < 12; round++) expected.next()
    const prng = createPrng(seed, actor)
    for (let draw = 0; draw < 1_000; draw++) expect(nextU32(prng)).toBe(expected.next().value)
  })

  it('gives the same numbers for ever', () => {
    const prng = createPrng(1, 'producer-1')
    expect([nextU32(prng), nextU32(prng), nextU32(prng)]).toEqual([1_196_833_132, 2_063_880_830, 2_851_155_630])
  })

  it('differs between actors and between seeds, the high half of the seed included', () => {
    const first = (seed: number, actor: string) => nextU32(createPrng(seed, actor))
    const drawn = [first(1, 'producer-1'), first(1, 'producer-2'), first(2, 'producer-1'), first(1 + U32_SPAN, 'producer-1')]
    expect(new Set(drawn).size).toBe(drawn.length)
  })

  it.each([1, 7, RANDOM_SEED])('spreads evenly, seed %i', (seed) => {
    const prng = createPrng(seed, 'spread')
    const buckets = new Array<number>(64).fill(0)
    const draws = 64_000
    for (let draw = 0; draw < draws; draw++) buckets[nextBelow(prng, 64)]!++
    const expected = draws / 64
    const chiSquare = buckets.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 63 degrees of freedom: beyond 130 less than one time in a million.
    expect(chiSquare).toBeLessThan(130)
  })

  it('keeps to its bounds, and reaches both ends', () => {
    const prng = createPrng(3, 'bounds')
    const seen = new Set(Array.from({ length: 400 }, () => nextBetween(prng, { min: -2, max: 3 })))
    expect(Array.from(seen).sort((left, right) => left - right)).toEqual([-2, -1, 0, 1, 2, 3])
    for (let draw = 0; draw < 100; draw++) {
      expect(nextBelow(prng, 1)).toBe(0)
      expect(nextBelow(prng, U32_SPAN)).toBeLessThan(U32_SPAN)
    }
  })

  it('shuffles every item to every place', () => {
    const prng = createPrng(4, 'shuffle')
    const places = new Set<string>()
    for (let round = 0; round < 300; round++) {
      const items = ['a', 'b', 'c', 'd']
      shuffle(prng, items)
      expect([...items].sort()).toEqual(['a', 'b', 'c', 'd'])
      items.forEach((item, place) => places.add(item + place))
    }
    expect(places.size).toBe(16)
  })
})
