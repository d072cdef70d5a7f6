import { describe, expect, it } from 'vitest'
import { checkConservation } from '../../conservation'
import { kplRun } from '../../testing/kplRun'
import type { Daemon } from './model'
import { shrinkRecords } from './shrinkRecords'
import { growRecords, NONE } from './userRecords'

/** What stands where, by the records' own numbers. */
function inventory(daemon: Daemon) {
  const { records } = daemon
  const chain = (head: number) => {
    const members: number[] = []
    for (let slot = head; slot !== NONE; slot = records.next[slot]!) members.push(records.recordId[slot]!)
    return { members, bytes: records.putBytes[head], deadlineUs: records.headDeadlineUs[head], expiryUs: records.headExpiryUs[head], shard: records.shard[head] }
  }
  const single = (slot: number) => ({ recordId: records.recordId[slot], arrivalUs: records.arrivalUs[slot], attempts: records.attempts[slot], data: records.data?.[slot] ?? null })
  return {
    held: { count: records.count, bytes: records.bytes },
    buffers: Array.from(daemon.buffers.values(), ({ slots }) => slots.map(single)),
    limiters: Array.from(daemon.limiters.values(), ({ byDeadline, byExpiry }) => [byDeadline.map(chain), byExpiry.map(chain)]),
    places: Array.from(daemon.limiters.values(), ({ byDeadline, byExpiry }) => [byDeadline.map((head) => records.byDeadlineAt[head]), byExpiry.map((head) => records.byExpiryAt[head])]),
    collector: daemon.collector.heads.map(chain),
    waiting: daemon.waiting.map(({ heads }) => heads.map(chain)),
    sent: Array.from(daemon.sent.values(), ({ heads }) => heads.map(chain)),
  }
}

describe('columns that are too long', () => {
  it('become shorter, and every record stays where it was: in a buffer, a limiter, the collector, a request', () => {
    const run = kplRun({ shardCount: 3, settings: { maxConnections: 1, collectionMaxCount: 5, aggregationMaxCount: 5, rateLimitPercent: 20 }, traffic: { ratePerSecond: 18_000, recordBytes: 40 } })
    const shrunk = { buffers: 0, limiters: 0, collector: 0, waiting: 0, sent: 0 }
    for (let atMs = 2_000; atMs < 3_000; atMs += 97) {
      run.goTo(atMs)
      const daemon = run.daemon()
      const before = inventory(daemon)
      while (daemon.records.next.length < 8 * Math.max(daemon.records.count, 4_096)) growRecords(daemon.records)
      const slots = daemon.records.next.length
      shrinkRecords(daemon)
      expect(daemon.records.next.length).toBeLessThan(slots)
      expect(inventory(daemon)).toEqual(before)
      for (const part of ['buffers', 'limiters', 'collector', 'waiting', 'sent'] as const) shrunk[part] += before[part].flat(3).length
      checkConservation(run.timeline.world)
    }
    for (const [part, count] of Object.entries(shrunk)) expect(count, part).toBeGreaterThan(5)
    run.set({ maxConnections: 24, rateLimitPercent: 150 })
    run.send({ ratePerSecond: 0 })
    run.goTo(45_000)
    const { books } = run.kpl()
    expect(books.recordsAcknowledged + books.recordsExpired).toBe(books.recordsMeant)
    expect(run.daemon().records).toMatchObject({ count: 0, bytes: 0 })
  })
})
