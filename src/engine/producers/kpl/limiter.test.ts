import { describe, expect, it } from 'vitest'
import { MIB, US_PER_SECOND } from '../../../base/units'
import { createShardLimiter, enqueue, takeAllowed, takeExpired, tokensOf, type ShardLimiter } from './limiter'
import { addUserRecord, createUserRecords, makeSingle, NONE, type UserRecords } from './userRecords'

interface Queued {
  bytes?: number
  deadlineUs?: number
  expiryUs?: number
}

function limiterWith(queue: Queued[]): { records: UserRecords; limiter: ShardLimiter; heads: number[] } {
  const records = createUserRecords()
  const limiter = createShardLimiter(0, 0)
  const heads = queue.map(({ bytes = 100, deadlineUs = 0, expiryUs = Infinity }) => {
    const slot = addUserRecord(records, 0, 1, bytes, 5, 1)
    records.deadlineUs[slot] = deadlineUs
    records.expiryUs[slot] = expiryUs
    makeSingle(records, slot)
    enqueue(records, limiter, slot)
    return slot
  })
  return { records, limiter, heads }
}

function letThrough(records: UserRecords, limiter: ShardLimiter, rateLimitPercent: number, nowUs: number): number[] {
  const through: number[] = []
  for (;;) {
    const head = takeAllowed(records, limiter, rateLimitPercent, nowUs)
    if (head === NONE) return through
    through.push(head)
  }
}

function many(count: number, queued: Queued = {}): Queued[] {
  return Array.from({ length: count }, () => queued)
}

describe('the limiter of one shard', () => {
  it('lets 1,000 records through at first, then 1,000 × RateLimit a second', () => {
    const { records, limiter } = limiterWith(many(6_000))
    expect(letThrough(records, limiter, 150, 0)).toHaveLength(1_000)
    expect(letThrough(records, limiter, 150, 0)).toHaveLength(0)
    expect(letThrough(records, limiter, 150, 666)).toHaveLength(0)
    expect(letThrough(records, limiter, 150, 667)).toHaveLength(1)
    expect(letThrough(records, limiter, 150, 100_000)).toHaveLength(149)
    // It never holds more than 1,000, however long nothing came.
    expect(letThrough(records, limiter, 150, 60 * US_PER_SECOND)).toHaveLength(1_000)
    expect(letThrough(records, limiter, 20, 61 * US_PER_SECOND)).toHaveLength(200)
  })

  it('lets 10 MiB through at first, then 1 MiB × RateLimit a second', () => {
    const { records, limiter } = limiterWith(many(40, { bytes: MIB / 2 }))
    expect(letThrough(records, limiter, 150, 0)).toHaveLength(20)
    expect(letThrough(records, limiter, 150, US_PER_SECOND - 1)).toHaveLength(2)
    expect(letThrough(records, limiter, 150, US_PER_SECOND)).toHaveLength(1)
    expect(letThrough(records, limiter, 150, 3 * US_PER_SECOND)).toHaveLength(6)
  })

  it('holds back everybody behind one that is too large for now', () => {
    const { records, limiter, heads } = limiterWith([{ bytes: 10 * MIB, deadlineUs: 1 }, { bytes: 1, deadlineUs: 2 }, { bytes: 10 * MIB, deadlineUs: 0 }])
    expect(letThrough(records, limiter, 100, 0)).toEqual([heads[2]])
    expect(letThrough(records, limiter, 100, 9_999_999)).toEqual([])
    expect(letThrough(records, limiter, 100, 10_000_000)).toEqual([heads[0]])
    expect(letThrough(records, limiter, 100, 10_000_001)).toEqual([heads[1]])
  })

  it('goes by deadline, ties by their coming', () => {
    const { records, limiter, heads } = limiterWith([{ deadlineUs: 5 }, { deadlineUs: 3 }, { deadlineUs: 5 }, { deadlineUs: 1 }])
    expect(letThrough(records, limiter, 150, 0)).toEqual([heads[3], heads[1], heads[0], heads[2]])
  })

  it('drops what is past its expiry, and only that', () => {
    const { records, limiter, heads } = limiterWith([{ expiryUs: 30 }, { expiryUs: 10, deadlineUs: 9 }, { expiryUs: 20 }])
    expect(takeExpired(records, limiter, 20)).toEqual([heads[1]])
    expect(takeExpired(records, limiter, 21)).toEqual([heads[2]])
    expect(letThrough(records, limiter, 150, 21)).toEqual([heads[0]])
    expect(takeExpired(records, limiter, 1_000)).toEqual([])
  })

  it('tells its tokens', () => {
    const { records, limiter } = limiterWith([{ bytes: 1_000 }])
    letThrough(records, limiter, 150, 0)
    expect(tokensOf(limiter)).toEqual({ records: 999, bytes: 10 * MIB - 1_000 })
  })
})
