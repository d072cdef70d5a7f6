/** The first minute with the page: something is already happening, and the clock obeys. */
import { expect } from '@playwright/test'
import { eventsOf, goTo, leaseRow, lineageItems, openPage, summaryOf, test, whenIdle, whenReady } from './steps'

test('opens in the middle of a story that runs by itself', async ({ page }) => {
  await page.goto('./')
  const clock = page.getByRole('status', { name: 'Virtual time' })
  await expect(clock).not.toHaveText('00:00.000')
  const first = await clock.textContent()
  await expect(clock).not.toHaveText(first ?? '')
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect(page.getByRole('application', { name: /^River of \d+ open shards/ })).toBeVisible()
  expect(await page.evaluate(() => window.shardscope)).toBeUndefined()
})

test('river, lineage and the text beside the canvas tell of the same shards', async ({ page }) => {
  await openPage(page)
  const { shards, totals, applications, leases } = await summaryOf(page)
  expect(totals.recordsStored).toBeGreaterThan(1_000)
  expect(applications[0]!.recordsProcessed).toBeGreaterThan(1_000)
  await expect(lineageItems(page)).toHaveCount(shards.length)

  const twin = page.getByRole('table', { name: /^Shards in the river/ })
  for (const { shardId, startingHashKey, endingHashKey } of shards) {
    await expect(page.getByRole('button', { name: new RegExp(`^${shardId}, open`) })).toBeVisible()
    await expect(twin.getByRole('row', { name: new RegExp(`${shardId} open ${startingHashKey} to ${endingHashKey}`) })).toBeAttached()
  }
  await expect(page.getByRole('application', { name: `River of ${shards.length} open shards` })).toBeVisible()

  await page.getByRole('tab', { name: 'Leases' }).click()
  for (const { shardId, leaseOwner } of leases) {
    await expect(leaseRow(page, shardId)).toContainText(leaseOwner ?? 'nobody')
  }
})

test('Play moves the virtual clock, Pause stops it', async ({ page }) => {
  await openPage(page)
  const { atMs } = await summaryOf(page)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(async () => (await summaryOf(page)).atMs).toBeGreaterThan(atMs + 1_000)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await whenIdle(page)
  const stopped = await summaryOf(page)
  await whenIdle(page)
  expect((await summaryOf(page)).atMs).toBe(stopped.atMs)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(async () => (await summaryOf(page)).atMs).toBeGreaterThan(stopped.atMs)
})

test('Step goes to the next thing that can be seen', async ({ page }) => {
  await openPage(page)
  let before = await summaryOf(page)
  for (let press = 0; press < 5; press++) {
    await page.getByRole('button', { name: 'Step' }).click()
    await whenIdle(page)
    const after = await summaryOf(page)
    expect(after.atMs).toBeGreaterThan(before.atMs)
    expect(after.atMs).toBeLessThan(before.atMs + 1_000)
    before = after
  }
})

test('Restart with the same seed tells the same events, another seed tells others', async ({ page }) => {
  const untilMs = 45_000
  await openPage(page)
  await goTo(page, untilMs)
  const told = (await eventsOf(page)).filter((event) => event.at <= untilMs)
  expect(told.length).toBeGreaterThan(10)

  await page.getByRole('button', { name: 'Restart', exact: true }).click()
  await whenIdle(page)
  expect((await summaryOf(page)).atMs).toBe(0)
  await goTo(page, untilMs)
  expect(await eventsOf(page)).toEqual(told)

  await page.getByRole('button', { name: 'Seed' }).click()
  await page.getByRole('textbox', { name: 'Seed number' }).fill('77')
  await page.getByRole('button', { name: 'Restart with it' }).click()
  await page.keyboard.press('Escape')
  await whenReady(page)
  await goTo(page, untilMs)
  expect(await page.evaluate(() => window.shardscope!.recording()?.scenario.seed)).toBe(77)
  expect(await eventsOf(page)).not.toEqual(told)
})
