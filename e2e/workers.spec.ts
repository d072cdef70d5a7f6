/** Workers come, crash and go, and work costs time: what the lease table and the iterator age make of it. */
import { expect } from '@playwright/test'
import { advance, advanceUntil, eventsOfKind, goTo, leaseRow, openPage, summaryOf, test, typeValue, whenIdle } from './steps'

test.beforeEach(async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '60000' })
})

test('a worker that is added starts and takes its share of the leases', async ({ page }) => {
  await typeValue(page, 'Shards', 4)
  await advanceUntil(page, 'ShardConsumerStarted', { isIt: (event) => event.at > 60_000, withinMs: 120_000 })
  await page.getByRole('button', { name: 'Add worker' }).click()
  await whenIdle(page)
  const { workers } = await summaryOf(page)
  expect(workers).toHaveLength(3)
  const { workerId } = workers[2]!
  await expect(page.getByRole('list', { name: 'Workers of analytics' }).getByRole('listitem').filter({ hasText: workerId })).toBeVisible()
  await advanceUntil(page, 'LeaseTaken', { isIt: (event) => event.workerId === workerId, withinMs: 120_000 })
})

test('the leases of a crashed worker are taken over, and some records are processed again', async ({ page }) => {
  const before = await summaryOf(page)
  const lost = before.leases.filter((lease) => lease.leaseOwner === 'w-1').map((lease) => lease.shardId)
  expect(lost.length).toBeGreaterThan(0)
  await page.getByRole('tab', { name: 'Leases' }).click()
  await page.getByRole('button', { name: 'Crash worker w-1' }).click()
  await whenIdle(page)
  const [crashed] = await eventsOfKind(page, 'WorkerCrashed')
  expect(crashed).toMatchObject({ workerId: 'w-1' })

  for (const shardId of lost) {
    const taken = await advanceUntil(page, 'LeaseTaken', { isIt: (event) => event.shardId === shardId && event.at > crashed!.at })
    expect(taken).toMatchObject({ from: 'w-1', how: 'expired' })
    // Takers look every 20 s, and a lease last seen renewed up to a renewal (3.3 s) before the crash has expired at the second look.
    expect(taken.at - crashed!.at).toBeGreaterThan(16_000)
    expect(taken.at - crashed!.at).toBeLessThan(45_000)
    await expect(leaseRow(page, shardId)).toContainText(taken.workerId)
  }
  await advance(page, 15_000)
  expect((await summaryOf(page)).applications[0]!.recordsProcessedAgain).toBeGreaterThan(before.applications[0]!.recordsProcessedAgain)
})

test('a worker that is removed gives its leases back in good order', async ({ page }) => {
  const { recordsProcessedAgain } = (await summaryOf(page)).applications[0]!
  await page.getByRole('button', { name: 'Remove w-2' }).click()
  await whenIdle(page)
  await advanceUntil(page, 'WorkerStopped', { isIt: (event) => event.workerId === 'w-2' })
  await advance(page, 45_000)
  const { leases, workers, applications } = await summaryOf(page)
  expect(workers.map((worker) => worker.workerId)).toEqual(['w-1'])
  expect(new Set(leases.map((lease) => lease.leaseOwner))).toEqual(new Set(['w-1']))
  expect(applications[0]!.recordsProcessedAgain).toBe(recordsProcessedAgain)
})

test('no worker at all: nobody reads, and the page says so', async ({ page }) => {
  await typeValue(page, 'Workers', 0)
  await page.getByRole('tab', { name: 'Leases' }).click()
  await advance(page, 30_000)
  await expect(page.getByText('No worker is running: nobody reads, and the backlog grows.')).toBeVisible()
  const { recordsProcessed } = (await summaryOf(page)).applications[0]!
  await advance(page, 30_000)
  expect((await summaryOf(page)).applications[0]!.recordsProcessed).toBe(recordsProcessed)
})

test('more work for each record makes the iterator age grow, less lets it shrink', async ({ page }) => {
  const ageOf = async () => (await summaryOf(page)).applications[0]!.iteratorAgeMs
  const before = await ageOf()
  await typeValue(page, 'Work per record', 40)
  expect((await summaryOf(page)).applications[0]!.settings.workUs).toBe(40_000)
  await goTo(page, 100_000)
  const behind = await ageOf()
  expect(behind).toBeGreaterThan(before + 20_000)
  await typeValue(page, 'Work per record', 0.1)
  await goTo(page, 140_000)
  expect(await ageOf()).toBeLessThan(behind / 2)
})
