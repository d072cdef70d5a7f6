/** What retention takes and what nothing can take, against facts §6: runs of days, whose trimmed records no longer stand in any log. */
import { expect, it } from 'vitest'
import { openDays } from '../../hosts/testing/daysRun'

/** By the prices of facts §10. */
function billed({ world }: Awaited<ReturnType<typeof openDays>>) {
  const { shardSeconds, extendedShardSeconds } = world.usage.totals.streams.get('orders')!.get('provisioned')!
  return { shardHours: (0.015 * shardSeconds) / 3_600, extendedRetention: (0.02 * extendedShardSeconds) / 3_600 }
}

it('a slow reader loses what grows older than retention, a longer one ends that, and nothing comes back', async () => {
  const story = await openDays('retention-and-a-slow-reader')
  // 19 of 20 records wait: the oldest is 24 hours old after 24 h ÷ 0.95.
  const before = story.at(25.2)
  expect(before.applications[0]).toMatchObject({ application: 'slow', recordsExpiredUnread: 0 })
  expect(before.applications[0]!.oldestUnreadAgeMs / 3_600_000).toBeCloseTo(0.95 * 25.2, 1)
  const after = story.at(26)
  expect(after.applications[0]!.recordsExpiredUnread).toBeGreaterThan(0)
  expect(after.oldestRecordAgeMs! / 3_600_000).toBeCloseTo(24, 2)
  expect(after.recordsHeld / 3_600).toBeCloseTo(24, 1)
  const longer = story.at(26.2)
  expect(longer.hours).toBe(168)
  // What it had in its hand when it expired may still be processed.
  const lost = longer.applications[0]!.recordsExpiredUnread
  expect(lost / ((26 - 24 / 0.95) * 3_600)).toBeGreaterThan(0.85)
  expect(lost / ((26 - 24 / 0.95) * 3_600)).toBeLessThan(1.02)
  // What was gone before stays gone: the oldest has aged by that hour, and no more.
  expect(longer.oldestRecordAgeMs! / 3_600_000).toBeCloseTo(24.2, 1)
  expect(longer.recordsExpired - after.recordsExpired).toBeLessThan(10)
  const caughtUp = story.at(27)
  expect(caughtUp.applications[0]).toMatchObject({ recordsExpiredUnread: lost })
  expect(caughtUp.applications[0]!.oldestUnreadAgeMs).toBeLessThan(60_000)
  const { recordsProcessed, checks } = story.application()
  expect(story.stored() - recordsProcessed).toBeGreaterThan(0.9 * lost)
  expect(story.stored() - recordsProcessed).toBeLessThan(1.05 * lost)
  expect([checks.orderPerKey, checks.parentsFirst, checks.atLeastOnce].map(({ records }) => records)).toEqual([0, 0, 0])
})

it('nothing removes a record that is read before it is 24 hours old; drained parents leave with their last one', async () => {
  const story = await openDays('nothing-is-deleted')
  const early = story.at(0.1)
  const refused = story.events.flatMap((event) => (event.kind === 'CallRefused' ? [`${event.exception}: ${event.message}`] : []))
  expect(refused).toEqual(['InvalidArgumentException: Minimum allowed retention period is 24 hours. Requested retention period (12 hours) is too short.'])
  expect(early).toMatchObject({ hours: 24, recordsExpired: 0, lostAtMinimum: { records: 0 } })
  const day = story.at(23.9)
  expect(story.application().recordsProcessed / story.stored()).toBeCloseTo(1, 3)
  expect(day).toMatchObject({ recordsExpired: 0, recordsHeld: story.stored() })
  const parents = (view: typeof day) => view.shards.slice(0, 2).map(({ state }) => state)
  expect(parents(day)).toEqual(['CLOSED', 'CLOSED'])
  const expired = () => story.events.filter(({ kind }) => kind === 'ShardExpired').length
  expect(expired()).toBe(0)
  expect(parents(story.at(24.1))).toEqual(['EXPIRED', 'EXPIRED'])
  expect(expired()).toBe(2)
  const kept = story.at(25.4)
  expect(kept.hours).toBe(48)
  expect(kept.lostAtMinimum.records / 3_600).toBeCloseTo(25.4 - 24.5, 1)
  const back = story.at(25.6)
  expect(back).toMatchObject({ hours: 24, lostAtMinimum: { records: 0 } })
  expect(back.recordsExpired - kept.recordsExpired).toBeGreaterThan(kept.lostAtMinimum.records)
  expect(Object.values(story.application().checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
})

it('extended retention is a line of its own for each shard and hour, from the call on until it is taken back', async () => {
  const story = await openDays('retention-bill')
  const before = story.at(35.9)
  const lost = (view: typeof before) => view.applications[0]!.recordsExpiredUnread
  expect(before.hours).toBe(24)
  // One record a second, and each of two shards takes twenty for its own.
  expect(lost(before) / ((35.9 - 24 / 0.9) * 3_600)).toBeCloseTo(0.9, 1)
  expect(billed(story).extendedRetention).toBe(0)
  const longer = story.at(60)
  expect(longer.hours).toBe(168)
  // Two shards for 24 hours at 0.02 USD, and for 60 at 0.015.
  expect(billed(story).extendedRetention).toBeCloseTo(2 * 24 * 0.02, 2)
  expect(billed(story).shardHours).toBeCloseTo(2 * 60 * 0.015, 2)
  expect(longer.oldestRecordAgeMs! / 3_600_000).toBeCloseTo(48, 0)
  const saved = lost(longer)
  expect((saved - lost(before)) / 3_600).toBeLessThan(0.2)
  const back = story.at(68)
  expect(back.hours).toBe(24)
  expect(back.oldestRecordAgeMs! / 3_600_000).toBeCloseTo(24, 1)
  expect(back.applications[0]).toMatchObject({ recordsExpiredUnread: saved })
  expect(back.applications[0]!.oldestUnreadAgeMs).toBeLessThan(60_000)
  expect(billed(story).extendedRetention).toBeCloseTo(2 * 28 * 0.02, 2)
})
