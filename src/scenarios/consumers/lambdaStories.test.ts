/** What a function behind an event source mapping shows, against facts G. */
import { describe, expect, it } from 'vitest'
import { LAMBDA_DEFAULTS } from '../../engine/consumers/lambda/settings'
import { WATERLINE_PROCESSING } from '../../engine/frame'
import { openStory, rowOf, type EventOf, type Story } from '../../hosts/testing/storyRun'

function blockedShards(story: Story, name: string): string[] {
  return story.consumer('lambda', name).shards.filter(({ isBlocked }) => isBlocked).map(({ shardId }) => shardId)
}

/** Of the newest item in its destination. */
function batchInfo(story: Story, name: string): Record<string, unknown> {
  const [item] = story.consumer('lambda', name).failureItems
  return (JSON.parse(item!.document) as { KinesisBatchInfo: Record<string, unknown> }).KinesisBatchInfo
}

describe('a poison record', () => {
  it('blocks its shard without limits, and costs one record where batches are split and retries are counted', async () => {
    const story = await openStory('poison-record')
    const before = story.goTo(59)
    for (const { name } of before.applications) {
      expect(story.consumer('lambda', name).books, name).toMatchObject({ failed: 0, retries: 0 })
      expect(blockedShards(story, name)).toEqual([])
    }
    expect(story.consumer('lambda', 'waits').shards).toHaveLength(2)
    story.goTo(75)
    const [{ shardId, at: blockedMs }] = story.eventsOf('ShardBlocked').filter(({ application }) => application === 'waits') as [EventOf<'ShardBlocked'>]
    expect(blockedMs).toBeGreaterThan(60_000)
    expect(blockedShards(story, 'waits')).toEqual([shardId])

    const late = story.goTo(240)
    const waits = rowOf(late, 'waits')
    const place = late.shards.findIndex((shard) => shard.shardId === shardId)
    // The batch with the poison comes again and again, and all behind it waits; the other shard goes on.
    expect(blockedShards(story, 'waits')).toEqual([shardId])
    expect(waits.iteratorAgeMs).toBeGreaterThan(175_000)
    expect(waits.shards.state[place]).toBe(WATERLINE_PROCESSING)
    expect(waits.shards.backlogRecords[place]).toBeGreaterThan(90 * 175)
    expect(waits.shards.backlogRecords[1 - place]).toBeLessThan(300)
    const { books, shards } = story.consumer('lambda', 'waits')
    expect(books).toMatchObject({ batchesSplit: 0, recordsRetriesExhausted: 0, recordsToDestination: 0 })
    expect(books.retries).toBeGreaterThanOrEqual(books.failed - 1)
    expect(shards.find((shard) => shard.shardId === shardId)!.slots[0]!.batch).toMatchObject({ retries: books.retries })
    story.expectBroken('waits')

    for (const [name, destination] of [['puts-aside', 's3'], ['reports', 'sqs']] as const) {
      const { settings, iteratorAgeMs, checks } = rowOf(late, name)
      const { maximumRetryAttempts } = { ...LAMBDA_DEFAULTS, ...settings }
      const details = story.consumer('lambda', name)
      expect(details.books, name).toMatchObject({ retries: maximumRetryAttempts, recordsRetriesExhausted: 1, recordsToDestination: 1, itemsToDestination: 1 })
      // A hundred records are split into halves until one is left.
      expect(details.books.batchesSplit).toBeGreaterThan(2)
      expect(details.books.batchesSplit).toBeLessThan(10)
      expect(blockedShards(story, name)).toEqual([])
      expect(iteratorAgeMs).toBeLessThan(2_000)
      expect(checks.atLeastOnce.first).toMatchObject({ shardId, reason: 'givenUp' })
      story.expectBroken(name, { atLeastOnce: 1 })
      const [item] = details.failureItems
      expect(item).toMatchObject({ destination, condition: 'RetryAttemptsExhausted', records: 1, shardId })
      const KinesisBatchInfo = batchInfo(story, name)
      expect(KinesisBatchInfo).toMatchObject({ shardId, batchSize: 1 })
      expect(KinesisBatchInfo.endSequenceNumber).toBe(KinesisBatchInfo.startSequenceNumber)
      expect(batchInfo(story, 'puts-aside')).toMatchObject({ startSequenceNumber: KinesisBatchInfo.startSequenceNumber })
      // To S3 with the record, to a queue without.
      if (destination === 's3') expect(item!.payload).toMatchObject([{ partitionKey: 'user-1200', sequenceNumber: KinesisBatchInfo.startSequenceNumber }])
      else expect(item!.payload).toBeNull()
    }
    const { totals } = story.drain()
    for (const name of ['puts-aside', 'reports']) expect(story.processed.get(name)!.size).toBe(totals.recordsStored - 1)
    expect(story.application('waits').backlogRecords).toBeGreaterThan(15_000)
  })
})

describe('a function in parallel', () => {
  it('falls behind with one batch at a time, and keeps up with ten, in order for each key', async () => {
    const story = await openStory('function-in-parallel')
    story.goTo(60)
    const from = story.look()
    const to = story.goTo(180)
    const seconds = (to.atMs - from.atMs) / 1_000
    const { settings } = rowOf(to, 'one-at-a-time')
    const { batchSize, workUs, function: { invokeMs } } = { ...LAMBDA_DEFAULTS, ...settings }
    const perSecond = rowOf(to, 'one-at-a-time').recordsProcessed - rowOf(from, 'one-at-a-time').recordsProcessed
    // A batch of 100 takes 20 ms and 100 × 8 ms.
    expect(perSecond / seconds / (batchSize / (invokeMs / 1_000 + (batchSize * workUs) / 1_000_000))).toBeCloseTo(1, 1)
    expect(rowOf(to, 'one-at-a-time').iteratorAgeMs - rowOf(from, 'one-at-a-time').iteratorAgeMs).toBeGreaterThan(0.6 * seconds * 1_000)
    const ten = rowOf(to, 'ten-at-a-time')
    expect(ten.recordsProcessed - rowOf(from, 'ten-at-a-time').recordsProcessed).toBeGreaterThan(0.98 * 400 * seconds)
    expect(ten.iteratorAgeMs).toBeLessThan(3_000)
    expect(story.consumer('lambda', 'ten-at-a-time').shards[0]!.slots).toHaveLength(10)
    expect(story.consumer('lambda', 'one-at-a-time').shards[0]!.slots).toHaveLength(1)
    for (const name of ['one-at-a-time', 'ten-at-a-time']) {
      story.expectBroken(name)
      expect(rowOf(to, name).recordsProcessedAgain).toBe(0)
      expect(story.consumer('lambda', name).books.failed).toBe(0)
    }
    const { totals } = story.drain()
    expect(story.processed.get('ten-at-a-time')!.size).toBe(totals.recordsStored)
    expect(story.application('one-at-a-time').backlogRecords).toBeGreaterThan(10_000)
  })
})
