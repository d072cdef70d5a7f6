/** What AWS FIS's actions for Kinesis do to clients that try again, and to such as do not. */
import { describe, expect, it } from 'vitest'
import { faultsViewOf } from '../../engine/faults/faultsViewOf'
import { whyBehind } from '../../engine/why'
import { openStory, rowOf, type Story } from '../../hosts/testing/storyRun'

function ended({ world }: Story) {
  const [experiment] = faultsViewOf(world).ended
  return experiment!
}

describe('throughput exceptions', () => {
  it('cost who gives up half of what it meant in that minute, and who tries again nothing', async () => {
    const story = await openStory('fault-throughput')
    story.goTo(30)
    expect([0, 1].map((producerIndex) => story.books(producerIndex).recordsGivenUp)).toEqual([0, 0])
    const { applications } = story.goTo(100)
    expect(ended(story)).toMatchObject({ action: 'aws:kinesis:stream-provisioned-throughput-exception', status: 'completed', startedMs: 30_000, endedMs: 90_000 })
    expect(ended(story).callsFaulted / ended(story).callsMet).toBeCloseTo(0.5, 1)
    expect(story.books(0).recordsGivenUp).toBe(0)
    expect(story.books(1).recordsGivenUp / (60 * 40)).toBeCloseTo(0.5, 1)
    // No shard was full.
    expect(story.stream.shards.every(({ recordsThrottled }) => recordsThrottled === 0)).toBe(true)
    expect(applications[0]!.iteratorAgeMs).toBeLessThan(2_000)
    story.expectBroken('billing')
  })
})

describe('expired iterators', () => {
  it('cost readers time, and no record', async () => {
    const story = await openStory('fault-expired-iterators')
    let oldestMs = 0
    for (let second = 30; second < 90; second += 5) {
      const seen = story.goTo(second)
      for (const name of ['billing', 'archive']) oldestMs = Math.max(oldestMs, rowOf(seen, name).iteratorAgeMs)
    }
    expect(oldestMs).toBeGreaterThan(2_000)
    const after = story.goTo(110)
    expect(ended(story).callsFaulted).toBeGreaterThan(100)
    for (const name of ['billing', 'archive']) {
      expect(rowOf(after, name).iteratorAgeMs).toBeLessThan(2_000)
      expect(rowOf(after, name).recordsProcessedAgain).toBe(0)
      story.expectBroken(name)
    }
    const { totals } = story.drain()
    for (const name of ['billing', 'archive']) expect(story.processed.get(name)!.size).toBe(totals.recordsStored)
  })
})

describe('internal errors', () => {
  it('strike the role that they are aimed at; its records wait, as long as it holds on to them', async () => {
    const story = await openStory('fault-internal-errors')
    story.goTo(30)
    const [before, otherBefore] = [0, 1].map((producerIndex) => story.books(producerIndex).recordsAcknowledged)
    const during = story.goTo(89)
    const { recordsAcknowledged, recordsWaiting, recordsInFlight } = story.books(0)
    expect(recordsAcknowledged - before!).toBeLessThan(10)
    expect(recordsWaiting + recordsInFlight).toBeGreaterThan(0)
    expect(story.books(1).recordsAcknowledged - otherBefore!).toBeGreaterThan(1_100)
    expect(rowOf(during, 'billing').iteratorAgeMs).toBeLessThan(2_000)
    story.goTo(150)
    expect(ended(story)).toMatchObject({ action: 'aws:fis:inject-api-internal-error', parameters: { percentage: '100', operations: 'PutRecords,PutRecord' } })
    expect(ended(story).callsFaulted).toBe(ended(story).callsMet)
    const books = story.books(0)
    expect(books.recordsGivenUp).toBeGreaterThan(0)
    expect(books.recordsAcknowledged + books.recordsGivenUp).toBeGreaterThan(0.99 * books.recordsMeant)
    expect(story.books(1).recordsGivenUp).toBe(0)
    story.expectBroken('billing')
  })
})

describe('a fault on one shard', () => {
  it('refuses entries that belong there and reads of it, and leaves the other shard alone', async () => {
    const story = await openStory('fault-one-shard')
    const before = story.goTo(30)
    const during = story.goTo(89)
    const [struck, other] = during.shards.map(({ recordsStored }, at) => recordsStored - before.shards[at]!.recordsStored)
    expect(struck).toBeLessThan(10)
    expect(other).toBeGreaterThan(0.45 * 40 * 59)
    expect(during.shards.map(({ recordsThrottled }) => recordsThrottled > 0)).toEqual([true, false])
    expect(whyBehind(story.world, story.environment, { name: 'billing', shardIndex: 0 }).at(-1)).toMatchObject({ kind: 'faultInjected', percent: 100 })
    const billing = story.consumer('sdk', 'billing')
    expect(billing.kind).toBe('sdk')
    const after = story.goTo(150)
    expect(ended(story).target.shardIds).toEqual(['shardId-000000000000'])
    expect(after.shards[0]!.recordsStored).toBeGreaterThan(during.shards[0]!.recordsStored + 40 * 25)
    expect(rowOf(after, 'billing').iteratorAgeMs).toBeLessThan(2_000)
    story.expectBroken('billing')
  })
})
