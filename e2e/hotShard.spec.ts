/** The story that the page opens with: a shard fills up, says so everywhere, and a reshard relieves it. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { advance, advanceUntil, goTo, lineageItems, openPage, summaryOf, test, typeValue } from './steps'

test('a shard that is full says so in the river, the text, the lineage and the event log', async ({ page }) => {
  await openPage(page)
  const { at, shardId, partitionKey } = await advanceUntil(page, 'ThrottlingStarted', { withinMs: 180_000 })
  await goTo(page, Math.ceil(at) + 3_000)
  const shard = (await summaryOf(page)).shards.find((row) => row.shardId === shardId)!
  expect(shard.throttledPerSecond).toBeGreaterThan(0)

  const twin = page.getByRole('table', { name: /^Shards in the river/ })
  await expect(twin.getByRole('row', { name: new RegExp(`^${shardId} open .* ${Math.round(shard.throttledPerSecond)} `) })).toBeAttached()
  await expect(lineageItems(page).getByRole('button', { name: new RegExp(`^${shardId}, open, refuses records`) })).toBeVisible()
  const caption = page.getByRole('main').getByRole('status').filter({ hasText: 'is full' })
  await expect(caption).toContainText(`…${shardId.slice(-3)}`)

  await page.getByRole('button', { name: 'Event log', exact: true }).click()
  const log = page.getByRole('region', { name: 'Event log' })
  await log.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'writes and throttling' })
  const line = log.getByRole('button', { name: new RegExp(`…${shardId.slice(-3)} is full`) }).last()
  await expect(line).toContainText(partitionKey)
  await advance(page, 5_000)
  await line.click()
  await expect.poll(async () => (await summaryOf(page)).atMs).toBeCloseTo(at, 0)
})

test('after a reshard fewer records are refused', async ({ page }) => {
  await openPage(page)
  const { at } = await advanceUntil(page, 'ThrottlingStarted', { withinMs: 180_000 })
  const fromMs = Math.ceil(at) + 5_000
  await goTo(page, fromMs)
  const { openShardCount } = (await summaryOf(page)).stream
  const alone = await refusedFrom(page, fromMs)

  await goTo(page, fromMs)
  await typeValue(page, 'Shards', openShardCount * 2)
  const relieved = await refusedFrom(page, fromMs)
  expect(alone).toBeGreaterThan(100)
  expect(relieved).toBeLessThan(alone / 2)
})

/** Attempts that were refused in a minute that begins when a reshard of that instant is surely over. */
async function refusedFrom(page: Page, fromMs: number): Promise<number> {
  await goTo(page, fromMs + 45_000)
  const before = (await summaryOf(page)).totals.recordsThrottled
  await advance(page, 60_000)
  return (await summaryOf(page)).totals.recordsThrottled - before
}
