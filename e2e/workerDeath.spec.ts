/** The engine's worker dies for real: the page says so, and goes on from its last snapshot with everything done so far. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { advance, dropFile, goTo, openPage, summaryOf, test, typeValue, whenIdle, whenReady } from './steps'

test.use({ expectsErrors: true })

test('an engine that breaks is restored, and no command is lost', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '40000' })
  await typeValue(page, 'Shards', 4)
  await advance(page, 20_000)
  const before = await summaryOf(page)
  expect(before.stream.openShardCount).toBe(4)
  const told = await page.evaluate(() => window.shardscope!.events())

  await breakEngine(page)
  await expect(page.getByText(/^The engine stopped and was restored to \d\d:\d\d/)).toBeVisible()
  await goTo(page, before.atMs)
  expect(await summaryOf(page)).toEqual(before)
  expect(await page.evaluate(() => window.shardscope!.events())).toEqual(told)
  await typeValue(page, 'Shards', 8)
  expect((await summaryOf(page)).stream.streamStatus).toBe('UPDATING')
})

test('an engine that falls silent is noticed while it plays, and playing goes on', async ({ page }) => {
  await openPage(page)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const { atMs } = await summaryOf(page)
  await expect.poll(async () => (await summaryOf(page)).atMs).toBeGreaterThan(atMs)
  await engineWorker(page).evaluate(() => self.close())
  await expect(page.getByText(/^The engine stopped and was restored to/)).toBeVisible({ timeout: 30_000 })
  const restored = await summaryOf(page)
  await expect.poll(async () => (await summaryOf(page)).atMs).toBeGreaterThan(restored.atMs + 500)
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
})

test('a file of one’s own outlives the engine that read it', async ({ page }) => {
  await openPage(page)
  await dropFile(page, { name: 'mine.csv', content: `user\n${'a\nb\n'.repeat(200)}` })
  await expect.poll(async () => (await summaryOf(page)).workload).toMatchObject({ kind: 'replay', keyColumn: 'user' })
  await breakEngine(page)
  await whenReady(page)
  const { recordsStored } = (await summaryOf(page)).totals
  await advance(page, 10_000)
  expect((await summaryOf(page)).workload).toMatchObject({ kind: 'replay', keyColumn: 'user' })
  expect((await summaryOf(page)).totals.recordsStored).toBeGreaterThan(recordsStored)
})

test('a command that breaks the engine is left out, and named', async ({ page }) => {
  await openPage(page)
  const before = await summaryOf(page)
  await page.evaluate(() => window.shardscope!.submit({ type: 'Unheard' } as never))
  await expect(page.getByText('The engine stopped on Unheard, so this change was left out.')).toBeVisible()
  await whenReady(page)
  await goTo(page, before.atMs)
  expect(await summaryOf(page)).toEqual(before)
})

test('three deaths at one place stop the engine; the recording can be copied, and it can start again', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openPage(page)
  for (let death = 1; death <= 2; death++) {
    await breakEngine(page)
    await whenIdle(page)
  }
  await breakEngine(page, { isLast: true })
  const alert = page.getByRole('alert').filter({ hasText: 'The engine cannot go on' })
  await expect(alert).toContainText('broken by a test')
  await alert.getByRole('button', { name: 'Copy the recording' }).click()
  await expect(page.getByText('The recording is on the clipboard.')).toBeVisible()
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as unknown
  expect(copied).toEqual(await page.evaluate(() => window.shardscope!.recording()))

  await alert.getByRole('button', { name: 'Start again' }).click()
  await expect(alert).toHaveCount(0)
  await expect.poll(async () => page.evaluate(() => window.shardscope!.summary()?.atMs ?? 0)).toBeGreaterThan(500)
})

/** Throws where nothing catches it, and waits until the page has said that it is being restored. */
async function breakEngine(page: Page, { isLast = false } = {}): Promise<void> {
  const says = isLast ? 'The engine cannot go on' : 'The engine stopped. It is being restored…'
  const said = page.waitForFunction((text) => document.body.innerText.includes(text), says)
  await engineWorker(page).evaluate(() => {
    setTimeout(() => {
      throw new Error('broken by a test')
    })
  })
  await said
}

function engineWorker(page: Page) {
  return page.workers().filter((worker) => worker.url().includes('host.worker')).at(-1)!
}
