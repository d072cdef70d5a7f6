import { describe, expect, it } from 'vitest'
import { HASH_KEY_MAX } from '../kinesis/hashKey'
import { splitPointAt, splitPointInMiddle } from './riverActs'

const WHOLE = { startingHashKey: '0', endingHashKey: HASH_KEY_MAX.toString() }

describe('split points', () => {
  it('halves the whole space at 2^127', () => {
    expect(splitPointInMiddle(WHOLE)).toEqual({ newStartingHashKey: (1n << 127n).toString(), percent: 50 })
  })

  it('keeps all 128 bits of a place', () => {
    expect(splitPointAt(WHOLE, 0x4000_0000)).toEqual({ newStartingHashKey: ((0x4000_0000n << 96n) + (1n << 95n)).toString(), percent: 25 })
  })

  it('never names the first key, nor one outside of the range', () => {
    expect(splitPointAt({ startingHashKey: '1000', endingHashKey: '2000' }, 0)).toMatchObject({ newStartingHashKey: '2000' })
    const high = { startingHashKey: (HASH_KEY_MAX - 10n).toString(), endingHashKey: HASH_KEY_MAX.toString() }
    expect(splitPointAt(high, 0)).toMatchObject({ newStartingHashKey: (HASH_KEY_MAX - 9n).toString() })
  })

  it('is none in a shard of one key', () => {
    expect(splitPointInMiddle({ startingHashKey: '7', endingHashKey: '7' })).toBeNull()
  })
})
