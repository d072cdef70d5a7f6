/** What the frame of the page tells of long times, of faults and of settings: header, gates, timeline, the shards of an on-demand stream. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { goTo, openPage, slider, summaryOf, test } from './steps'

const A_DAY_AND_A_HALF = 130_000_000

const heightOfHeader = (page: Page) => page.getByRole('banner').evaluate((header) => header.getBoundingClientRect().height)

for (const { name, viewport } of [
  { name: 'desk', viewport: { width: 1280, height: 720 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
]) {
  for (const lang of ['en', 'ko']) {
    test(`${name}, ${lang}: the header keeps its height through days and at full speed`, async ({ page }) => {
      await page.setViewportSize(viewport)
      await openPage(page, { scenario: 'retention-and-a-slow-reader', lang })
      const height = await heightOfHeader(page)
      await goTo(page, A_DAY_AND_A_HALF)
      const clock = page.getByRole('status', { name: lang === 'en' ? 'Virtual time' : '가상 시간' })
      await expect(clock).toHaveText(lang === 'en' ? '1 d 12:06:40.000' : '1일 12:06:40.000')
      expect(await heightOfHeader(page)).toBe(height)
      const field = page.getByRole('textbox', { name: lang === 'en' ? 'Speed, as a number' : '속도, 숫자로 입력', exact: true })
      await field.fill('100000')
      await field.press('Enter')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: lang === 'en' ? 'Play' : '재생', exact: true }).click()
      await expect(page.getByText(lang === 'en' ? /^asked 100,000×, running / : /^요청 100,000배, 실제 /)).toBeAttached()
      await expect(clock).toHaveText(/\d:\d\d:\d\d$/)
      expect(await heightOfHeader(page)).toBe(height)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    })
  }
}

test('usual speeds fit their buttons', async ({ page }) => {
  await openPage(page)
  await page.getByRole('button', { name: 'Usual speeds' }).click()
  const buttons = page.getByRole('dialog', { name: 'Usual speeds' }).getByRole('button')
  await expect(buttons).toHaveCount(10)
  expect(await buttons.evaluateAll((all) => all.map((button) => button.scrollWidth - button.clientWidth))).toEqual(Array(10).fill(0))
})

test('an on-demand stream takes no number of shards, and says where its mode is switched', async ({ page }) => {
  await openPage(page, { scenario: 'on-demand-doubles' })
  await expect(slider(page, 'Shards')).toBeDisabled()
  await expect(slider(page, 'Shards')).toHaveAccessibleDescription(/^On-demand: AWS changes the number of shards/)
  await page.getByRole('button', { name: 'Switch the mode in Capacity' }).click()
  await expect(page.getByRole('tab', { name: 'Capacity' })).toHaveAttribute('aria-selected', 'true')
})

test('modes and retention that were accepted stand on the timeline', async ({ page }) => {
  await openPage(page, { scenario: 'two-mode-switches' })
  await goTo(page, 100_000)
  const marks = page.getByRole('list', { name: 'Notable events' })
  await expect(marks.getByText('Mode: ON_DEMAND')).toBeAttached()
  await expect(marks.getByText('Mode: PROVISIONED')).toBeAttached()
  await expect(marks.getByRole('button', { name: /UpdateStreamMode of orders to PROVISIONED was accepted/ })).toBeAttached()
})

test('a row of denials is one mark that counts them', async ({ page }) => {
  await openPage(page, { scenario: 'key-disabled' })
  await goTo(page, 500_000)
  const marks = page.getByRole('list', { name: 'Notable events' })
  await expect(marks.getByText(/^KMS: .*denied [\d,]+×$/)).toHaveCount(1)
  expect(await marks.getByRole('button').count()).toBeLessThan(8)
})

test('an experiment shows in the table beside the river while it strikes puts', async ({ page }) => {
  await openPage(page, { scenario: 'fault-throughput' })
  const table = page.getByRole('table', { name: /^Shards in the river/ })
  const header = table.getByRole('columnheader', { name: 'Puts struck by an experiment' })
  await goTo(page, 20_000)
  await expect(header).toHaveCount(0)
  await goTo(page, 45_000)
  await expect(header).toHaveCount(1)
  await expect(table.getByRole('row').nth(1).getByRole('cell', { name: '50%', exact: true })).toHaveCount(1)
})

test('a story of hours opens with its panel and offers the speed that tells it in a minute; a link to an instant does not', async ({ page }) => {
  const note = page.getByRole('complementary', { name: 'What this story shows' })
  await openPage(page, { scenario: 'retention-and-a-slow-reader' })
  await expect(note).toContainText('A reader needs twenty seconds')
  await expect(page.getByRole('tab', { name: 'Capacity' })).toHaveAttribute('aria-selected', 'true')
  await note.getByRole('button', { name: 'Play it at 10,000×' }).click()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect.poll(async () => (await summaryOf(page)).atMs).toBeGreaterThan(600_000)
  await openPage(page, { scenario: 'retention-and-a-slow-reader', at: '120000' })
  await expect(page.getByRole('tab', { name: 'Lineage' })).toHaveAttribute('aria-selected', 'true')
  await expect(note).toHaveCount(0)
})

test('on a phone a story opens with the river in view', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openPage(page, { scenario: 'retention-and-a-slow-reader' })
  await expect(page.getByRole('complementary', { name: 'What this story shows' })).toBeVisible()
  expect(await page.evaluate(() => window.scrollY)).toBe(0)
})
