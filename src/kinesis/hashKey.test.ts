import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromWords, hashTopOf, HASH_KEY_MAX, initialRanges, intoWords, parseHashKey } from './hashKey'
import { formatShardId, parseShardId } from './shardId'

const SEEDS = [1, 20_261, Math.floor(Math.random() * 2 ** 31)]
const hashKey = fc.oneof(fc.bigInt({ min: 0n, max: HASH_KEY_MAX }), fc.constantFrom(0n, 1n, HASH_KEY_MAX, 1n << 96n, (1n << 96n) - 1n))

describe('initial ranges', () => {
  // Recorded streams: kinesalite's tests (3), the API Gateway tutorial (5), Elixir kinesis_client (6).
  it.each([
    [2, 1, 170141183460469231731687303715884105728n],
    [3, 1, 113427455640312821154458202477256070485n],
    [3, 2, 226854911280625642308916404954512140970n],
    [5, 1, 68056473384187692692674921486353642291n],
    [5, 4, 272225893536750770770699685945414569164n],
    [6, 3, 170141183460469231731687303715884105726n],
  ])('of %i shards: shard %i starts at %i', (shardCount, shard, start) => {
    expect(initialRanges(shardCount)[shard]!.startingHashKey).toBe(start)
  })

  it.each([1, 2, 3, 5, 6, 7, 100, 1_000, 10_000])('of %i shards tile the space in equal widths, the last takes the rest', (shardCount) => {
    const ranges = initialRanges(shardCount)
    const width = (1n << 128n) / BigInt(shardCount)
    expect(ranges).toHaveLength(shardCount)
    expect(ranges[0]!.startingHashKey).toBe(0n)
    expect(ranges.at(-1)!.endingHashKey).toBe(340282366920938463463374607431768211455n)
    for (let index = 1; index < shardCount; index++) {
      expect(ranges[index]!.startingHashKey).toBe(ranges[index - 1]!.endingHashKey + 1n)
      expect(ranges[index]!.startingHashKey).toBe(width * BigInt(index))
    }
  })
})

describe.each(SEEDS)('hash keys, seed %i', (seed) => {
  it('come back from their four words and from their text', () => {
    fc.assert(
      fc.property(hashKey, (key) => {
        const words = new Uint32Array(5)
        intoWords(key, words, 1)
        expect(fromWords(words, 1)).toBe(key)
        expect(words[1]).toBe(hashTopOf(key))
        expect(parseHashKey(String(key))).toBe(key)
      }),
      { seed, numRuns: 300 },
    )
  })
})

describe('parseHashKey', () => {
  it.each(['', '-1', '00', '01', '1.0', ' 1', '1e3', '0x10', '1'.repeat(40)])('refuses %j', (text) => {
    expect(parseHashKey(text)).toBeNull()
  })
})

describe('shard ids', () => {
  it.each([
    [0, 'shardId-000000000000'],
    [13, 'shardId-000000000013'],
    [2_147_483_647, 'shardId-002147483647'],
  ])('%i is %s', (shardIndex, shardId) => {
    expect(formatShardId(shardIndex)).toBe(shardId)
    expect(parseShardId(shardId)).toBe(shardIndex)
  })

  // Recorded by kinesalite's tests (splitShard).
  it.each([
    ['0', 0],
    ['shard-0', 0],
    ['x-5', 5],
    ['shardId-5', 5],
    ['-7', 7],
  ])('takes the loose form %s', (text, shardIndex) => {
    expect(parseShardId(text)).toBe(shardIndex)
  })

  it.each(['', 'shardId', 'shardId-', 'shardId-x', 'shardId-1.5', 'shardId-2147483648', 'shardId-0 ', '5-x'])('refuses %j', (text) => {
    expect(parseShardId(text)).toBeNull()
  })
})
