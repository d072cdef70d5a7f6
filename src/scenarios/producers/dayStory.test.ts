/** A day's curve, compressed: its hours against the curve, its evening against the shards. */
import { expect, it } from 'vitest'
import { DAY_PERCENTS } from '../../engine/producers/dayCurve'
import { PRODUCER_COUNT_MAX } from '../../engine/recordId'
import { openStory, type Story } from '../../hosts/testing/storyRun'

const HOURS = DAY_PERCENTS.length

function meantByAll({ world }: Story): number {
  return world.producers.filter(({ workload }) => workload === null).reduce((sum, { books }) => sum + books.recordsMeant, 0)
}

it('a day of traffic follows the curve hour by hour, is refused by day, and not after more shards were opened', async () => {
  const story = await openStory('a-day-of-traffic')
  const { workload } = story.world
  if (workload.kind !== 'synthetic' || workload.rate?.kind !== 'day') throw new Error('no day')
  const hourSeconds = workload.rate.dayMs / 1_000 / HOURS
  expect(story.world.producers.length).toBeLessThan(PRODUCER_COUNT_MAX)
  const meant: number[] = []
  for (let hour = 0; hour < 2 * HOURS; hour++) {
    const before = meantByAll(story)
    story.goTo((hour + 1) * hourSeconds)
    meant.push(meantByAll(story) - before)
  }
  for (const [hour, records] of meant.entries()) {
    const percent = (DAY_PERCENTS[hour % HOURS]! + DAY_PERCENTS[(hour + 1) % HOURS]!) / 2
    const wanted = (workload.ratePerSecond * hourSeconds * percent) / 100
    // A beat more or less on either end.
    expect(Math.abs(records - wanted), `hour ${hour}`).toBeLessThan(0.1 * workload.ratePerSecond * 1.7 + 3)
  }
  const drained = story.drain()
  const ended = story.eventsOf('ThrottlingEnded')
  const opened = story.eventsOf('ShardOpened').filter(({ parentShardId }) => parentShardId !== null)
  expect(ended.length).toBeGreaterThan(0)
  expect(opened).toHaveLength(4 + 2)
  const secondDayMs = workload.rate.dayMs
  expect(story.eventsOf('ThrottlingStarted').every(({ at }) => at < secondDayMs)).toBe(true)
  expect(drained.totals.recordsThrottled).toBeGreaterThan(1_000)
})
