/** Records twice in the stream, and a reader that knows them again: facts A12 and K. */
import { describe, expect, it } from 'vitest'
import { accountOf } from '../../hosts/testing/account'
import { openStory } from '../../hosts/testing/storyRun'

describe('lost responses', () => {
  it('store about as many records twice as answers are lost; one reader leaves them out, the other counts them again', async () => {
    const story = await openStory('lost-responses')
    const open = story.goTo(69)
    const { responseLossPercent, requestLossPercent } = open.network
    expect({ responseLossPercent, requestLossPercent }).toEqual({ responseLossPercent: 2, requestLossPercent: 0 })
    story.goTo(75)
    expect(story.look().producers.map(({ isPartitioned }) => isPartitioned)).toEqual([false, true])
    expect(story.look().producers[1]!.acknowledgedPerSecond).toBe(0)
    for (const atSecond of [100, 150]) story.goTo(atSecond)
    const { totals } = story.goTo(300)
    const copiesPercent = (100 * totals.copiesStored) / totals.recordsStored
    expect(copiesPercent).toBeGreaterThan(0.75 * responseLossPercent)
    expect(copiesPercent).toBeLessThan(1.25 * responseLossPercent)
    expect(story.eventsOf('DuplicateStored').length).toBeGreaterThan(10)

    const drained = story.drain()
    const [knows, counts] = drained.applications
    const { distinct, records } = accountOf(story.stream)
    for (const { recordsMeant, recordsAcknowledged } of [story.books(0), story.books(1)]) expect(recordsAcknowledged).toBe(recordsMeant)
    expect(distinct.size).toBe(story.books(0).recordsMeant + story.books(1).recordsMeant)
    expect(knows).toMatchObject({ userRecordsProcessed: distinct.size, duplicatesDropped: drained.totals.copiesStored, duplicatesProcessed: 0 })
    expect(counts).toMatchObject({ userRecordsProcessed: records, duplicatesDropped: 0, duplicatesProcessed: drained.totals.copiesStored })
    expect(story.processed.get('knows-ids')!.size).toBe(distinct.size)
  })

  it('keeps each copy under a sequence number of its own, with the same identity', async () => {
    const story = await openStory('lost-responses')
    story.goTo(30)
    const numbers = story.read(10_000).map(({ SequenceNumber }) => SequenceNumber)
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.length - accountOf(story.stream).distinct.size).toBe(story.look().totals.copiesStored)
    expect(story.look().totals.copiesStored).toBeGreaterThan(0)
  })
})
