/** What limits a function, against facts G. */
import { expect, it } from 'vitest'
import { openStory, rowOf } from '../../hosts/testing/storyRun'

it('reserved concurrency throttles in order, a timeout cuts batches off, and a mapping begins at a timestamp', async () => {
  const story = await openStory('function-limits')
  let most = 0
  for (let second = 10; second < 90; second += 5) {
    story.goTo(second)
    most = Math.max(most, story.consumer('lambda', 'reserved').concurrency.inUse)
    expect(story.consumer('lambda', 'reserved').concurrency).toMatchObject({ limit: 2, isReserved: true })
    expect(story.consumer('lambda', 'unreserved').concurrency).toMatchObject({ limit: 998, isReserved: false })
  }
  expect(most).toBe(2)
  const late = story.goTo(180)

  // Four shards want an invocation of 2.5 s every 7.5 s, and two can have one: many are throttled first, and none of it is an attempt.
  const reserved = story.consumer('lambda', 'reserved')
  expect(reserved.books).toMatchObject({ failed: 0, retries: 0 })
  expect(reserved.books.throttles).toBeGreaterThan(50)
  expect(rowOf(late, 'reserved').iteratorAgeMs).toBeGreaterThan(rowOf(late, 'unreserved').iteratorAgeMs)
  expect(story.consumer('lambda', 'unreserved').books).toMatchObject({ failed: 0, throttles: 0 })
  expect(rowOf(late, 'unreserved').iteratorAgeMs).toBeLessThan(9_000)

  // 400 records of 10 ms are more than 3 s; half of them are not.
  const { books, invocations } = story.consumer('lambda', 'times-out')
  expect(books.timedOut).toBe(books.failed)
  expect(books.timedOut).toBeGreaterThan(10)
  expect(books).toMatchObject({ batchesSplit: books.timedOut, retries: 0, recordsRetriesExhausted: 0 })
  for (const { outcome, records, durationUs } of invocations) expect([outcome, durationUs]).toEqual(records > 298 ? ['timedOut', 3_000_000] : ['ok', 20_000 + 10_000 * records])

  for (const name of ['unreserved', 'reserved', 'times-out', 'since-a-minute']) story.expectBroken(name)
  const { totals } = story.drain()
  for (const name of ['unreserved', 'reserved', 'times-out']) expect(story.processed.get(name)!.size, name).toBe(totals.recordsStored)
  // What a cut-off invocation was through with is done again: 298 records of a batch.
  expect(story.application('times-out').recordsProcessedAgain).toBe(298 * story.consumer('lambda', 'times-out').books.timedOut)
  // Those of the first minute are none of its business.
  const left = totals.recordsStored - story.processed.get('since-a-minute')!.size
  expect(left).toBeGreaterThan(0.97 * 160 * 60)
  expect(left).toBeLessThan(1.03 * 160 * 60)
})
