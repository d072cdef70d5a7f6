import { describe, expect, it } from 'vitest'
import { checkConservation } from '../../conservation'
import { identityOf } from '../../recordId'
import type { PutRequest } from '../core'
import { kplRun, type KplRun } from '../../testing/kplRun'

const MS = 1_000
const HALF = 2n ** 127n
const QUARTER = 2n ** 126n

/** Entries in which each record was put, by identity. */
function attemptsOf({ seen }: KplRun): Map<number, KplRun['seen']> {
  const attempts = new Map<number, KplRun['seen']>()
  for (const entry of seen) {
    for (const { recordId } of entry.members) {
      const before = attempts.get(identityOf(recordId))
      if (before === undefined) attempts.set(identityOf(recordId), [entry])
      else before.push(entry)
    }
  }
  return attempts
}

/** One shard that two records a second at a time overload: each is 600 kB. */
const OVERLOAD = { traffic: { ratePerSecond: 40, recordBytes: 600_000 }, settings: { aggregationMaxSizeBytes: 1_000_000, rateLimitPercent: 10_000 } }

describe('what is refused by its shard', () => {
  it('goes back user record by user record, and again after RecordMaxBufferedTime / 2 and the collector: no backoff', () => {
    const run = kplRun({ traffic: { ratePerSecond: 3_000, recordBytes: 600 }, settings: { rateLimitPercent: 10_000 } })
    run.goTo(4_000)
    const found = { retries: 0, afterStored: 0, gapMsMax: 0, inOtherCompany: 0, attemptsMax: 0 }
    for (const entries of attemptsOf(run).values()) {
      found.attemptsMax = Math.max(found.attemptsMax, entries.length)
      for (let at = 1; at < entries.length; at++) {
        const [before, again] = [entries[at - 1]!, entries[at]!]
        found.retries++
        if (before.isStored) found.afterStored++
        if (again.members.length !== before.members.length) found.inOtherCompany++
        found.gapMsMax = Math.max(found.gapMsMax, (again.sentUs - before.arrivedUs) / MS)
      }
    }
    expect(found.retries).toBeGreaterThan(1_000)
    expect(found.afterStored).toBe(0)
    // The answer's way (5 to 15 ms), at most 50 ms, at most 20 ms: as short in the tenth attempt as in the second.
    expect(found.gapMsMax).toBeLessThanOrEqual(85)
    expect(found.inOtherCompany).toBeGreaterThan(100)
    expect(found.attemptsMax).toBeGreaterThan(10)
  })

  it('expires when it is tried again after RecordTtl, and is never put later', () => {
    const run = kplRun({ traffic: { ratePerSecond: 1_500, recordBytes: 10 }, settings: { aggregationMaxCount: 1, rateLimitPercent: 10_000, recordTtlMs: 1_000 } })
    run.goTo(1_000)
    expect(run.kpl().books.recordsExpired).toBe(0)
    for (let atMs = 1_000; atMs < 5_000; atMs += 50) {
      run.goTo(atMs)
      checkConservation(run.timeline.world)
    }
    expect(run.kpl().books.recordsExpired).toBeGreaterThan(50)
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'expired')).toBe(true)
    // A deadline that would be later is the expiry itself.
    const oldestUs = run.seen.reduce((oldest, { members, sentUs }) => members.reduce((most, { addedUs }) => Math.max(most, sentUs - addedUs), oldest), 0)
    expect(oldestUs).toBe(1_000 * MS)
  })

  it('is kept for half an hour where RecordTtl says so', () => {
    const run = kplRun({ settings: { recordTtlMs: 30 * 60_000, recordMaxBufferedTimeMs: 2_000 }, traffic: { ratePerSecond: 1, recordBytes: 10 } })
    run.goTo(2_000)
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run.goTo(29 * 60_000)
    expect(run.kpl().books.recordsExpired).toBe(0)
    expect(run.kpl().books.recordsWaiting + run.kpl().books.recordsInFlight).toBeGreaterThan(1_600)
    run.goTo(31 * 60_000 + 10_000)
    expect(run.kpl().books.recordsExpired).toBeGreaterThan(50)
    checkConservation(run.timeline.world)
  })

  it('fails at once with FailIfThrottled', () => {
    const run = kplRun({ ...OVERLOAD, settings: { ...OVERLOAD.settings, failIfThrottled: true } })
    run.goTo(5_000)
    expect(run.kpl().books.recordsGivenUp).toBeGreaterThan(50)
    for (const entries of attemptsOf(run).values()) expect(entries).toHaveLength(1)
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'throttled')).toBe(true)
    checkConservation(run.timeline.world)
  })
})

describe('a request without an answer', () => {
  it('is put again after RequestTimeout, and stored twice if the answer alone was lost', () => {
    const run = kplRun({ traffic: { ratePerSecond: 40 } })
    run.goTo(3_000)
    while (run.kpl().requests.size === 0) run.goTo(run.timeline.world.nowUs / MS + 1)
    const { requestNumber, sentUs, records } = [...run.kpl().requests.values()][0]!
    run.act({ type: 'LoseRequest', producerIndex: 0, requestNumber, lose: 'response' })
    run.send({ ratePerSecond: 0 })
    run.goTo(sentUs / MS + 5_999)
    expect(run.kpl().books.recordsInFlight).toBe(records)
    run.goTo(sentUs / MS + 7_000)
    const { books } = run.kpl()
    expect(books).toMatchObject({ recordsCopied: records, recordsInFlight: 0, recordsWaiting: 0, recordsAcknowledged: books.recordsMeant })
    const lost = run.seen.filter((entry) => entry.requestNumber === requestNumber)
    for (const { members } of lost) for (const { recordId } of members) expect(attemptsOf(run).get(recordId)).toHaveLength(2)
    expect(run.events.some((event) => event.kind === 'DuplicateStored')).toBe(true)
  })
})

describe('a retry', () => {
  it('waits no longer than until its expiry', () => {
    const run = kplRun({ traffic: { ratePerSecond: 20 }, settings: { recordTtlMs: 1_000, requestTimeoutMs: 200 } })
    run.goTo(3_000)
    while (run.kpl().requests.size === 0) run.goTo(run.timeline.world.nowUs / MS + 1)
    const [{ requestNumber, records }] = [...run.kpl().requests.values()].slice(-1) as [PutRequest]
    run.act({ type: 'LoseRequest', producerIndex: 0, requestNumber, lose: 'response' })
    run.send({ ratePerSecond: 0 })
    run.set({ recordMaxBufferedTimeMs: 60_000 })
    run.goTo(6_000)
    const lost = run.seen.filter((entry) => entry.requestNumber === requestNumber).flatMap(({ members }) => members)
    expect(lost).toHaveLength(records)
    for (const { recordId } of lost) {
      const again = attemptsOf(run).get(recordId)![1]!
      expect(Math.min(...again.members.map(({ addedUs }) => addedUs)) + 1_000 * MS).toBe(again.sentUs)
    }
    expect(run.kpl().books).toMatchObject({ recordsExpired: 0, recordsWaiting: 0, recordsInFlight: 0 })
  })
})

describe('a reshard that the KPL has not heard of', () => {
  it('makes the first aggregate for the parent go to one child, and all of it again: the child is not known', () => {
    const run = kplRun({ traffic: { ratePerSecond: 400 } })
    run.goTo(5_000)
    run.split(0, HALF)
    run.goTo(20_000)
    const { shardMap, wrongShards } = run.daemon()
    expect(shardMap).toMatchObject({ state: 'READY', refreshes: 2 })
    expect(shardMap.open.map(({ shardIndex }) => shardIndex)).toEqual([1, 2])
    const first = run.seen.findIndex(({ shardIndex, isStored }) => shardIndex > 0 && isStored)
    const { members } = run.seen[first]!
    expect(new Set(members.map(({ hashKey }) => hashKey >= HALF))).toEqual(new Set([true, false]))
    for (const { recordId } of members) expect(attemptsOf(run).get(recordId)!.filter(({ isStored }) => isStored).length).toBeGreaterThan(1)
    // Its landing place is that of its first record.
    expect(run.seen[first]!.shardIndex).toBe(members[0]!.hashKey >= HALF ? 2 : 1)
    const { books } = run.kpl()
    expect(books.recordsCopied).toBe(wrongShards)
    run.send({ ratePerSecond: 0 })
    run.goTo(21_000)
    expect(run.kpl().books.recordsAcknowledged).toBe(run.kpl().books.recordsMeant)
  })

  it('counts those members as done whose hash the child holds, and asks for the shards only once', () => {
    // Buffers for the parent are full of records when the refresh is through.
    const run = kplRun({ settings: { recordMaxBufferedTimeMs: 2_000 }, traffic: { ratePerSecond: 200 } })
    run.goTo(5_000)
    run.split(0, HALF)
    run.goTo(5_000 + 20_000)
    expect(run.daemon().shardMap.refreshes).toBe(2)
    const { updatedUs } = run.daemon().shardMap
    const attempts = attemptsOf(run)
    const late = run.seen.filter(({ arrivedUs, members }) => arrivedUs > updatedUs && members.some(({ hashKey }) => hashKey >= HALF) && members.some(({ hashKey }) => hashKey < HALF))
    expect(late.length).toBeGreaterThan(0)
    for (const entry of late) {
      for (const { hashKey, recordId } of entry.members) {
        const isInRange = hashKey >= HALF === (entry.shardIndex === 2)
        const later = attempts.get(identityOf(recordId))!.filter(({ arrivedUs }) => arrivedUs > entry.arrivedUs)
        expect(later).toHaveLength(isInRange ? 0 : 1)
      }
    }
  })

  it('does not make a record wrong that went alone', () => {
    const run = kplRun({ settings: { aggregationEnabled: false }, traffic: { ratePerSecond: 400 } })
    run.goTo(5_000)
    run.split(0, QUARTER)
    run.goTo(20_000)
    expect(run.daemon()).toMatchObject({ wrongShards: 0, shardMap: { refreshes: 1 } })
    expect(run.kpl().books.recordsCopied).toBe(0)
  })

  it('puts all again after a merge until the child is known, and then no more', () => {
    const run = kplRun({ shardCount: 2, traffic: { ratePerSecond: 200 } })
    run.goTo(5_000)
    run.act({ type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: '0', AdjacentShardToMerge: '1' } })
    run.goTo(20_000)
    expect(run.daemon().shardMap).toMatchObject({ refreshes: 2, state: 'READY' })
    const copied = run.kpl().books.recordsCopied
    expect(copied).toBe(run.daemon().wrongShards)
    expect(copied).toBeGreaterThan(0)
    run.goTo(40_000)
    expect(run.kpl().books.recordsCopied).toBe(copied)
  })
})
