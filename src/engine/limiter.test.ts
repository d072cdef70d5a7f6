import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween } from '../base/prng'
import { MIB } from '../base/units'
import { admitRead, admitWrite, fullReadBucket, fullWriteBucket, payRead } from './limiter'

const SEEDS = [1, 2, 3, 738_738_121, Math.floor(Math.random() * 2 ** 31)]
const KEY_BYTES_MAX = 1_024

interface Admitted {
  atUs: number
  records: number
  bytes: number
}

/** The most that any window holds beyond what its length allows. */
function worstExcess(admitted: readonly Admitted[], amountOf: (entry: Admitted) => number, perSecond: number): number {
  let worst = -Infinity
  // Over all windows [i, j]: sum(i … j) − rate · length, by a running maximum.
  let best = -Infinity
  let sum = 0
  for (const entry of admitted) {
    best = Math.max(best, (entry.atUs / 1e6) * perSecond - sum)
    sum += amountOf(entry)
    worst = Math.max(worst, best + sum - (entry.atUs / 1e6) * perSecond)
  }
  return worst
}

describe.each(SEEDS)('a shard that takes records, seed %i', (seed) => {
  const prng = createPrng(seed, 'writes')
  const largest = [100, 1_000, 20_000, MIB][nextBelow(prng, 4)]!
  const bucket = fullWriteBucket(0)
  const admitted: Admitted[] = []
  let atUs = 0
  // A bucket holds one second: of a longer pause no more than that can be used.
  let usableUs = 0
  let offered = 0
  for (let attempt = 0; attempt < 40_000; attempt++) {
    const pauseUs = nextBelow(prng, 10) === 0 ? nextBelow(prng, nextBelow(prng, 100) === 0 ? 2_000_000 : 3_000) : 0
    atUs += pauseUs
    usableUs += Math.min(pauseUs, 1_000_000)
    const bytes = nextBelow(prng, largest) + 1
    offered += bytes
    if (admitWrite(bucket, atUs, bytes)) admitted.push({ atUs, records: 1, bytes })
  }

  it('stores at most (T + 1) · 1,000 records and (T + 1) MiB in any T seconds', () => {
    expect(worstExcess(admitted, (entry) => entry.records, 1_000)).toBeLessThanOrEqual(1_000.001)
    expect(worstExcess(admitted, (entry) => entry.bytes, MIB)).toBeLessThanOrEqual(MIB + KEY_BYTES_MAX)
  })

  it('stores nearly all that the limits allow', () => {
    const records = admitted.length
    const bytes = admitted.reduce((sum, entry) => sum + entry.bytes, 0)
    const seconds = usableUs / 1e6
    const isFull = records > 0.5 * 1_000 * seconds || bytes > 0.5 * MIB * seconds
    expect(isFull || bytes === offered).toBe(true)
  })
})

describe('a write bucket', () => {
  it('holds exactly 1,000 records, and one more after each millisecond', () => {
    const bucket = fullWriteBucket(5)
    for (let record = 0; record < 1_000; record++) expect(admitWrite(bucket, 5, 1)).toBe(true)
    expect(admitWrite(bucket, 5, 1)).toBe(false)
    expect(admitWrite(bucket, 1_004, 1)).toBe(false)
    expect(admitWrite(bucket, 1_005, 1)).toBe(true)
    expect(admitWrite(bucket, 1_005, 1)).toBe(false)
  })

  it('takes one record of 1 MiB a second: of five at once the first (kinesalite#87)', () => {
    const bucket = fullWriteBucket(0)
    expect([1, 2, 3, 4, 5].map(() => admitWrite(bucket, 0, MIB))).toEqual([true, false, false, false, false])
    expect(admitWrite(bucket, 1_000_000, MIB)).toBe(true)
  })

  it('takes the largest legal record, 1 MiB of data and a key of 1 KiB, from a full bucket', () => {
    const bucket = fullWriteBucket(0)
    expect(admitWrite(bucket, 0, MIB + KEY_BYTES_MAX)).toBe(true)
    expect(admitWrite(bucket, 0, 1)).toBe(false)
    // The key is paid for too.
    expect(admitWrite(bucket, 1_000, 2 * KEY_BYTES_MAX)).toBe(false)
    expect(admitWrite(bucket, 1_010_000, MIB + KEY_BYTES_MAX)).toBe(true)
  })

  it('takes a record of 10 MiB from time to time, 1 MiB a second on average', () => {
    const bucket = fullWriteBucket(0)
    expect(admitWrite(bucket, 0, 1)).toBe(true)
    expect(admitWrite(bucket, 0, 10 * MIB)).toBe(true)
    for (const atUs of [0, 1_000_000, 8_999_999]) expect(admitWrite(bucket, atUs, 10 * MIB)).toBe(false)
    expect(admitWrite(bucket, 8_999_999, 1)).toBe(false)
    expect(admitWrite(bucket, 9_100_000, 10 * MIB)).toBe(true)
  })
})

describe.each(SEEDS)('a shard that is read, seed %i', (seed) => {
  const prng = createPrng(seed, 'reads')
  const largest = [1_000, MIB, 3 * MIB, 10 * MIB][nextBelow(prng, 4)]!
  const bucket = fullReadBucket(0)
  const admitted: Admitted[] = []
  let atUs = 0
  for (let call = 0; call < 5_000; call++) {
    atUs += nextBetween(prng, { min: 1, max: 150_000 })
    if (!admitRead(bucket, atUs)) continue
    const bytes = largest === 10 * MIB && nextBelow(prng, 2) === 0 ? largest : nextBelow(prng, largest + 1)
    payRead(bucket, atUs, bytes)
    admitted.push({ atUs, records: 1, bytes })
  }

  it('answers at most 5 calls a second, after a burst of 5', () => {
    expect(worstExcess(admitted, (entry) => entry.records, 5)).toBeLessThanOrEqual(5.001)
  })

  it('gives 2 MiB a second, after a burst of 2 MiB and the rest of one answer', () => {
    expect(worstExcess(admitted, (entry) => entry.bytes, 2 * MIB)).toBeLessThanOrEqual(2 * MIB + 10 * MIB)
  })
})

describe('a read bucket', () => {
  it('refuses the sixth call of a second; a refused call costs nothing', () => {
    const bucket = fullReadBucket(0)
    expect([1, 2, 3, 4, 5, 6, 7].map(() => admitRead(bucket, 0))).toEqual([true, true, true, true, true, false, false])
    expect(admitRead(bucket, 199_999)).toBe(false)
    expect(admitRead(bucket, 200_000)).toBe(true)
  })

  it('refuses calls for 5 s after a full 10 MiB', () => {
    const bucket = fullReadBucket(0)
    expect(admitRead(bucket, 0)).toBe(true)
    payRead(bucket, 0, 10 * MIB)
    expect(admitRead(bucket, 4_999_999)).toBe(false)
    expect(admitRead(bucket, 5_000_000)).toBe(true)
  })

  it('refuses calls for 1 s after any other over-read', () => {
    const bucket = fullReadBucket(0)
    expect(admitRead(bucket, 0)).toBe(true)
    payRead(bucket, 0, 2 * MIB + 1)
    expect(admitRead(bucket, 999_999)).toBe(false)
    expect(admitRead(bucket, 1_000_000)).toBe(true)
  })

  it('lets calls go on within the limit', () => {
    const bucket = fullReadBucket(0)
    expect(admitRead(bucket, 0)).toBe(true)
    payRead(bucket, 0, 2 * MIB)
    expect(admitRead(bucket, 1)).toBe(true)
  })
})
